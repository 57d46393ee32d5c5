/** Lines that say what is being done and how long it took. */
const started = performance.now();

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Of this moment, as the log's reader needs it. */
export const timeOfDay = (): string => new Date().toISOString().slice(11, 19);

/** Says `what` when the work is done, with its time; a failure is the caller's to say. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  say(`  ✓ ${what} (${seconds(performance.now() - from)})`);
  return result;
}

export const sinceStart = (): string => seconds(performance.now() - started);
