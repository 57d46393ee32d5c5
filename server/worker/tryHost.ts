/** Tells the parent whether a worker of this process's user can isolate Python; does not even begin where it cannot read us. */
import { probePython } from '../../grader/sandbox/python/index.ts';

// What the server is made of: whoever can load it can run it.
await import('../startServer.ts');
const { usable, problem } = await probePython();
process.send?.({ usable, problem }, () => process.exit(0));
