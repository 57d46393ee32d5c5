/** Where in an answer something stands, and the result of an answer that cannot be read. */

/** A token of a formula. */
export interface Place {
  /** The formula as the student wrote it, without its delimiters. */
  source: string;
  /** Offset of the token in `source`. */
  offset: number;
  token: string;
}

/** Of what stands at no place in particular. */
export const NOWHERE: Place = { source: '', offset: 0, token: '' };

/** Words, and the first of them as the token. */
export function placeOf(words: string): Place {
  const source = words.trim();
  return { source, offset: 0, token: source.slice(0, 80) };
}

const TOKEN = /[\p{L}_][\p{L}\p{M}\p{N}_]*|[\d.]+|\S/uy;

/** Where in a program something begins: its line, and the word there. */
export function placeIn(text: string, from: number): Place {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', from);
  const line = text.slice(start, end < 0 ? text.length : end);
  const lead = line.length - line.trimStart().length;
  TOKEN.lastIndex = from;
  return {
    source: line.trim(),
    offset: Math.max(0, from - start - lead),
    token: TOKEN.exec(text)?.[0] ?? '',
  };
}

/** An answer whose rule could not be read: where reading stopped, why, and what would help. */
export interface NotUnderstood extends Place {
  understood: false;
  /** What was met. */
  reason: string;
  /** What the student can do about it. */
  help: string;
  /** It can be read, and is not what is meant: nothing that stands beside it makes it right. */
  isSlip?: boolean;
}

/** An answer of which something that stands there is not passed over. */
export const refused = (place: Place, reason: string, help: string): NotUnderstood => ({
  understood: false,
  ...place,
  reason,
  help,
});

/** Thrown inside the reader, and turned into `NotUnderstood` at its edge. */
export class Unreadable extends Error {
  override name = 'Unreadable';
  readonly place: Place;
  readonly help: string;

  /** What stands there can be read, and is not what is meant: nothing that stands beside it makes it right. */
  readonly isSlip: boolean;

  constructor(place: Place, reason: string, help: string, isSlip = false) {
    // It is caught within the reader, where nobody looks at the calls that it came through; to list them is most of its cost.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(reason);
    Error.stackTraceLimit = stackTraceLimit;
    this.place = place;
    this.help = help;
    this.isSlip = isSlip;
  }

  toResult(): NotUnderstood {
    const { place, message, help, isSlip } = this;
    return { ...refused(place, message, help), isSlip };
  }
}

export const readOrNull = <T>(read: () => T): T | null => readOr(read, () => null);

/** What is read, or, where it cannot be, something else. */
export function readOr<T, U>(read: () => T, otherwise: (error: Unreadable) => U): T | U {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return otherwise(error);
    throw error;
  }
}
