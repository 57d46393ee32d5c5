/**
 * Where what is drawn stands in the source. Markdown draws words in the order of the source and leaves out its own signs, so
 * words and formulas, looked for one after the other, find their places; words that the page adds find none.
 */

/** A run of letters and digits, or the TeX of a formula, as drawn. */
export interface Drawn {
  kind: 'word' | 'formula';
  text: string;
}

/** From and up to which UTF-16 unit of the source. */
export interface Place {
  start: number;
  end: number;
}

/** @returns of each piece its place, a formula's with its delimiters; null for what the source does not have */
export function placesIn(source: string, drawn: readonly Drawn[]): (Place | null)[] {
  let at = 0;
  return drawn.map(({ kind, text }) => {
    const found = kind === 'word' ? wordAt(source, text, at) : formulaAt(source, text, at);
    at = found?.end ?? at;
    return found;
  });
}

const isWordly = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** The next that stands alone; where emphasis begins inside of a word, a part of one. */
function wordAt(source: string, word: string, from: number): Place | null {
  const first = source.indexOf(word, from);
  for (let start = first; start >= 0; start = source.indexOf(word, start + 1)) {
    const end = start + word.length;
    if (!isWordly(source[start - 1]) && !isWordly(source[end])) return { start, end };
  }
  return first < 0 ? null : { start: first, end: first + word.length };
}

/** Lines of a formula in a quotation or a list stand each behind its mark. */
function formulaAt(source: string, tex: string, from: number): Place | null {
  let start = -1;
  let end = from;
  for (const line of tex.trim().split('\n')) {
    const found = source.indexOf(line.trim(), end);
    if (found < 0) return null;
    if (start < 0) start = found;
    end = found + line.trim().length;
  }
  return start < 0 ? null : withDelimiters(source, { start, end });
}

function withDelimiters(source: string, { start, end }: Place): Place {
  const before = /(?:\$\$?|\\\(|\\\[)[\s>]*$/.exec(source.slice(Math.max(0, start - 20), start));
  const after = /^[\s>]*(?:\$\$?|\\\)|\\\])/.exec(source.slice(end, end + 20));
  return { start: start - (before?.[0].length ?? 0), end: end + (after?.[0].length ?? 0) };
}

export const overlaps = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

/** From the first to the last of some places; null of none. */
export function around(places: readonly Place[]): Place | null {
  if (places.length === 0) return null;
  return {
    start: Math.min(...places.map(({ start }) => start)),
    end: Math.max(...places.map(({ end }) => end)),
  };
}

/** Offset at which a 1-based line begins; the text's end beyond the last. */
export function lineStart(source: string, line: number): number {
  let at = 0;
  for (let number = 1; number < line; number += 1) {
    const end = source.indexOf('\n', at);
    if (end < 0) return source.length;
    at = end + 1;
  }
  return at;
}

/** 1-based. */
export const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;

/** Whole lines, 1-based and both included, without blank ones around; null where there is no word in them. */
export function placeOfLines(source: string, first: number, last: number): Place | null {
  const [from, to] = [lineStart(source, first), lineStart(source, last + 1)];
  const text = source.slice(from, to);
  if (text.trim() === '') return null;
  const blank = /^(?:[^\S\n]*\n)*/.exec(text)![0].length;
  return { start: from + blank, end: from + text.trimEnd().length };
}
