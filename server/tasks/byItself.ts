/**
 * One text of several that a process of the pool reads: what it takes, or breaks, is said of it alone, and the others are
 * read. A text that takes long is given up before its process would be ended, and with it what others asked for. Why:
 * `docs/adr/0158-…`. For processes of the pool: whoever calls this waits.
 */
import { createContext, Script } from 'node:vm';

/** Many times as long as any text of the corpus takes; a dozen of them leave a class's answers their time. */
export const ONE_TEXT_MS = 4_000;

/** V8 ends what runs in a script by the clock, wherever it is, also within a regular expression. */
const ROOM: { read: () => unknown } = { read: () => undefined };
createContext(ROOM);
const CALL = new Script('read()');

/** Why a text was given up; null of a fault that is ours. */
function reasonOf(error: unknown, timeMs: number): string | null {
  if (!(typeof error === 'object' && error !== null)) return null;
  const { code, name, message } = error as Partial<NodeJS.ErrnoException>;
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return `it took more than ${timeMs / 1000} seconds`;
  return name === 'RangeError' && /call stack/.test(message ?? '') ? 'too much of it is nested' : null;
}

/** @param otherwise what is made of a text that is given up, by the reason as a sentence goes on */
export function byItself<Made>(
  read: () => Made,
  otherwise: (reason: string) => Made,
  timeMs = ONE_TEXT_MS,
): Made {
  ROOM.read = read;
  try {
    return CALL.runInContext(ROOM, { timeout: timeMs }) as Made;
  } catch (error) {
    const reason = reasonOf(error, timeMs);
    if (reason === null) throw error;
    return otherwise(reason);
  }
}
