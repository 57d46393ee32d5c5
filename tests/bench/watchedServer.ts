/** The server, with the delays of its event loop: each message asks for the longest since the one before. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
process.on('message', () => {
  process.send?.({ longestMs: delays.max / 1e6 });
  delays.reset();
});

await import('../../server/main.ts');
