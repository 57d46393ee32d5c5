/** A process that does tasks, as its parent sees it: whatever becomes of it is an outcome, and never more than that. */
import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../config.ts';
import type { Answered, Asked } from './child.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** Kilobytes; half of it is Node's own default, and some texts are nested deeply. Below the 8 MB that systems give. */
const STACK_KB = 6_000;
/** Characters of what it last said on its error output. */
const SAID = 2_000;

export type Outcome = Answered | { exceeded: 'time' | 'memory' } | { ended: string };

export class TaskProcess {
  readonly #child: ChildProcess;
  readonly exited: Promise<void>;
  #said = '';
  #settle: ((outcome: Outcome) => void) | null = null;
  #isOverTime = false;

  /** @param module its exported functions are the tasks */
  constructor(module: string, memoryMb: number) {
    this.#child = fork(CHILD, [module, String(process.pid)], {
      // Nothing that the server knows is in there, and of files only the program can be read.
      env: {},
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=SecurityWarning',
        '--permission',
        '--allow-worker',
        `--allow-fs-read=${ROOT}`,
        `--max-old-space-size=${memoryMb}`,
        `--stack-size=${STACK_KB}`,
      ],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-SAID);
    });
    this.#child.on('message', (answered: Answered) => this.#end(answered));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.exited = promise;
    this.#child.once('error', (error) => this.#end({ ended: error.message }));
    // After 'close' it has said all that it had to say.
    this.#child.once('close', (code, signal) => {
      this.#end(this.#isOverTime ? { exceeded: 'time' } : this.#outcomeOf(code, signal));
      resolve();
    });
    this.#rest();
  }

  get isAlive(): boolean {
    return this.#child.connected;
  }

  /** One task at a time. The process is ended when the time is over. */
  perform(asked: Asked, timeMs: number): Promise<Outcome> {
    this.#child.ref();
    this.#child.channel?.ref();
    const timer = setTimeout(() => {
      this.#isOverTime = true;
      this.kill();
    }, timeMs);
    return new Promise<Outcome>((settle) => {
      this.#settle = settle;
      this.#child.send(asked, (error) => {
        if (error) this.#end({ ended: error.message });
      });
    }).finally(() => {
      clearTimeout(timer);
      this.#rest();
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** A process without a task keeps nobody waiting for its end. */
  #rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stderr as Socket).unref();
  }

  #end(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(outcome);
  }

  #outcomeOf(code: number | null, signal: NodeJS.Signals | null): Outcome {
    // V8 ends the process, and says so in these words.
    if (/heap out of memory|heap limit/.test(this.#said)) return { exceeded: 'memory' };
    return { ended: `its process ended with ${signal ?? code}: ${this.#said.trim()}` };
  }
}
