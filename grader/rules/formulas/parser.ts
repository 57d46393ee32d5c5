/** Pieces of a formula → an expression, by the rows of `notations.ts`. */
import { Cursor } from './cursor.ts';
import type { Expression } from './expression.ts';
import { NOTATIONS } from './notations.ts';
import type { Piece } from '../text/plain/piece.ts';
import { NOWHERE, readOrNull } from '../place.ts';
import type { Place } from '../place.ts';
import { remembered } from '../remembered.ts';
import type { Notation } from './symbols.ts';

/** @throws Unreadable where the pieces are no expression */
export function parsed(pieces: readonly Piece[], notation: Notation, end: Place): Expression {
  return new Cursor(pieces, notation, end, NOTATIONS).parse();
}

/** Null where the pieces are no expression. */
export function attempted(pieces: readonly Piece[], notation: Notation, end: Place): Expression | null {
  return readOrNull(() => parsed(pieces, notation, end));
}

type Sides = (side: readonly Piece[]) => { value: Expression | null };

const readBy = remembered(
  (notation: Notation): Sides =>
    remembered(
      (side) => ({ value: attempted(side, notation, side.at(-1)?.at ?? NOWHERE) }),
      new WeakMap<readonly Piece[], ReturnType<Sides>>(),
    ),
  new WeakMap<Notation, Sides>(),
);

/** The same of a side of an equation, which is read for the rule and looked through by every check. The notation has to be found already. */
export const sideRead = (side: readonly Piece[], notation: Notation): Expression | null =>
  readBy(notation)(side).value;
