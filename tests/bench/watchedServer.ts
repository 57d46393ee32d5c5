/**
 * The server, with the longest pauses of its main thread: each message asks for those since the one before. How late the event loop
 * comes says Node's own histogram. What the thread itself worked in a row is told beside it, since on a machine with other
 * things to do it is also kept by those.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
let busy = process.threadCpuUsage();
let busyMs = 0;

setInterval(() => {
  const used = process.threadCpuUsage(busy);
  busyMs = Math.max(busyMs, (used.user + used.system) / 1_000);
  busy = process.threadCpuUsage();
}, 1);

process.on('message', (message: { longest?: string }) => {
  if (message.longest === undefined) return;
  // What is between two looks of the histogram counts as a delay: its resolution.
  const longest = { ms: Math.max(0, delays.max / 1e6 - 1), busyMs };
  process.send?.({ longest, id: message.longest });
  delays.reset();
  busyMs = 0;
});

await import('../../server/main.ts');
export {};
