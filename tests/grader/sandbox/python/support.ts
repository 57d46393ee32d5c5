/** Requests, honest results and the state of the machine, shared by the tests of the Python sandbox. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Episode, EpisodeOutcome, RunResult } from '../../../../grader/episode.ts';
import type { RunLimits, RunRequest } from '../../../../grader/sandbox/sandbox.ts';
import { DEFAULT_LIMITS } from '../../../../grader/sandbox/sandbox.ts';

const STEPS = 20;
const START = [1, -2];
const LEARNING_RATE = 0.1;

export const GRADIENTS = Array.from({ length: STEPS }, (_, step) => [
  Float64Array.of(Math.sin(step), Math.cos(3 * step)),
]);

export function episode(fields: Partial<Episode> = {}): Episode {
  return {
    entry: 'sgd',
    parameters: [{ shape: [2], start: Float64Array.from(START), config: { learning_rate: LEARNING_RATE } }],
    dtype: 'float64',
    steps: STEPS,
    gradients: GRADIENTS.slice(0, fields.steps),
    changes: [],
    ...fields,
  };
}

export function request(source: string, episodes = [episode()], limits: Partial<RunLimits> = {}): RunRequest {
  const program = { language: 'python', fileName: 'optim.py', source } as const;
  return { program, episodes, limits: { ...DEFAULT_LIMITS, ...limits } };
}

/** The marker is what `read_siblings.py` looks for. */
export const HONEST = `
MARKER_OF_THE_HONEST_SUBMISSION = 'MARKER_OF_THE_HONEST_SUBMISSION, whose memory nobody else may see'
def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
`;

/** What plain gradient descent gives on `episode()`, step by step. */
export function honestRows(): number[][] {
  let w = START;
  return GRADIENTS.map(([gradient]) => (w = w.map((x, i) => x - LEARNING_RATE * (gradient?.[i] ?? NaN))));
}

export function plain(outcome: EpisodeOutcome | undefined): number[][] {
  return outcome && 'rows' in outcome ? outcome.rows.map((row) => row.flatMap((vector) => [...vector])) : [];
}

export function isHonest(result: RunResult): boolean {
  return result.episodes.every(
    (outcome) =>
      outcome.status === 'completed' && JSON.stringify(plain(outcome)) === JSON.stringify(honestRows()),
  );
}

/** One word for a result: the limit, the status, or whether the numbers are those of gradient descent. */
export function classify(result: RunResult): string {
  const ended = [result.load, ...result.episodes].find(
    ({ status }) => status !== 'loaded' && status !== 'completed',
  );
  if (ended === undefined) return isHonest(result) ? 'completed-honest' : 'completed-wrong';
  return ended.status === 'limit' ? ended.limit : ended.status;
}

/** Processes below `pid`, whatever user they belong to. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      if (fields[0] === 'Z') continue;
      const parent = Number(fields[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // it ended meanwhile
    }
  }
  const below = (parent: number): number[] =>
    (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** As `Installation.create` calls their folders. */
const DISK_OF_INSTALLATION = '/stepwise-installation-';

/** Mounts of the host's namespace, but disks of installations, which other tests put up and take down meanwhile. */
export function mounts(): string {
  const all = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return all.filter((mount) => !mount.includes(DISK_OF_INSTALLATION)).join('\n');
}

/** Waits until `condition` holds; false when it does not within two seconds. */
export async function eventually(condition: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return condition();
}

/** Number of processes below this one, once it has stayed the same for a while. */
export async function processesAtRest(): Promise<number> {
  let count = -1;
  for (let same = 0; same < 8; same++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    const now = descendants(process.pid).length;
    if (now !== count) same = 0;
    count = now;
  }
  return count;
}
