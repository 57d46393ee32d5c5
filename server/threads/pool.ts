/**
 * The one pool of threads: whatever somebody's text or file costs, the server goes on answering. A task has limits of
 * time and memory, and its person's turn among the others (`fairQueue.ts`). Piscina starts, feeds and ends the threads.
 */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { ApiError, systemCode } from '../errors.ts';
import { FairQueue } from './fairQueue.ts';
import type { QueueLimits, Refusal } from './fairQueue.ts';

/** What a task may cost and what its person is told when it costs more. */
export interface TaskLimits {
  timeMs: number;
  /** It may take many seconds: never on the thread that is kept for light tasks. */
  long?: boolean;
  /** What failed, as a sentence begins: "The file could not be read". */
  failure: string;
  /** What is safe, and what to do. */
  advice: string;
}

export interface PoolLimits extends QueueLimits {
  /** Heap of a thread. */
  memoryMb: number;
}

export const POOL_LIMITS: PoolLimits = {
  threads: Math.min(4, Math.max(2, availableParallelism())),
  memoryMb: 512,
  perPerson: 8,
  waiting: 1_000,
  bytes: 256 * 2 ** 20,
};

/** A thread that nobody needs for so long is ended, but for one. */
const IDLE_MS = 60_000;

interface Task {
  name: string;
  input: unknown;
  transfer: ArrayBuffer[];
  limits: TaskLimits;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

export class ThreadPool {
  readonly #threads: Piscina;
  readonly #queue: FairQueue<Task>;
  readonly #memoryMb: number;
  #isClosed = false;

  /** @param filename the module whose exported functions are the tasks */
  constructor(filename: string, limits: PoolLimits = POOL_LIMITS) {
    this.#memoryMb = limits.memoryMb;
    this.#queue = new FairQueue(limits, () => performance.now());
    this.#threads = new Piscina({
      filename,
      minThreads: 1,
      maxThreads: limits.threads,
      idleTimeout: IDLE_MS,
      // Tasks read archives, which goes on between turns of the thread's event loop.
      atomics: 'disabled',
      env: {},
      argv: [],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, stackSizeMb: 8 },
    });
    // A thread that fails between two tasks is replaced with the next one.
    this.#threads.on('error', () => undefined);
  }

  /**
   * Runs the exported function `name`.
   *
   * @param input is copied, but for the buffers that hold a whole view, which are moved
   * @throws ApiError throttled where too much waits, unacceptable where the task exceeds its limits
   */
  run(name: string, input: unknown, person: string, limits: TaskLimits): Promise<unknown> {
    const views = viewsIn(input);
    const bytes = views.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const task: Task = { name, input, transfer: buffersOf(views), limits, resolve, reject };
    const refusal = this.#isClosed
      ? 'all'
      : this.#queue.add({ person, long: limits.long ?? false, bytes }, task);
    if (refusal !== null) return Promise.reject(refused(refusal, limits));
    this.#startNext();
    return promise;
  }

  #startNext(): void {
    for (;;) {
      const started = this.#queue.next();
      if (started === null) return;
      void this.#perform(started.task).finally(() => {
        started.end();
        this.#startNext();
      });
    }
  }

  async #perform({ name, input, transfer, limits, resolve, reject }: Task): Promise<void> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), limits.timeMs);
    try {
      resolve(await this.#threads.run(input, { name, signal: abort.signal, transferList: transfer }));
    } catch (error) {
      if (abort.signal.aborted && !this.#isClosed)
        reject(tooMuch(limits, `it took more than ${limits.timeMs / 1000} seconds`));
      else if (systemCode(error) === 'ERR_WORKER_OUT_OF_MEMORY')
        reject(tooMuch(limits, `it took more than ${this.#memoryMb} MB of memory`));
      else reject(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the threads; what runs or waits is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject, limits } of this.#queue.clear()) reject(refused('all', limits));
    await this.#threads.destroy();
  }
}

function tooMuch({ failure, advice }: TaskLimits, reason: string): ApiError {
  return new ApiError('unacceptable', `${failure}: ${reason}. ${advice}`);
}

function refused(refusal: Refusal, { failure }: TaskLimits): ApiError {
  const reason =
    refusal === 'person'
      ? 'much that you asked for before is still being worked on. Nothing was changed; wait until it is shown'
      : 'very many people need the server just now. Nothing was changed; try again in a minute';
  return new ApiError('throttled', `${failure}: ${reason}.`);
}

/** The byte arrays in an input, at any depth. */
function viewsIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  if (Array.isArray(value)) return value.flatMap(viewsIn);
  if (value instanceof Map) return [...value.values()].flatMap(viewsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(viewsIn);
  return [];
}

/** Node keeps small arrays in a buffer that many share: such a one is copied. */
function buffersOf(views: Uint8Array[]): ArrayBuffer[] {
  const whole = views.filter(
    ({ buffer, byteLength }) => buffer instanceof ArrayBuffer && buffer.byteLength === byteLength,
  );
  return [...new Set(whole.map(({ buffer }) => buffer as ArrayBuffer))];
}
