/**
 * The Python sandbox: student code in a process of its own, forked from one that has NumPy imported, behind walls of
 * the operating system. Read on in `zygote.py` (the process that stays), `outer_jail.py` and `jail.py` (the walls),
 * `keeper.py` (who watches a run) and `runner.py` (who plays it); `wire.py` says what passes in and out.
 *
 * Programs that import torch have a zygote of their own (`tensors.py`), whose Python may be another one; it starts with
 * the first such program.
 */
import { availableParallelism } from 'node:os';
import { GraderFault, type Language } from '../../terms.ts';
import { LanguageRefused } from '../refusal.ts';
import type { RunResult } from '../../episode.ts';
import type { RunRequest, Sandbox } from '../sandbox.ts';
import { Turns } from '../turns.ts';
import { findInterpreter, findTorchInterpreter } from './interpreter.ts';
import { Together } from './together.ts';
import { seemsToImportTorch, withTorchHint } from './torch.ts';
import { ZygoteSupply } from './zygoteSupply.ts';

export { type PythonProbe, probePython, type Wall } from './probe.ts';

/** Runs at a time: one a processor, within these bounds. */
const MIN_RUNS = 4;
const MAX_RUNS = 32;

/**
 * A zygote with torch holds 320 MB and starts in 2 to 4 s. Programs that import torch come in bursts, near a due date: a
 * few minutes keep it through one.
 */
const TORCH_IDLE_MS = 5 * 60_000;

/** Longest row of an episode: what the memory shared with the keeper holds. */
const MAX_ROW_NUMBERS = 2 ** 19;

export interface PythonSandboxOptions {
  /** An interpreter instead of the first suitable one. */
  python?: string;
  /** The same for programs that import torch. */
  torchPython?: string;
  log?: (line: string) => void;
}

class PythonSandbox implements Sandbox {
  readonly languages: readonly Language[] = ['python'];
  readonly #numpy: ZygoteSupply;
  readonly #findTorch: () => Promise<ZygoteSupply | null>;
  readonly #together: Together;
  /** Found when a program first imports torch; null where no Python here has it. */
  #torch: Promise<ZygoteSupply | null> | null = null;

  constructor(numpy: ZygoteSupply, findTorch: () => Promise<ZygoteSupply | null>, slots: number) {
    this.#numpy = numpy;
    this.#findTorch = findTorch;
    const turns = new Turns(slots, Math.ceil(slots / 2));
    this.#together = new Together(turns, async (parts) => {
      const { source } = parts[0].program;
      const torch = seemsToImportTorch(source) ? await (this.#torch ??= this.#findTorch()) : null;
      if (torch !== null) return torch.run(parts);
      const [first, ...others] = await this.#numpy.run(parts);
      const hinted = (result: RunResult) => withTorchHint(result, source);
      return [hinted(first), ...others.map((result) => result && hinted(result))];
    });
  }

  async run(request: RunRequest): Promise<RunResult> {
    const { language } = request.program;
    if (language !== 'python') throw new GraderFault(`the Python sandbox was given ${language}`);
    for (const { parameters } of request.episodes) {
      const numbers = parameters.reduce((sum, { start }) => sum + start.length, 0);
      if (numbers > MAX_ROW_NUMBERS)
        throw new GraderFault(`an episode of ${numbers} numbers a row is too large`);
    }
    return this.#together.run(request);
  }

  async close(): Promise<void> {
    const torch = this.#torch;
    this.#torch = Promise.resolve(null);
    await Promise.all([this.#numpy.close(), torch?.then((supply) => supply?.close())]);
  }
}

/**
 * Starts the sandbox. Rejects with `LanguageRefused`, whose reason says what to do, when there is no Python with NumPy or
 * this host cannot isolate it.
 */
export async function createPythonSandbox(options: PythonSandboxOptions = {}): Promise<Sandbox> {
  const { interpreter, unsuitable } = await findInterpreter(options.python);
  if (interpreter === null) {
    const tried = unsuitable.map(({ command, problem }) => `${command}: ${problem}`).join('; ');
    throw new LanguageRefused(
      'python',
      `no Python 3.9 or later with NumPy (${tried}); on Debian: apt install python3-numpy`,
    );
  }
  const slots = Math.min(MAX_RUNS, Math.max(MIN_RUNS, availableParallelism()));
  const log = options.log ?? (() => {});
  const numpy = new ZygoteSupply({ python: interpreter.path, packages: ['numpy'], slots, log });
  const findTorch = async (): Promise<ZygoteSupply | null> => {
    const found = await findTorchInterpreter(options.torchPython);
    const packages = ['numpy', 'torch'] as const;
    return found && new ZygoteSupply({ python: found.path, packages, slots, log }, TORCH_IDLE_MS);
  };
  // At once, so that a host which cannot isolate is known before the first program.
  await numpy.zygote();
  return new PythonSandbox(numpy, findTorch, slots);
}
