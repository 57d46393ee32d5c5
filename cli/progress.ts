/** A bar on a terminal's last line; silent where the output goes to a file or a pipe. */

const WIDTH = 24;

export interface Progress {
  /** One more of the whole is done. */
  step(name: string): void;
  /** Takes the bar away, so that a line can be printed or the command can end. */
  clear(): void;
}

export function progressOn(
  stream: { isTTY?: boolean; columns?: number; write: (text: string) => unknown },
  total: number,
): Progress {
  let done = 0;
  if (!stream.isTTY) return { step: () => undefined, clear: () => undefined };
  const draw = (name: string) => {
    const filled = Math.round((done / total) * WIDTH);
    const line = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total}  ${name}`;
    stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  draw('');
  return {
    step(name) {
      done += 1;
      draw(name);
    },
    clear: () => stream.write('\r\u001b[2K'),
  };
}
