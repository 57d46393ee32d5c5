/** What the host calls inside QuickJS. */
export { installConsole } from './console.ts';
export { play } from './episode.ts';
export { describeThrown } from './failure.ts';
export { installGlobals } from './globals.ts';
export { findEntry, installCommonJs, listCallables, listSteppers } from './program.ts';
