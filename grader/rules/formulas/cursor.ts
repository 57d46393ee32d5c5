/** A place in the pieces of a formula, and what is said where they do not go on as they should. */
import type { Piece } from './piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import type { Notation } from './symbols.ts';

export abstract class Cursor {
  protected readonly pieces: readonly Piece[];
  protected readonly notation: Notation;
  protected readonly end: Place;
  protected position = 0;

  /** @param end where the formula ends, for messages */
  constructor(pieces: readonly Piece[], notation: Notation, end: Place) {
    this.pieces = pieces.filter((piece) => piece.kind !== 'break');
    this.notation = notation;
    this.end = end;
  }

  protected peek(ahead = 0): Piece | undefined {
    return this.pieces[this.position + ahead];
  }

  protected operator(...texts: string[]): string | null {
    const piece = this.peek();
    return piece?.kind === 'operator' && texts.includes(piece.text) ? piece.text : null;
  }

  protected unexpected(piece: Piece | undefined): Unreadable {
    const at = piece?.at ?? this.end;
    if (!piece)
      return new Unreadable(at, 'the formula ends where a term is expected', 'Complete the formula.');
    return new Unreadable(
      at,
      `“${at.token}” is not expected here`,
      'Write the rule with +, −, products, fractions, roots, powers and max.',
    );
  }

  protected startsFactor(piece: Piece | undefined): boolean {
    if (piece?.kind === 'operator') return piece.text === '√';
    return piece !== undefined && piece.kind !== 'break';
  }
}
