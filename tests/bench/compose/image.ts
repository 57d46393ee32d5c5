/** The Dockerfile's very steps, taken one by one in clean trees of Debian. */
import { copyFile, cp, mkdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { ROOT } from '../../../server/config.ts';
import { timed } from '../figures.ts';
import { contain, run } from './container.ts';
import { goesAlong, patternsOf, readDockerfile, type Instruction, type Stage } from './dockerfile.ts';

export interface Image extends Stage {
  root: string;
  environment: Record<string, string>;
}

const HOST_FILES = ['/etc/hosts', '/etc/resolv.conf'];
const FIRST_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** debian:trixie-slim as `trixie`: the smallest that debootstrap makes. */
function suiteOf(image: string): string {
  const suite = /^debian:(\w+)-slim$/.exec(image)?.[1];
  if (!suite) throw new Error(`${image} is no tree that debootstrap can make`);
  return suite;
}

/** What a build needs of this machine: names, and a certificate where its registries have one of their own. */
async function surroundings(
  directory: string,
): Promise<{ etc: string; environment: Record<string, string> }> {
  const etc = join(directory, 'etc-of-builds');
  await mkdir(etc);
  for (const file of HOST_FILES) await copyFile(file, join(etc, basename(file)));
  const certificate = process.env.NODE_EXTRA_CA_CERTS;
  if (!certificate) return { etc, environment: {} };
  await copyFile(certificate, join(etc, 'certificate-of-builds.pem'));
  return { etc, environment: { NODE_EXTRA_CA_CERTS: '/etc/certificate-of-builds.pem' } };
}

async function copyAlong(
  { from, sources, target }: Instruction & { kind: 'COPY' },
  { root, directory, stages }: { root: string; directory: string; stages: ReadonlyMap<string, string> },
): Promise<void> {
  const patterns = from === null ? patternsOf(await readFile(join(ROOT, '.dockerignore'), 'utf8')) : [];
  const context = from === null ? ROOT : stages.get(from);
  if (context === undefined) throw new Error(`there is no stage ${from}`);
  const into = join(root, resolve(directory, target));
  for (const source of sources) {
    const path = join(context, source);
    const isFile = sources.length > 1 || target.endsWith('/');
    if (from !== null) await run('cp', '-a', path, into);
    else
      await cp(path, isFile ? join(into, basename(source)) : into, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (each) => each === context || goesAlong(patterns, relative(context, each)),
      });
  }
}

/**
 * @param directory for the trees
 * @param said hears of each step and its milliseconds
 * @returns the last stage
 */
export async function buildImage(
  directory: string,
  said: (step: string, ms: number) => void,
): Promise<Image> {
  const { etc, environment } = await surroundings(directory);
  const step = async (what: string, work: () => Promise<unknown>) => said(what, await timed(work));
  const clean = new Map<string, string>();
  const stages = new Map<string, string>();
  let last: Image | null = null;
  for (const stage of readDockerfile(await readFile(join(ROOT, 'Dockerfile'), 'utf8'))) {
    const suite = suiteOf(stage.image);
    const tree = clean.get(suite) ?? join(directory, suite);
    if (!clean.has(suite))
      await step(`debootstrap ${suite}`, () => run('debootstrap', '--variant=minbase', suite, tree));
    clean.set(suite, tree);
    const root = join(directory, `stage-${stages.size + 1}`);
    await run('cp', '-a', tree, root);
    let where = '/';
    for (const instruction of stage.instructions) {
      if (instruction.kind === 'WORKDIR') {
        where = instruction.directory;
        await mkdir(join(root, where), { recursive: true });
      } else if (instruction.kind === 'COPY')
        await step(`COPY ${instruction.sources.join(' ')}`, () =>
          copyAlong(instruction, { root, directory: where, stages }),
        );
      else
        await step(`RUN ${instruction.script}`, async () => {
          const { code, said } = await contain({
            ...{ root, etc, user: '0:0', readOnly: false, directory: where, tmpfs: [], network: null },
            environment: { PATH: FIRST_PATH, HOME: '/root', ...environment },
            command: ['/bin/sh', '-c', instruction.script],
          }).ended;
          if (code !== 0) throw new Error(`RUN ${instruction.script} failed:\n${said.slice(-3000)}`);
        });
    }
    stages.set(stage.name ?? String(stages.size), root);
    last = { ...stage, root };
  }
  if (last === null) throw new Error('the Dockerfile has no stage');
  return last;
}
