/**
 * Zygotes of one kind, one at a time: started when first needed, and anew when the last has ended, was idle for long or did
 * not start.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { GraderFault } from '../../terms.ts';
import { LanguageRefused } from '../refusal.ts';
import type { RunParts } from './frames.ts';
import type { PartResults } from './parts.ts';
import { describeFallen, tryWalls } from './walls.ts';
import { Zygote, type ZygoteOptions } from './zygote.ts';

/** Until the end of a zygote has shown, on a busy machine too. Only a run that is lost waits for it. */
const END_NOTICED_MS = 2_000;

/** A zygote whose walls stand. Rejects with `LanguageRefused` when they do not. */
async function startBehindWalls(options: ZygoteOptions): Promise<Zygote> {
  const zygote = await Zygote.start(options);
  try {
    const problem = describeFallen(await tryWalls(zygote));
    if (problem !== '') throw new LanguageRefused('python', problem);
    return zygote;
  } catch (error) {
    await zygote.stop();
    throw error;
  }
}

export class ZygoteSupply {
  readonly #options: ZygoteOptions;
  readonly #idleMs: number;
  #zygote: Promise<Zygote> | null = null;
  #running = 0;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param idleMs after so long without a run the zygote is stopped */
  constructor(options: ZygoteOptions, idleMs = Infinity) {
    this.#options = options;
    this.#idleMs = idleMs;
  }

  /** The living zygote. */
  zygote(): Promise<Zygote> {
    if (this.#closed) return Promise.reject(new GraderFault('the Python sandbox is closed'));
    if (this.#zygote === null) {
      const started = startBehindWalls(this.#options);
      const forget = (): void => {
        if (this.#zygote === started) this.#zygote = null;
      };
      started.then((zygote) => zygote.ended.then(forget), forget);
      this.#zygote = started;
    }
    return this.#zygote;
  }

  async run(parts: RunParts): Promise<PartResults> {
    clearTimeout(this.#idle);
    this.#running++;
    try {
      return await this.#play(parts);
    } finally {
      this.#running--;
      if (this.#running === 0 && this.#idleMs < Infinity) {
        this.#idle = setTimeout(() => void this.#stop(), this.#idleMs).unref();
      }
    }
  }

  async #play(parts: RunParts): Promise<PartResults> {
    const zygote = await this.zygote();
    try {
      return await zygote.run(parts);
    } catch (error) {
      // When it was the zygote's end that lost the run, the next run must already find a new one.
      await Promise.race([zygote.ended, sleep(END_NOTICED_MS)]);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    await this.#stop();
  }

  async #stop(): Promise<void> {
    const zygote = this.#zygote;
    this.#zygote = null;
    if (zygote !== null) await zygote.then((living) => living.stop()).catch(() => {});
  }
}
