/** Numbers as people write them in formulas: 0.9, 1e-8. */
import { bareOf, powerOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { Unreadable } from '../place.ts';

/** What a number begins with, the power of ten of `1e-8` too. */
const BEGINNING = /^[\d.]+(e(-\d*)?)?$/i;

/** The number at `start`, how many pieces it takes, and the power that stands on it and ends it. */
export function readNumber(
  pieces: readonly Piece[],
  start: number,
): { value: number; length: number; power: Piece[] | null } {
  let [text, length] = ['', 0];
  for (let i = start, read = ''; i < pieces.length; i++) {
    const [piece, before] = [pieces[i]!, pieces[i - 1]];
    const base = bareOf(piece);
    // Nothing stands between the digits and their e.
    const isTight = base.kind !== 'letter' || (before?.kind === 'digit' && before.end === base.start);
    read += base.kind === 'letter' ? base.name : 'text' in base ? base.text : ' ';
    if (!isTight || !BEGINNING.test(read)) break;
    if (base.kind === 'digit') [text, length] = [read, i + 1 - start];
    if (piece.kind === 'scripts') break;
  }
  const [first, last] = [pieces[start]!, pieces[start + length - 1]];
  const value = Number(text);
  if (!last || !Number.isFinite(value))
    throw new Unreadable(first.at, `“${text}” is no number`, 'Write numbers like 0.9.');
  return { value, length, power: powerOf(last) };
}
