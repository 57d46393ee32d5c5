/** Zygotes of one kind, one at a time: started when first needed, and anew when the last has ended or did not start. */
import { setTimeout } from 'node:timers/promises';
import { GraderFault } from '../../core/terms.ts';
import type { RunRequest, RunResult } from '../sandbox.ts';
import { describeFallen, tryWalls } from './walls.ts';
import { Zygote, type ZygoteOptions } from './zygote.ts';

const END_NOTICED_MS = 200;

/** A zygote whose walls stand. Rejects with `GraderFault` when this host cannot isolate it. */
async function startBehindWalls(options: ZygoteOptions): Promise<Zygote> {
  const zygote = await Zygote.start(options);
  try {
    const problem = describeFallen(await tryWalls(zygote));
    if (problem !== '') throw new GraderFault(problem);
    return zygote;
  } catch (error) {
    await zygote.stop();
    throw error;
  }
}

export class ZygoteSupply {
  readonly #options: ZygoteOptions;
  #zygote: Promise<Zygote> | null = null;
  #closed = false;

  constructor(options: ZygoteOptions) {
    this.#options = options;
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

  async run(request: RunRequest): Promise<RunResult> {
    const zygote = await this.zygote();
    try {
      return await zygote.run(request);
    } catch (error) {
      // When it was the zygote's end that lost the run, the next run must already find a new one.
      await Promise.race([zygote.ended, setTimeout(END_NOTICED_MS)]);
      throw error;
    }
  }

  async close(): Promise<void> {
    const zygote = this.#zygote;
    this.#closed = true;
    this.#zygote = null;
    if (zygote !== null) await zygote.then((living) => living.stop()).catch(() => {});
  }
}
