/** Tells the parent whether a worker of this process's user can isolate Python; does not even begin where it cannot read us. */
import { probePython } from '../../grader/sandbox/python/index.ts';

// What a worker is made of, the database's client included: whoever can load it can run it.
await import('../queue/gradingQueue.ts');
await import('./gradingHandlers.ts');
const { usable, problem } = await probePython();
process.send?.({ usable, problem }, () => process.exit(0));
