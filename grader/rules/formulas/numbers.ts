/** Numbers as people write them in formulas: 0.9, 10^{-8}, 1e-8. */
import { bareOf, isSign, powerOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import { Unreadable } from '../place.ts';

/** How many pieces from `start` on are digits of one number; a power ends it. */
function digitsFrom(pieces: readonly Piece[], start: number): { text: string; length: number } {
  let text = '';
  let length = 0;
  for (const piece of pieces.slice(start)) {
    const digit = bareOf(piece);
    if (digit.kind !== 'digit') break;
    text += digit.text;
    length++;
    if (piece.kind === 'scripts') break;
  }
  return { text, length };
}

/** The power of ten of `1e-8`: the pieces e, −, 8 behind the digits, with nothing between digits and e. */
function exponentFrom(pieces: readonly Piece[], start: number): { text: string; length: number } | null {
  const [last, e, sign] = [pieces[start - 1], pieces[start], pieces[start + 1]];
  if (last?.kind !== 'digit' || e?.kind !== 'letter' || !/^e$/i.test(e.name) || e.start !== last.end)
    return null;
  if (!isSign(sign, '-')) return null;
  const digits = digitsFrom(pieces, start + 2);
  return digits.length > 0 ? { text: `e-${digits.text}`, length: digits.length + 2 } : null;
}

/** The number at `start`, how many pieces it takes, and the power that stands on it. */
export function readNumber(
  pieces: readonly Piece[],
  start: number,
): { value: number; length: number; power: Piece[] | null } {
  const digits = digitsFrom(pieces, start);
  const exponent = exponentFrom(pieces, start + digits.length);
  const text = digits.text + (exponent?.text ?? '');
  const length = digits.length + (exponent?.length ?? 0);
  const first = pieces[start] as Piece;
  const last = pieces[start + length - 1] ?? first;
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) {
    throw new Unreadable(first.at, `“${text}” is no number`, 'Write numbers like 0.9.');
  }
  return { value, length, power: powerOf(last) };
}
