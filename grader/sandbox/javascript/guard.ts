/** The limits of one run, asked by QuickJS every few thousand operations. */
import type { RunLimits } from '../sandbox.ts';
import type { Meter } from './meter.ts';

export class Guard {
  /** The limit that ended the run. */
  exceeded: 'time' | 'output' | null = null;
  readonly #limits: RunLimits;
  readonly #meter: Meter;
  #wallEnd: number;
  readonly #cpuEnd: number;
  #outputBytes = 0;

  /** The run begins now. */
  constructor(limits: RunLimits, meter: Meter) {
    this.#limits = limits;
    this.#meter = meter;
    meter.begin();
    this.#wallEnd = performance.now() + limits.wallSeconds * 1_000;
    this.#cpuEnd = meter.cpu() + limits.cpuSeconds * 1_000;
  }

  /** True ends what the student's code is doing, in a way that it cannot catch. */
  interrupts(): boolean {
    if (this.exceeded !== null) return true;
    if (performance.now() > this.#wallEnd) {
      const left = this.#limits.wallSeconds * 1_000 - this.#meter.own();
      if (left > 0) this.#wallEnd = performance.now() + left;
      else this.exceeded = 'time';
    }
    if (this.#meter.cpu() > this.#cpuEnd) this.exceeded = 'time';
    return this.exceeded !== null;
  }

  /** Keeps the part of `text` that still fits. */
  print(text: string): void {
    const bytes = new TextEncoder().encode(text);
    const room = Math.max(0, this.#limits.outputBytes - this.#outputBytes);
    this.#outputBytes += bytes.length;
    this.#meter.print(bytes.subarray(0, wholeCharacters(bytes, room)));
    if (bytes.length > room) this.exceeded ??= 'output';
  }
}

/** Of UTF-8, the bytes of the characters that fit into `room` bytes as a whole. */
function wholeCharacters(bytes: Uint8Array, room: number): number {
  if (bytes.length <= room) return bytes.length;
  let end = room;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return end;
}
