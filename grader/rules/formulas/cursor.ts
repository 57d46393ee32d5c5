/** Pieces of a formula → an expression: precedence and juxtaposition, with a row of notations for all that stands between. */
import { binary, call, number } from './expression.ts';
import type { Expression } from './expression.ts';
import { bareOf, isSign, powerOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { readOrNull, Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { multiplied } from './products.ts';
import { fadingSum } from './fading.ts';
import { addends, productLike, sumLike } from './histories.ts';
import type { Notation } from './symbols.ts';

/** A notation: what it begins with and what it makes. */
export interface Row {
  name: string;
  /** The expression that begins at the parser's place, moving it on; null where it begins otherwise. */
  reads: (parser: Cursor, piece: Piece, base: Piece) => Expression | null;
}

export class Cursor {
  readonly pieces: readonly Piece[];
  readonly notation: Notation;
  private readonly end: Place;
  private readonly rows: readonly Row[];
  position = 0;

  /**
   * @param end  where the formula ends, for messages
   * @param rows the notations, in the order in which they are tried
   */
  constructor(pieces: readonly Piece[], notation: Notation, end: Place, rows: readonly Row[]) {
    this.pieces = pieces.filter((piece) => piece.kind !== 'break');
    this.notation = notation;
    this.end = end;
    this.rows = rows;
  }

  /** The whole of the pieces as one expression. */
  parse(): Expression {
    let expression = this.sum();
    // The larger one of two.
    while (this.operator('vee', 'lor', '∨'))
      expression = call('max', [expression, this.sum()], expression.at);
    const rest = this.peek();
    if (rest) throw this.unexpected(rest);
    return expression;
  }

  peek(ahead = 0): Piece | undefined {
    return this.pieces[this.position + ahead];
  }

  /** One operand with its scripts. */
  factor(): Expression {
    const piece = this.peek();
    if (!piece || !this.startsFactor(piece)) throw this.unexpected(piece);
    const base = bareOf(piece);
    for (const { reads } of this.rows) {
      const start = this.position;
      const expression = reads(this, piece, base);
      if (expression) return expression;
      this.position = start;
    }
    throw this.unexpected(piece);
  }

  /** The whole of the pieces inside of another one. */
  inner(pieces: readonly Piece[], at: Place): Expression {
    return new Cursor(pieces, this.notation, at, this.rows).parse();
  }

  /** The same, where they may be something else than an expression: null there, and of no pieces. */
  attempt(pieces: readonly Piece[], at: Place): Expression | null {
    return pieces.length > 0 ? readOrNull(() => this.inner(pieces, at)) : null;
  }

  /** The product that begins here, where further letters count steps. */
  summand(timeLetters: Set<string>): Expression {
    const notation = { ...this.notation, timeLetters };
    const rest = new Cursor(this.pieces.slice(this.position), notation, this.end, this.rows);
    const body = rest.product();
    this.position += rest.position;
    return body;
  }

  raised(base: Expression, exponent: readonly Piece[] | null): Expression {
    if (!exponent || exponent.length === 0) return base;
    const first = exponent[0];
    const isElementwise = exponent.length > 1 && isSign(first, '*');
    return binary('^', base, this.inner(isElementwise ? exponent.slice(1) : exponent, first?.at ?? base.at));
  }

  /** With the power that stands on a piece. */
  powered(base: Expression, piece: Piece): Expression {
    return this.raised(base, powerOf(piece));
  }

  startsFactor(piece: Piece | undefined): boolean {
    return isSign(piece, '√') || (piece !== undefined && piece.kind !== 'operator');
  }

  unexpected(piece: Piece | undefined): Unreadable {
    if (!piece)
      return new Unreadable(this.end, 'the formula ends where a term is expected', 'Complete the formula.');
    return new Unreadable(
      piece.at,
      `“${piece.at.token}” is not expected here`,
      'Write the rule with +, −, products, fractions, roots, powers and max.',
    );
  }

  /** Moves behind an operator, if one of these stands here. */
  private operator(...texts: string[]): string | null {
    const piece = this.peek();
    if (piece?.kind !== 'operator' || !texts.includes(piece.text)) return null;
    this.position++;
    return piece.text;
  }

  private sum(): Expression {
    let left: Expression | null = null;
    for (;;) {
      const sign = this.operator('+', '-', 'pm', 'mp');
      if (!sign && left) return left;
      if (sign === 'pm' || sign === 'mp') throw this.unexpected(this.peek(-1));
      if (sign !== '-' && this.operator('…')) {
        left = this.dots(left);
        continue;
      }
      const term = this.product();
      if (left) left = binary(sign === '-' ? '-' : '+', left, term);
      else left = sign === '-' ? binary('*', number(-1, term.at), term) : term;
    }
  }

  /** `g_1^2 + … + g_t^2`: the last term says what is summed, the first ones must be like it. */
  private dots(before: Expression | null): Expression {
    const at = this.peek(-1)?.at ?? this.end;
    const isOpen = !this.operator('+');
    const last = isOpen ? null : this.product();
    const fading = before && fadingSum(addends(before), last);
    if (fading) return fading;
    if (!last) throw this.unexpected(this.peek());
    return sumLike(last, before, this.notation, at);
  }

  private product(): Expression {
    let left = this.factor();
    for (;;) {
      if (this.dotsOfProduct()) {
        left = productLike(this.factor(), left, this.peek(-1)?.at ?? this.end);
        continue;
      }
      const operator = this.operator('*', '/');
      if (operator) left = multiplied(operator === '/' ? '/' : '*', left, this.signed(), this.notation);
      else if (this.startsFactor(this.peek())) left = multiplied('*', left, this.factor(), this.notation);
      else return left;
    }
  }

  /** Moves behind the dots of `μ_1 ⋯ μ_t`, and the signs around them. */
  private dotsOfProduct(): boolean {
    const at = isSign(this.peek(), '*') ? 1 : 0;
    if (!isSign(this.peek(at), '…')) return false;
    this.position += at + 1;
    this.operator('*');
    return true;
  }

  /** `a · −b`, as in `x += −lr · dx`. */
  private signed(): Expression {
    const sign = this.operator('+', '-');
    const factor = this.factor();
    return sign === '-' ? binary('*', number(-1, factor.at), factor) : factor;
  }
}
