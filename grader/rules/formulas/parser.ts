/** Pieces of a formula → an expression, by the rows of `notations.ts`. */
import { Cursor } from './cursor.ts';
import type { Expression } from './expression.ts';
import { NOTATIONS } from './notations.ts';
import type { Piece } from '../text/piece.ts';
import { readOrNull } from '../place.ts';
import type { Place } from '../place.ts';
import type { Notation } from './symbols.ts';

/** @throws Unreadable where the pieces are no expression */
export function parsed(pieces: readonly Piece[], notation: Notation, end: Place): Expression {
  return new Cursor(pieces, notation, end, NOTATIONS).parse();
}

/** Null where the pieces are no expression. */
export function attempted(pieces: readonly Piece[], notation: Notation, end: Place): Expression | null {
  return readOrNull(() => parsed(pieces, notation, end));
}
