/**
 * The Python sandbox: student code in a process of its own, forked from one that has NumPy imported, behind walls of
 * the operating system. Read on in `zygote.py` (the process that stays), `outer_jail.py` and `jail.py` (the walls),
 * `keeper.py` (who watches a run) and `runner.py` (who plays it); `wire.py` says what passes in and out.
 */
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { GraderFault, type Language } from '../../core/terms.ts';
import type { RunRequest, RunResult, Sandbox } from '../sandbox.ts';
import { findInterpreter } from './interpreter.ts';
import { Pool } from './pool.ts';
import { describeFallen, tryWalls } from './walls.ts';
import { Zygote } from './zygote.ts';

export { type PythonProbe, probePython, type Wall } from './probe.ts';

/** Runs at a time: one a processor, within these bounds. */
const MIN_RUNS = 4;
const MAX_RUNS = 32;

const END_NOTICED_MS = 200;

/** Longest row of an episode: what the memory shared with the keeper holds. */
const MAX_ROW_NUMBERS = 2 ** 19;

export interface PythonSandboxOptions {
  /** An interpreter instead of the first suitable one. */
  python?: string;
  log?: (line: string) => void;
}

class PythonSandbox implements Sandbox {
  readonly languages: readonly Language[] = ['python'];
  readonly #start: () => Promise<Zygote>;
  readonly #pool: Pool;
  #zygote: Promise<Zygote> | null = null;
  #closed = false;

  constructor(start: () => Promise<Zygote>, slots: number) {
    this.#start = start;
    this.#pool = new Pool(slots);
  }

  /** The living zygote; a new one when the last has died or did not start. */
  zygote(): Promise<Zygote> {
    if (this.#closed) return Promise.reject(new GraderFault('the Python sandbox is closed'));
    if (this.#zygote === null) {
      const started = this.#start();
      const forget = (): void => {
        if (this.#zygote === started) this.#zygote = null;
      };
      started.then((zygote) => zygote.ended.then(forget), forget);
      this.#zygote = started;
    }
    return this.#zygote;
  }

  async run(request: RunRequest): Promise<RunResult> {
    if (request.program.language !== 'python') {
      throw new GraderFault(`the Python sandbox was given ${request.program.language}`);
    }
    for (const { parameters } of request.episodes) {
      const numbers = parameters.reduce((sum, { start }) => sum + start.length, 0);
      if (numbers > MAX_ROW_NUMBERS)
        throw new GraderFault(`an episode of ${numbers} numbers a row is too large`);
    }
    return this.#pool.use(async () => {
      const zygote = await this.zygote();
      try {
        return await zygote.run(request);
      } catch (error) {
        // When it was the zygote's end that lost the run, the next run must already find a new one.
        await Promise.race([zygote.ended, setTimeout(END_NOTICED_MS)]);
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    const zygote = this.#zygote;
    this.#closed = true;
    this.#zygote = null;
    if (zygote !== null) await zygote.then((living) => living.stop()).catch(() => {});
  }
}

/**
 * Starts the sandbox. Rejects with `GraderFault`, whose message says what to do, when there is no Python with NumPy or
 * this host cannot isolate it.
 */
export async function createPythonSandbox(options: PythonSandboxOptions = {}): Promise<Sandbox> {
  const { interpreter, unsuitable } = await findInterpreter(options.python);
  if (interpreter === null) {
    const tried = unsuitable.map(({ command, problem }) => `${command}: ${problem}`).join('; ');
    throw new GraderFault(
      `no Python 3.9 or later with NumPy (${tried}); on Debian: apt install python3-numpy`,
    );
  }
  const slots = Math.min(MAX_RUNS, Math.max(MIN_RUNS, availableParallelism()));
  const log = options.log ?? (() => {});
  const sandbox = new PythonSandbox(() => Zygote.start(interpreter.path, slots, log), slots);
  try {
    const problem = describeFallen(await tryWalls(await sandbox.zygote()));
    if (problem !== '') throw new GraderFault(problem);
    return sandbox;
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
