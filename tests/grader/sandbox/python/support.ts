/** Requests, honest results and the state of the machine, shared by the tests of the Python sandbox. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Episode, EpisodeOutcome, RunResult } from '../../../../grader/episode.ts';
import { encodeFrame } from '../../../../grader/sandbox/python/frames.ts';
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

/** What the runner says of a program that is loaded, and of an episode of two coordinates that is played. */
export const LOADED = { status: 'loaded' };
export const COMPLETED = { status: 'completed', dtypes: ['float64'] };

/** As the runner sends it: a message, or none (`''`), and a vector. */
export const frame = (message: unknown, ...numbers: number[]): Buffer =>
  encodeFrame(message === '' ? '' : JSON.stringify(message), [Float64Array.from(numbers)]);

const ENDED = {
  prepared: true,
  limit: null,
  signal: 0,
  exit: 0,
  episode: 0,
  step: 0,
  outputBytes: 0,
  rowBytes: 0,
};

/** The keeper's last words, with its mark, and what follows them. */
export function trailer(fields: object, rest = Buffer.alloc(0)): Buffer {
  const words = frame({ ...ENDED, ...fields });
  words.writeUInt32LE(words.readUInt32LE(0) + 2 ** 31, 0);
  return Buffer.concat([words, rest]);
}

/** A process as `/proc` tells of it: whose child it is, and the processor time that it has used, in ticks of 10 ms. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** All that live, at one glance: who asks for one by one is asked about some that have ended meanwhile. */
export function processes(): readonly Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      if (fields[0] === 'Z') return [];
      return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) }];
    } catch {
      return []; // it ended meanwhile
    }
  });
}

/** Children of `pid`, whatever user they belong to. */
export function childrenOf(pid: number, all = processes()): readonly Process[] {
  return all.filter(({ parent }) => parent === pid);
}

/** Processes below `pid`, whatever user they belong to. */
function descendants(pid: number, all = processes()): number[] {
  return childrenOf(pid, all).flatMap((child) => [child.pid, ...descendants(child.pid, all)]);
}

/** As `Installation.create` calls their folders. */
const DISK_OF_INSTALLATION = '/stepwise-installation-';

/** Mounts of the host's namespace, but disks of installations, which other tests put up and take down meanwhile. */
export function mounts(): string {
  const all = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return all.filter((mount) => !mount.includes(DISK_OF_INSTALLATION)).join('\n');
}

/** The processes below this one that start from this call on. One of before may end meanwhile: it is not counted. */
export function startedFromNow(): () => number[] {
  const before = new Set(descendants(process.pid));
  return () => descendants(process.pid).filter((pid) => !before.has(pid));
}

/** Waits until `condition` holds; false when it does not within a minute. */
export async function eventually(condition: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 3000; attempt++) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return condition();
}

/** Number of processes that have started, once it has stayed the same for a while. */
export async function atRest(started: () => number[]): Promise<number> {
  let count = -1;
  for (let same = 0; same < 8; same++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    const now = started().length;
    if (now !== count) same = 0;
    count = now;
  }
  return count;
}
