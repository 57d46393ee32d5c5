/** A bar on a terminal's last line; silent where the output goes to a file or a pipe. */

const WIDTH = 24;

type Terminal = { isTTY?: boolean; columns?: number; write: (text: string) => unknown };

function drawOn(stream: Terminal, share: number, words: string): void {
  const filled = Math.round(share * WIDTH);
  const line = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${words}`;
  stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
}

const clear = (stream: Terminal) => stream.write('\r\u001b[2K');

export interface Progress {
  /** One more of the whole is done. */
  step(name: string): void;
  /** Takes the bar away, so that a line can be printed or the command can end. */
  clear(): void;
}

export function progressOn(stream: Terminal, total: number): Progress {
  let done = 0;
  if (!stream.isTTY) return { step: () => undefined, clear: () => undefined };
  const draw = (name: string) => drawOn(stream, done / total, `${done}/${total}  ${name}`);
  draw('');
  return {
    step(name) {
      done += 1;
      draw(name);
    },
    clear: () => clear(stream),
  };
}

export interface ShareProgress {
  /** @param share of the whole, from 0 to 1 */
  at(share: number, words: string): void;
  clear(): void;
}

/** The same where something goes on evenly, with the time that is left. */
export function shareProgressOn(stream: Terminal): ShareProgress {
  if (!stream.isTTY) return { at: () => undefined, clear: () => undefined };
  const started = performance.now();
  return {
    at(share, words) {
      const left = ((performance.now() - started) * (1 - share)) / share / 1000;
      const percent = `${Math.round(share * 100)} %`.padStart(5);
      drawOn(stream, share, `${percent}  ${words}${share < 1 ? `, ${Math.ceil(left)} s left` : ''}`);
    },
    clear: () => clear(stream),
  };
}
