/**
 * Closed loop without a message back: the worker puts its parameters into shared memory, asks, and sleeps until the
 * main thread has put the gradients in their place. Layout: one Int32 turn counter in 8 bytes, then float64 numbers.
 */
export class GradientChannel {
  readonly buffer: SharedArrayBuffer;
  readonly numbers: Float64Array;
  readonly #turn: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#turn = new Int32Array(buffer, 0, 1);
    this.numbers = new Float64Array(buffer, 8);
  }

  static ofSize(count: number): GradientChannel {
    return new GradientChannel(new SharedArrayBuffer(8 + 8 * count));
  }

  /**
   * Worker: calls `ask`, then sleeps until the answer is in `numbers`. To be woken is no answer: where the main thread lost the
   * processor between the two lines of `answer`, the worker has the gradients and sleeps for the next ones by the time it is woken.
   */
  exchange(ask: () => void): void {
    const turn = Atomics.load(this.#turn, 0);
    ask();
    while (Atomics.load(this.#turn, 0) === turn) Atomics.wait(this.#turn, 0, turn);
  }

  /** Main thread: `numbers` now holds the gradients. */
  answer(): void {
    Atomics.add(this.#turn, 0, 1);
    Atomics.notify(this.#turn, 0);
  }
}
