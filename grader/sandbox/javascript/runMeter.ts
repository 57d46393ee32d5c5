/**
 * What a run has printed and how its time was spent, in memory that the worker and the main thread share: nothing of it
 * takes a message, and it is all there when the worker has to be ended.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import type { Meter } from './meter.ts';

/**
 * Begin of the run, milliseconds spent waiting for the host, since when it waits now, and milliseconds without a processor before the
 * run; bytes printed.
 */
const BEGIN = 0;
const HOST = 1;
const WAITING = 2;
const STARVED = 3;
const THREAD = 4;
const PRINTED = 5;
const FIELDS = 6;

const now = (): number => performance.timeOrigin + performance.now();

/** Milliseconds that a thread was ready to run and had no processor; 0 where the system does not say. */
function starvedMilliseconds(thread: string): number {
  try {
    return Number(readFileSync(`/proc/${thread}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** Number of this very thread; 0 where the system does not say. */
function ownThread(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return 0;
  }
}

export class RunMeter implements Meter {
  readonly buffer: SharedArrayBuffer;
  readonly #fields: Float64Array;
  readonly #output: Uint8Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#fields = new Float64Array(buffer, 0, FIELDS);
    this.#output = new Uint8Array(buffer, 8 * FIELDS);
  }

  static ofSize(outputBytes: number): RunMeter {
    return new RunMeter(new SharedArrayBuffer(8 * FIELDS + outputBytes));
  }

  /** Worker: the run begins now. */
  begin(): void {
    this.#fields[THREAD] = ownThread();
    this.#fields[STARVED] = this.#starved();
    this.#fields[BEGIN] = now();
  }

  /** Worker: what it does in `wait` is to wait for the host. */
  waitForHost(wait: () => void): void {
    const before = now();
    this.#fields[WAITING] = before;
    wait();
    this.#fields[HOST]! += now() - before;
    this.#fields[WAITING] = 0;
  }

  /** Worker: bytes that there is room for. */
  print(bytes: Uint8Array): void {
    this.#output.set(bytes, this.#fields[PRINTED]);
    this.#fields[PRINTED]! += bytes.length;
  }

  /** Milliseconds of the run that were its own: not the host's, and not those of others that had the processor. */
  own(): number {
    const begin = this.#fields[BEGIN]!;
    if (begin === 0) return 0;
    // The host may ask only after it was busy itself, with a run that waits for it all the time.
    const waiting = this.#fields[WAITING]!;
    const until = waiting === 0 ? now() : waiting;
    return until - begin - this.#fields[HOST]! - (this.#starved() - this.#fields[STARVED]!);
  }

  /** Worker: of this very thread. */
  cpu(): number {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  }

  /** Main thread: what was printed so far. */
  output(): string {
    return Buffer.from(this.#output.slice(0, this.#fields[PRINTED])).toString('utf8');
  }

  #starved(): number {
    const thread = this.#fields[THREAD]!;
    return thread === 0 ? 0 : starvedMilliseconds(`self/task/${thread}`);
  }
}
