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

const BAR = 24;

/** A bar on a terminal's last line, gone when the work is done; a file or a pipe gets none. */
export function barOn(stream: NodeJS.WriteStream): { at(share: number, words: string): void } {
  return {
    at(share, words) {
      if (!stream.isTTY) return;
      const filled = Math.round(share * BAR);
      const line = `  ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${words}`;
      stream.write(`\r\u001b[2K${share < 1 ? line.slice(0, stream.columns - 1) : ''}`);
    },
  };
}
