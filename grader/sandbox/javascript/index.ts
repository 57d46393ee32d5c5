/**
 * The sandbox for JavaScript and TypeScript: QuickJS compiled to WebAssembly, in worker threads that can be ended.
 *
 * The wall is WebAssembly: a program sees the language, `console`, and the numbers of its episodes; there is no
 * file, socket, process or host object to reach. Its memory has a fixed maximum, and so have all runs together; its time is limited from inside
 * (an interrupt) and from outside (the thread is ended). Every run begins with the memory of an untouched interpreter,
 * byte for byte; a thread plays the next run only after one that ended by itself.
 *
 * A program is an ES module. `export function adam`, a plain `function adam`, `export default { adam }` and
 * `module.exports = { adam }` are all found. See guest/forms.ts for the forms an optimizer may have and
 * guest/values.ts for what `w` and `dw` look like. `w` and `dw` are fresh at every step; `config` is the very
 * object that the step before returned. Promises run while the program loads and never between steps: a rule that
 * needs one is told to do without.
 */
import type { RunResult } from '../../episode.ts';
import type { RunRequest, Sandbox } from '../sandbox.ts';
import { GraderFault } from '../../terms.ts';
import { Turns } from '../turns.ts';
import { Thread } from './thread.ts';

export interface JavaScriptSandboxOptions {
  /** Threads kept warm, and so the number of runs that go on at once without waiting for a start. */
  threads?: number;
}

/** Runs at a time for each warm thread: a burst starts more, and memory stays bounded (see `Turns`). */
const RUNS_A_THREAD = 2;

/** Resolves when a first run can be taken; rejects with a GraderFault where threads or WebAssembly do not work. */
export async function createJavaScriptSandbox({
  threads = 2,
}: JavaScriptSandboxOptions = {}): Promise<Sandbox> {
  const idle: Thread[] = [];
  const all = new Set<Thread>();
  const turns = new Turns(RUNS_A_THREAD * threads, threads);
  let closed = false;

  const start = (): Thread => {
    const thread = new Thread();
    all.add(thread);
    return thread;
  };
  const end = async (thread: Thread): Promise<void> => {
    all.delete(thread);
    await thread.end();
  };
  const giveBack = async (thread: Thread): Promise<void> => {
    if (thread.reusable && !closed && idle.length < threads) idle.push(thread);
    else await end(thread);
    while (!closed && all.size < threads) idle.push(start());
  };

  while (all.size < threads) idle.push(start());
  await idle[0]?.ready();
  return {
    languages: ['javascript', 'typescript'],
    async run(request: RunRequest): Promise<RunResult> {
      return turns.use(request.program, async () => {
        if (closed) throw new GraderFault('the JavaScript sandbox is closed');
        const thread = idle.shift() ?? start();
        try {
          return await thread.run(request);
        } finally {
          await giveBack(thread);
        }
      });
    },
    async close(): Promise<void> {
      closed = true;
      await Promise.all([...all].map(end));
    },
  };
}
