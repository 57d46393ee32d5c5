/** What a notation sees of the parser: its place in the pieces, and how to read on from there. */
import type { Piece } from '../formulas/piece.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Place } from '../place.ts';
import type { Tree } from './tree.ts';

export interface Cursor {
  readonly notation: Notation;
  position: number;
  peek(ahead?: number): Piece | undefined;
  /** The pieces from here on. */
  rest(): readonly Piece[];
  /** Operators that bind at least as tightly as `precedence`. */
  expression(precedence: number): Tree;
  /** One operand. */
  prefix(): Tree;
  /** The tree of pieces inside of another. */
  inner(pieces: readonly Piece[], at: Place): Tree;
  raised(tree: Tree, power: readonly Piece[] | null): Tree;
  /** With the power that stands on a piece. */
  powered(tree: Tree, piece: Piece): Tree;
}
