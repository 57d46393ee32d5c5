/** How the time of a run is told, and where what it prints goes. */
export interface Meter {
  /** The run begins now. */
  begin(): void;
  /** What is done in `wait` is the host's and not the run's. */
  waitForHost(wait: () => void): void;
  /** Bytes that there is room for. */
  print(bytes: Uint8Array): void;
  /** Milliseconds of the run that were its own. */
  own(): number;
  /** Milliseconds of a processor that its thread has used, counted from any moment. */
  cpu(): number;
}

/**
 * Of a run that is played in the thread which asked for it: a clock is all there is, so that time of the processor and time
 * of the run are the same.
 */
export class LocalMeter implements Meter {
  #begin = 0;
  #host = 0;
  readonly #printed: Uint8Array[] = [];

  begin(): void {
    this.#begin = performance.now();
  }

  waitForHost(wait: () => void): void {
    const before = performance.now();
    wait();
    this.#host += performance.now() - before;
  }

  print(bytes: Uint8Array): void {
    this.#printed.push(bytes.slice());
  }

  own(): number {
    return performance.now() - this.#begin - this.#host;
  }

  cpu(): number {
    return performance.now() - this.#host;
  }

  output(): string {
    const decoder = new TextDecoder();
    return this.#printed.map((bytes) => decoder.decode(bytes, { stream: true })).join('') + decoder.decode();
  }
}
