/** Milliseconds that this thread works on something: what runs beside it on a busy machine takes nothing from the measure. */
export function processorMs(work: () => unknown): number {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1_000;
}
