/**
 * The server, with the longest pauses of its main thread: each message asks for those since the one before. A timer that is
 * due every millisecond comes late by as much as the thread was kept. What the thread itself worked meanwhile is told
 * beside it, since on a machine with other things to do it is also kept by those.
 */
let last = performance.now();
let busy = process.threadCpuUsage();
let longest = { ms: 0, busyMs: 0 };

setInterval(() => {
  const now = performance.now();
  const used = process.threadCpuUsage(busy);
  const busyMs = (used.user + used.system) / 1_000;
  longest = { ms: Math.max(longest.ms, now - last - 1), busyMs: Math.max(longest.busyMs, busyMs) };
  last = now;
  busy = process.threadCpuUsage();
}, 1);

process.on('message', (message: { longest?: string }) => {
  if (message.longest === undefined) return;
  process.send?.({ longest, id: message.longest });
  longest = { ms: 0, busyMs: 0 };
});

await import('../../server/main.ts');
export {};
