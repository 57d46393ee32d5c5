/**
 * Uploads are read in a thread of their own, made for one upload and ended when its time is up: whatever a file
 * contains, the server goes on answering.
 */
import { Worker } from 'node:worker_threads';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { SplitResult } from '../../../grader/tex/split.ts';
import { ApiError, systemCode } from '../../errors.ts';
import type { Inspected } from '../images/inspect/inspectImage.ts';

export interface Upload {
  assignment: AssignmentDefinition;
  /** Name of the uploaded file, as its sender says. */
  file: string;
  bytes: Uint8Array;
}

/** The images are checked and safe to store. */
export interface UploadContents extends Omit<SplitResult, 'images'> {
  images: (Omit<Extract<Inspected, { ok: true }>, 'ok'> & { name: string })[];
}

export interface UploadLimits {
  /** Time that one upload may take, in milliseconds. */
  timeMs: number;
  /** Uploads that are read at once. */
  threads: number;
  /** Uploads that may wait for their turn; each holds its bytes in memory. */
  waiting: number;
}

const LIMITS: UploadLimits = { timeMs: 10_000, threads: 2, waiting: 20 };

export class UploadReader {
  readonly #limits: UploadLimits;
  /** Ids of people with an upload that is read or waits. */
  readonly #people = new Set<string>();
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limits: UploadLimits = LIMITS) {
    this.#limits = limits;
  }

  /**
   * @throws ApiError throttled when the person has another upload here, or too many wait; unacceptable when the limits
   * of time or memory end the reading
   */
  async read(userId: string, upload: Upload): Promise<UploadContents> {
    if (this.#people.has(userId))
      throw new ApiError('throttled', 'Another file of yours is still being read. Wait until it is shown.');
    this.#people.add(userId);
    try {
      await this.#turn();
      try {
        return await readInThread(upload, this.#limits.timeMs);
      } finally {
        this.#next();
      }
    } finally {
      this.#people.delete(userId);
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < this.#limits.threads) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#limits.waiting)
      throw new ApiError(
        'throttled',
        'Many files are being read just now. Nothing was changed; try again in a minute.',
      );
    await new Promise<void>((start) => this.#waiting.push(start));
  }

  /** Hands the turn on. */
  #next(): void {
    const start = this.#waiting.shift();
    if (start === undefined) this.#running -= 1;
    else start();
  }
}

function readInThread(upload: Upload, timeMs: number): Promise<UploadContents> {
  const worker = new Worker(new URL('./readUploadThread.ts', import.meta.url), {
    workerData: upload,
    env: {},
    argv: [],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 8 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<UploadContents>();
  const timer = setTimeout(() => reject(tooMuch(`it took more than ${timeMs / 1000} seconds`)), timeMs);
  worker.on('message', resolve);
  worker.on('error', (error) =>
    reject(systemCode(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch('it took too much memory') : error),
  );
  worker.on('exit', (code) => reject(new Error(`the thread that reads uploads ended with code ${code}`)));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}

function tooMuch(reason: string): ApiError {
  return new ApiError(
    'unacceptable',
    `The file could not be read: ${reason}. Nothing was changed. Upload only what the sheet needs, or copy the answers by hand.`,
  );
}
