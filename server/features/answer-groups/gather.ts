/**
 * Answers are gathered in a thread of their own, since the time grows with the square of their number and more, and
 * once: what was handed in never changes, so the same answers have the same groups.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { AnswerGroup, GroupOptions } from '../../../grader/answers/groups.ts';
import { ApiError } from '../../errors.ts';

export interface Gathering {
  /** Ids of rows of the table `answers`, which are immutable. */
  answers: { id: string; markdown: string }[];
  options: GroupOptions;
}

/** A thousand answers took 4 to 8 s on two cores. */
const TIME_LIMIT_MS = 60_000;
/** Gatherings that are kept: ids and names, no texts. */
const MOST_KEPT = 200;

const kept = new Map<string, Promise<AnswerGroup[]>>();
/** One at a time, so that the other processors are left to the server. */
let last: Promise<unknown> = Promise.resolve();

/** @throws ApiError unacceptable when it takes too long */
export function gather(gathering: Gathering): Promise<AnswerGroup[]> {
  const key = keyOf(gathering);
  const known = kept.get(key);
  // The most recently asked for stand last.
  kept.delete(key);
  const groups = known ?? start(gathering, key);
  kept.set(key, groups);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return groups;
}

function keyOf({ answers, options }: Gathering): string {
  const ids = answers.map(({ id }) => id).sort();
  return createHash('sha256')
    .update(JSON.stringify([ids, options]))
    .digest('hex');
}

function start(gathering: Gathering, key: string): Promise<AnswerGroup[]> {
  const groups = last.then(() => gatherInThread(gathering));
  last = groups.catch(() => kept.delete(key));
  return groups;
}

function gatherInThread(gathering: Gathering): Promise<AnswerGroup[]> {
  const worker = new Worker(new URL('./gatherThread.ts', import.meta.url), {
    workerData: gathering,
    env: {},
    argv: [],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 8 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<AnswerGroup[]>();
  const { length } = gathering.answers;
  const tooMuch = new ApiError(
    'unacceptable',
    `Gathering ${length} answers takes too long. Nothing was changed; grade them one by one.`,
  );
  const timer = setTimeout(() => reject(tooMuch), TIME_LIMIT_MS);
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`the thread that gathers answers ended with code ${code}`)));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
