/** The zygote as seen from the host: a child process, a socket to reach its keepers, and its end. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { GraderFault } from '../../terms.ts';
import { LanguageRefused } from '../refusal.ts';
import { bubblewrapVersion, insideBubblewrap } from './bubblewrap.ts';
import type { PythonPackage } from './interpreter.ts';
import { Greeting } from './messages.ts';
import type { RunParts } from './frames.ts';
import type { PartResults } from './parts.ts';
import { playRun } from './session.ts';
import { PREFIX, sweepDirectories } from './sweep.ts';

const SCRIPT = fileURLToPath(new URL('./zygote.py', import.meta.url));
/** With torch, which is slow to load on a busy machine. */
const START_MS = 60_000;
const STOP_MS = 3_000;

export interface ZygoteOptions {
  /** The interpreter. */
  python: string;
  /** What students may import beside the standard library; all of it is loaded beforehand. */
  packages: readonly PythonPackage[];
  /** Runs at a time. */
  slots: number;
  /** Gets what the zygote writes to standard error, line by line. */
  log: (line: string) => void;
}

type ZygoteProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * All of the environment that Python gets; students' code does not see even this. `directory` is the one that can be
 * written inside bubblewrap, which torch insists on when it is loaded. One thread for every linear algebra
 * library, and a fixed order of sets, so that runs repeat.
 */
function environment(directory: string): NodeJS.ProcessEnv {
  const { HOME, LD_LIBRARY_PATH, PATH } = process.env;
  return {
    ...(PATH && { PATH }),
    ...(HOME && { HOME }),
    ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }),
    TMPDIR: directory,
    LC_ALL: 'C.UTF-8',
    PYTHONHASHSEED: '0',
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
  };
}

/** First line that the zygote prints. Throws GraderFault when there is none in time, LanguageRefused when it says no. */
async function greeting(child: ZygoteProcess): Promise<Greeting> {
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([
    once(lines, 'line', { signal: AbortSignal.timeout(START_MS) }),
    once(lines, 'close').then(() => ['']),
    once(child, 'error').then(() => ['']),
  ])) as [string];
  if (line === '') throw new GraderFault('the Python sandbox did not start');
  const message = Greeting.parse(JSON.parse(line));
  if (message.status === 'refused') throw new LanguageRefused('python', message.reason);
  return message;
}

/** Once a process, with the first zygote. */
let swept: Promise<number> | null = null;

export class Zygote {
  readonly greeting: Greeting;
  /** Whether bubblewrap stands around it. */
  readonly bubblewrap: boolean;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  readonly #child: ZygoteProcess;
  readonly #directory: string;

  private constructor(
    child: ZygoteProcess,
    directory: string,
    hello: Greeting,
    ended: Promise<unknown>,
    bubblewrap: boolean,
  ) {
    this.bubblewrap = bubblewrap;
    this.#child = child;
    this.#directory = directory;
    this.greeting = hello;
    this.ended = ended;
  }

  /**
   * Starts a zygote, inside bubblewrap where that is installed and works. Rejects with LanguageRefused when this host
   * cannot isolate.
   */
  static async start(options: ZygoteOptions): Promise<Zygote> {
    if ((await bubblewrapVersion()) !== null) {
      try {
        return await Zygote.#launch(options, true);
      } catch (error) {
        options.log(`bubblewrap is left out: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return Zygote.#launch(options, false);
  }

  static async #launch(
    { python, packages, slots, log }: ZygoteOptions,
    bubblewrap: boolean,
  ): Promise<Zygote> {
    swept ??= sweepDirectories();
    await swept;
    const directory = await mkdtemp(join(tmpdir(), PREFIX));
    await mkdir(join(directory, 'root'));
    const plain = [python, '-B', SCRIPT, directory, String(slots), ...packages];
    const [program = python, ...rest] = bubblewrap ? insideBubblewrap(directory, plain) : plain;
    const child = spawn(program, rest, {
      env: environment(directory),
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => {});
    createInterface({ input: child.stderr }).on('line', log);
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    }).then(() => rm(directory, { recursive: true, force: true }));
    try {
      return new Zygote(child, directory, await greeting(child), ended, bubblewrap);
    } catch (error) {
      child.kill('SIGKILL');
      if (error instanceof GraderFault) throw error;
      throw new GraderFault('the Python sandbox did not start', { cause: error });
    }
  }

  run(parts: RunParts): Promise<PartResults> {
    return playRun(join(this.#directory, 'socket'), parts);
  }

  async stop(): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await this.ended;
    clearTimeout(timer);
  }
}
