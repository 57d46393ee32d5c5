/** A Dockerfile as what it says: stages, each with its instructions in order. Pure. */

export type Instruction =
  | { kind: 'RUN'; script: string }
  | { kind: 'COPY'; from: string | null; sources: string[]; target: string }
  | { kind: 'WORKDIR'; directory: string };

export interface Stage {
  /** What it begins with, such as debian:trixie-slim. */
  image: string;
  name: string | null;
  instructions: Instruction[];
  environment: Record<string, string>;
  /** In which directory, as whom, and what runs in a container of it. */
  directory: string;
  user: string;
  entrypoint: string[];
}

/** @throws for an instruction that it does not know: nothing of a Dockerfile is passed over */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (word === 'FROM') {
      const [, image = '', name = null] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      const nothing = { instructions: [], environment: {}, directory: '/', user: '0:0', entrypoint: [] };
      stages.push({ image, name, ...nothing });
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) throw new Error(`${line}: before there is a stage`);
    switch (word) {
      case 'RUN':
        stage.instructions.push({ kind: 'RUN', script: rest });
        break;
      case 'COPY': {
        const [, from = null, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
        const all = paths.split(/\s+/);
        stage.instructions.push({ kind: 'COPY', from, sources: all.slice(0, -1), target: all.at(-1)! });
        break;
      }
      case 'WORKDIR':
        stage.directory = rest;
        stage.instructions.push({ kind: 'WORKDIR', directory: rest });
        break;
      case 'ENV':
        for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) stage.environment[name!] = value!;
        break;
      case 'USER':
        stage.user = rest;
        break;
      case 'ENTRYPOINT':
        stage.entrypoint = JSON.parse(rest) as string[];
        break;
      case 'EXPOSE':
      case 'CMD':
        // Of use to an engine alone: Compose names ports and commands.
        break;
      default:
        throw new Error(`${line}: not known here`);
    }
  }
  return stages;
}

/** Whether a path of the working directory goes to the builder. @param patterns lines of .dockerignore */
export function goesAlong(patterns: readonly string[], path: string): boolean {
  const parts = path.split('/');
  const selves = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return !patterns.some((pattern) => {
    const source = pattern
      .replaceAll(/[.+^$()|[\]{}]/g, '\\$&')
      .replaceAll('**/', '\0')
      .replaceAll('*', '[^/]*')
      .replaceAll('\0', '(?:.*/)?');
    return selves.some((self) => new RegExp(`^${source}$`).test(self));
  });
}

export const patternsOf = (dockerignore: string): string[] =>
  dockerignore.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
