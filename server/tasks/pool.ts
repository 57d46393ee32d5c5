/**
 * The one pool of processes: whatever somebody's text or file costs, the server goes on answering. A task has limits of
 * time and memory, and its person's turn among the others (`fairQueue.ts`). Why processes: `docs/adr/0030-…`.
 */
import { availableParallelism } from 'node:os';
import { ApiError } from '../errors.ts';
import { FairQueue } from './fairQueue.ts';
import type { QueueLimits, Refusal } from './fairQueue.ts';
import { TaskProcess } from './taskProcess.ts';

/** What a task may cost and what its person is told when it costs more. */
export interface TaskLimits {
  timeMs: number;
  /** It may take many seconds: never in the process that is kept for light tasks. */
  long?: boolean;
  /** What failed, as a sentence begins: "The file could not be read". */
  failure: string;
  /** What is safe, and what to do. */
  advice: string;
}

export interface PoolLimits extends QueueLimits {
  /** Heap of a process. */
  memoryMb: number;
}

export const POOL_LIMITS: PoolLimits = {
  atOnce: Math.min(4, Math.max(2, availableParallelism())),
  memoryMb: 512,
  perPerson: 8,
  waiting: 1_000,
  bytes: 256 * 2 ** 20,
};

/** A process that nobody needs for so long is ended, but for one. */
const IDLE_MS = 60_000;

interface Task {
  name: string;
  input: unknown;
  limits: TaskLimits;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

export class TaskPool {
  readonly #filename: string;
  readonly #queue: FairQueue<Task>;
  readonly #memoryMb: number;
  readonly #processes = new Set<TaskProcess>();
  /** Those without a task; whoever rests shortest stands last. */
  readonly #resting: { process: TaskProcess; timer: NodeJS.Timeout }[] = [];
  #isClosed = false;

  /** @param filename the module whose exported functions are the tasks */
  constructor(filename: string, limits: PoolLimits = POOL_LIMITS) {
    this.#filename = filename;
    this.#memoryMb = limits.memoryMb;
    this.#queue = new FairQueue(limits, () => performance.now());
  }

  /**
   * Runs the exported function `name`.
   *
   * @throws ApiError throttled where too much waits, unacceptable where the task exceeds its limits
   */
  run(name: string, input: unknown, person: string, limits: TaskLimits): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const task: Task = { name, input, limits, resolve, reject };
    const refusal = this.#isClosed
      ? 'all'
      : this.#queue.add({ person, long: limits.long ?? false, bytes: bytesIn(input) }, task);
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

  async #perform({ name, input, limits, resolve, reject }: Task): Promise<void> {
    const process = this.#take();
    const outcome = await process.perform({ name, input }, limits.timeMs);
    this.#rest(process);
    if ('value' in outcome) resolve(outcome.value);
    else if ('error' in outcome) reject(outcome.error);
    else if (this.#isClosed) reject(refused('all', limits));
    else if ('ended' in outcome) reject(new Error(`${limits.failure}: ${outcome.ended}`));
    else if (outcome.exceeded === 'time')
      reject(tooMuch(limits, `it took more than ${limits.timeMs / 1000} seconds`));
    else reject(tooMuch(limits, `it took more than ${this.#memoryMb} MB of memory`));
  }

  #take(): TaskProcess {
    for (let rested = this.#resting.pop(); rested !== undefined; rested = this.#resting.pop()) {
      clearTimeout(rested.timer);
      if (rested.process.isAlive) return rested.process;
    }
    const process = new TaskProcess(this.#filename, this.#memoryMb);
    this.#processes.add(process);
    void process.exited.then(() => this.#processes.delete(process));
    return process;
  }

  #rest(process: TaskProcess): void {
    if (!process.isAlive) return;
    const timer = setTimeout(() => {
      if (this.#resting.length === 1) return;
      this.#resting.splice(
        this.#resting.findIndex((resting) => resting.process === process),
        1,
      );
      process.kill();
    }, IDLE_MS);
    this.#resting.push({ process, timer: timer.unref() });
  }

  /** Ends the processes; what runs or waits is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject, limits } of this.#queue.clear()) reject(refused('all', limits));
    for (const { timer } of this.#resting.splice(0)) clearTimeout(timer);
    const processes = [...this.#processes];
    for (const process of processes) process.kill();
    await Promise.all(processes.map(({ exited }) => exited));
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

/** Bytes of the byte arrays in an input, at any depth. */
function bytesIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  const parts = value instanceof Map ? [...value.values()] : Object.values(value);
  return parts.reduce<number>((sum, part) => sum + bytesIn(part), 0);
}
