/** What a notation sees of the parser: its place in the pieces, and how to read on from there. */
import type { Expression } from './expression.ts';
import type { Piece } from '../text/piece.ts';
import type { Place, Unreadable } from '../place.ts';
import type { Notation } from './symbols.ts';

export interface Cursor {
  readonly pieces: readonly Piece[];
  readonly notation: Notation;
  position: number;
  peek(ahead?: number): Piece | undefined;
  /** One operand with its scripts. */
  factor(): Expression;
  /** The whole of the pieces inside of another one. */
  inner(pieces: readonly Piece[], at: Place): Expression;
  /** The same, where they may be something else than an expression: null there, and of no pieces. */
  attempt(pieces: readonly Piece[], at: Place): Expression | null;
  /** The product that begins here, where further letters count steps. */
  summand(letters: ReadonlySet<string>): Expression;
  raised(base: Expression, exponent: readonly Piece[] | null): Expression;
  /** With the power that stands on a piece. */
  powered(base: Expression, piece: Piece): Expression;
  startsFactor(piece: Piece | undefined): boolean;
  unexpected(piece: Piece | undefined): Unreadable;
}

/** A notation: what it begins with and what it makes. */
export interface Row {
  name: string;
  /** The expression that begins at the parser's place, moving it on; null where it begins otherwise. */
  reads: (parser: Cursor, piece: Piece, base: Piece) => Expression | null;
}
