/**
 * A process of the pool, started by `taskProcess.ts` with the module whose exported functions are its tasks, and its
 * parent's id. It does one task after the other as it is told, and knows nothing of the server.
 */
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface Asked {
  name: string;
  input: unknown;
}

/** What a function returned or threw. */
export type Answered = { value: unknown } | { error: unknown };

type Tasks = Record<string, (input: unknown) => unknown>;

const [module = '', parent = ''] = process.argv.slice(2);

// A task without an end hears of nothing, the end of its server included: a thread of its own looks after that.
const WATCH = `setInterval(() => {
  if (process.ppid !== ${Number(parent)}) process.kill(process.pid, 'SIGKILL');
}, 1000);`;
new Worker(WATCH, { eval: true, env: {}, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
process.on('disconnect', () => process.exit());

const tasks = (await import(pathToFileURL(module).href)) as Tasks;

async function answer({ name, input }: Asked): Promise<Answered> {
  try {
    return { value: await tasks[name]!(input) };
  } catch (error) {
    return { error };
  }
}

process.on('message', (asked: Asked) => {
  void answer(asked).then((answered) => process.send!(answered));
});
