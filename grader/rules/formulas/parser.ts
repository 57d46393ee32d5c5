/** Pieces of a formula → an expression: precedence, juxtaposition, roots, brackets and powers. */
import { binary, number } from './expression.ts';
import type { Expression } from './expression.ts';
import { isDerivative, isParameterName, readDerivative } from './gradients.ts';
import { NamedTerms } from './namedTerms.ts';
import { readAverage } from './names.ts';
import { readNumber } from './numbers.ts';
import { bareOf, powerOf } from './pieces.ts';
import type { Piece } from './piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { multiplied } from './products.ts';
import { normOfAll, sumLike } from './sums.ts';
import { readSymbol, readTime, readTuple } from './symbols.ts';

export class Parser extends NamedTerms {
  parse(): Expression {
    const expression = this.sum();
    const rest = this.peek();
    if (rest) throw this.unexpected(rest);
    return expression;
  }

  protected sub(pieces: readonly Piece[], at: Place, notation = this.notation): Parser {
    return new Parser(pieces, notation, at);
  }

  private sum(): Expression {
    let left: Expression | null = null;
    for (;;) {
      const sign = this.operator('+', '-', 'pm', 'mp');
      if (sign) this.position++;
      else if (left) return left;
      if (sign === 'pm' || sign === 'mp') throw this.unexpected(this.peek(-1));
      if (this.operator('…') && sign !== '-') {
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
    const at = this.peek()?.at ?? this.end;
    this.position++;
    if (!this.operator('+')) throw this.unexpected(this.peek());
    this.position++;
    const last = this.product();
    return sumLike(last, before, this.notation, at);
  }

  protected product(): Expression {
    let left = this.factor();
    for (;;) {
      const operator = this.operator('*', '/');
      if (operator) {
        this.position++;
        left = multiplied(operator === '/' ? '/' : '*', left, this.signed(), this.notation);
      } else if (this.startsFactor(this.peek())) {
        left = multiplied('*', left, this.factor(), this.notation);
      } else {
        return left;
      }
    }
  }

  /** `a · −b`, as in `x += −lr · dx`. */
  private signed(): Expression {
    const sign = this.operator('+', '-');
    if (!sign) return this.factor();
    this.position++;
    const factor = this.factor();
    return sign === '-' ? binary('*', number(-1, factor.at), factor) : factor;
  }

  protected factor(): Expression {
    const piece = this.peek();
    if (!piece || !this.startsFactor(piece)) throw this.unexpected(piece);
    const base = bareOf(piece);
    const at = piece.at;
    switch (base.kind) {
      case 'digit':
        return this.number();
      case 'fraction': {
        this.position++;
        if (isDerivative(base)) {
          const gradient = readDerivative(base, this.notation);
          const after = this.gradientArgument(gradient, base.top.length === 1);
          return this.power(this.evaluated(after), powerOf(piece));
        }
        const quotient = binary('/', this.sub(base.top, at).parse(), this.sub(base.bottom, at).parse());
        return this.power(quotient, powerOf(piece));
      }
      case 'operator':
        if (base.text !== '√') throw this.unexpected(piece);
        return this.radical(piece.at);
      case 'root':
        return this.root(piece, base);
      case 'group':
        return this.group(piece, base);
      case 'letter':
      case 'word':
      case 'accent':
        return this.named(piece, base);
      default:
        throw this.unexpected(piece);
    }
  }

  private number(): Expression {
    const { value, length, power } = readNumber(this.pieces, this.position);
    const at = this.peek()?.at ?? this.end;
    this.position += length;
    return this.power(number(value, at), power);
  }

  private root(piece: Piece, base: Piece & { kind: 'root' }): Expression {
    this.position++;
    const at = piece.at;
    const body = this.sub(base.body, at).parse();
    const degree = base.degree ? this.sub(base.degree, at).parse() : null;
    const root: Expression =
      !degree || (degree.kind === 'number' && degree.value === 2)
        ? { kind: 'call', name: 'sqrt', args: [body], at }
        : binary('^', body, binary('/', number(1, at), degree));
    if (piece.kind === 'scripts' && piece.sub) {
      // \sqrt{v}_t means the root of v_t.
      const time = readTime(piece.sub, this.notation.timeLetters);
      if (time && body.kind === 'symbol' && !body.time) body.time = time;
    }
    return this.power(root, powerOf(piece));
  }

  /** `√v` and `√(v + ε)`: the root of what stands directly behind the sign. */
  private radical(at: Place): Expression {
    this.position++;
    const next = this.peek();
    if (next && powerOf(next))
      throw new Unreadable(next.at, 'the root of a power', 'Write what is under the root as \\sqrt{…}.');
    return { kind: 'call', name: 'sqrt', args: [this.factor()], at };
  }

  private group(piece: Piece, base: Piece & { kind: 'group' }): Expression {
    this.position++;
    const at = piece.at;
    const only = base.body[0];
    const symbol = base.body.length === 1 && only ? readSymbol(only, this.notation) : null;
    if (base.open === '‖' || base.open === '|') {
      if (symbol?.range) return this.power(normOfAll(symbol.name, at), powerOf(piece));
      const inner = this.sub(base.body, at).parse();
      return this.power(
        { kind: 'call', name: base.open === '|' ? 'abs' : 'norm', args: [inner], at },
        powerOf(piece),
      );
    }
    if (base.body.some((p) => p.kind === 'break' && p.wide)) {
      throw new Unreadable(
        at,
        'a case distinction or a matrix',
        'Write one equation that holds at every step, coordinate by coordinate.',
      );
    }
    const tuple = piece.kind === 'group' ? readTuple(piece, isParameterName, this.notation) : null;
    if (tuple) return { kind: 'symbol', name: tuple.name, time: tuple.time, at };
    if (base.open === '⟨') {
      const average = readAverage(piece, base, this.notation);
      return this.power(average.symbol, average.power);
    }
    const inner = this.sub(base.body, at).parse();
    return this.power(inner, powerOf(piece));
  }
}
