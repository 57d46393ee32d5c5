/** The limits of one run, asked by QuickJS every few thousand operations. */
import type { RunLimits } from '../sandbox.ts';

export class Guard {
  /** The limit that ended the run. */
  exceeded: 'time' | 'output' | null = null;
  readonly #limits: RunLimits;
  readonly #wallEnd: number;
  readonly #cpuEnd: number;
  #outputBytes = 0;

  /** The run begins now. */
  constructor(limits: RunLimits) {
    this.#limits = limits;
    this.#wallEnd = performance.now() + limits.wallSeconds * 1_000;
    this.#cpuEnd = cpuMilliseconds() + limits.cpuSeconds * 1_000;
  }

  /** True ends what the student's code is doing, in a way that it cannot catch. */
  interrupts(): boolean {
    if (this.exceeded === null && (performance.now() > this.#wallEnd || cpuMilliseconds() > this.#cpuEnd)) {
      this.exceeded = 'time';
    }
    return this.exceeded !== null;
  }

  /** The part of `text` that still fits. */
  admitOutput(text: string): string {
    const bytes = Buffer.from(text);
    const room = this.#limits.outputBytes - this.#outputBytes;
    this.#outputBytes += bytes.length;
    if (bytes.length <= room) return text;
    this.exceeded ??= 'output';
    return room > 0 ? new TextDecoder().decode(bytes.subarray(0, room)).replace(/\uFFFD$/, '') : '';
  }
}

function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
