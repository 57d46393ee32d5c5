/**
 * Pieces of a formula → a tree, by precedence climbing over the table of `notations.ts`. It never fails: what no notation
 * explains is an `unread` leaf with its place.
 */
import { bareOf, powerOf } from '../formulas/pieces.ts';
import type { Piece } from '../formulas/piece.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Place } from '../place.ts';
import type { Cursor } from './cursor.ts';
import { INFIX, NOTATIONS, PRODUCT } from './notations.ts';
import type { Tree } from './tree.ts';

class TreeParser implements Cursor {
  readonly notation: Notation;
  readonly pieces: readonly Piece[];
  readonly end: Place;
  position = 0;

  /** @param end where the formula ends, for what is missing */
  constructor(pieces: readonly Piece[], notation: Notation, end: Place) {
    this.pieces = pieces.filter((piece) => piece.kind !== 'break');
    this.notation = notation;
    this.end = end;
  }

  peek(ahead = 0): Piece | undefined {
    return this.pieces[this.position + ahead];
  }

  rest(): readonly Piece[] {
    return this.pieces.slice(this.position);
  }

  /** All pieces; what is left over behind the first expression is an unread leaf beside it. */
  whole(): Tree {
    let tree = this.expression(0);
    while (this.peek()) {
      const { at } = this.peek()!;
      this.position += 1;
      tree = { kind: 'call', name: '?', args: [tree, { kind: 'unread', at }], at };
    }
    return tree;
  }

  expression(precedence: number): Tree {
    let left = this.prefix();
    for (let piece = this.peek(); piece; piece = this.peek()) {
      const row = piece.kind === 'operator' ? INFIX[piece.text] : PRODUCT;
      if (!row || row.precedence < precedence) return left;
      if (piece.kind === 'operator') this.position += 1;
      const right = this.expression(row.precedence + 1);
      left = { kind: 'binary', operator: row.operator, left, right, at: left.at };
    }
    return left;
  }

  prefix(): Tree {
    const piece = this.peek();
    if (!piece) return { kind: 'unread', at: this.end };
    const base = bareOf(piece);
    for (const { reads } of NOTATIONS) {
      const start = this.position;
      const tree = reads(this, piece, base);
      if (tree) return tree;
      this.position = start;
    }
    this.position += 1;
    return { kind: 'unread', at: piece.at };
  }

  inner(pieces: readonly Piece[], at: Place): Tree {
    return new TreeParser(pieces, this.notation, at).whole();
  }

  raised(tree: Tree, power: readonly Piece[] | null): Tree {
    if (!power || power.length === 0) return tree;
    return {
      kind: 'binary',
      operator: '^',
      left: tree,
      right: this.inner(power, tree.at),
      at: tree.at,
    };
  }

  powered(tree: Tree, piece: Piece): Tree {
    return this.raised(tree, powerOf(piece));
  }
}

export function parseTree(pieces: readonly Piece[], notation: Notation): Tree {
  const end = pieces.at(-1)?.at ?? { source: '', offset: 0, token: '' };
  return new TreeParser(pieces, notation, end).whole();
}
