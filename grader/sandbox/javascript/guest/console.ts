/** `console`, whose lines go to the host as the run's output. */
import { inspect } from './describe.ts';

/**
 * @param write takes a piece of output
 * @param room characters of one call that are worth sending; more are cut, after which the host's limit is exceeded
 */
export function installConsole(
  global: Record<string, unknown>,
  write: (text: string) => void,
  room: number,
): void {
  const log = (...values: unknown[]): void => {
    let line = '';
    for (let i = 0; i < values.length && line.length <= room; i++) {
      line += (i > 0 ? ' ' : '') + inspect(values[i], room + 1 - line.length);
    }
    write(line + '\n');
  };
  const silent = (): void => undefined;
  global['console'] = {
    log,
    info: log,
    warn: log,
    error: log,
    debug: log,
    trace: log,
    dir: log,
    table: log,
    time: silent,
    timeEnd: silent,
    group: silent,
    groupEnd: silent,
    assert: silent,
  };
}
