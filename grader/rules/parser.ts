/** Pieces of a formula → an expression: precedence, juxtaposition, functions, sums, powers. */
import { binary, number } from './expression.ts';
import type { Expression } from './expression.ts';
import { isDerivative, readDerivative, readInlineDerivative, readNabla } from './gradients.ts';
import { findWord, readAverage, readOperatorName } from './names.ts';
import { readNumber } from './numbers.ts';
import { bareOf, powerOf } from './pieces.ts';
import type { Piece } from './pieces.ts';
import { Unreadable } from './place.ts';
import type { Place } from './place.ts';
import { multiplied } from './products.ts';
import { normOfAll, sumLike, sumOver } from './sums.ts';
import { readSymbol, readTime, splitCommas } from './symbols.ts';
import type { Notation, Symbol } from './symbols.ts';

const FUNCTIONS: Record<string, 'sqrt' | 'max' | 'min' | 'abs' | 'sign'> = {
  max: 'max',
  maximum: 'max',
  min: 'min',
  sqrt: 'sqrt',
  abs: 'abs',
  sign: 'sign',
  sgn: 'sign',
};

/** Words that stand for what they act on: the diagonal of a matrix of squares is the vector of squares. */
const TRANSPARENT = new Set(['diag', 'Diag']);

export class Parser {
  private readonly pieces: readonly Piece[];
  private readonly notation: Notation;
  private readonly end: Place;
  private position = 0;

  constructor(pieces: readonly Piece[], notation: Notation, end: Place) {
    this.pieces = pieces.filter((piece) => piece.kind !== 'break');
    this.notation = notation;
    this.end = end;
  }

  /** The whole of the pieces as one expression. */
  parse(): Expression {
    const expression = this.sum();
    const rest = this.peek();
    if (rest) throw this.unexpected(rest);
    return expression;
  }

  private peek(ahead = 0): Piece | undefined {
    return this.pieces[this.position + ahead];
  }

  private sub(pieces: readonly Piece[], at: Place, notation = this.notation): Parser {
    return new Parser(pieces, notation, at);
  }

  private operator(...texts: string[]): string | null {
    const piece = this.peek();
    return piece?.kind === 'operator' && texts.includes(piece.text) ? piece.text : null;
  }

  private unexpected(piece: Piece | undefined): Unreadable {
    const at = piece?.at ?? this.end;
    if (!piece)
      return new Unreadable(at, 'the formula ends where a term is expected', 'Complete the formula.');
    return new Unreadable(
      at,
      `“${at.token}” is not expected here`,
      'Write the rule with +, −, products, fractions, roots, powers and max.',
    );
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

  private product(): Expression {
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

  private startsFactor(piece: Piece | undefined): boolean {
    if (piece?.kind === 'operator') return piece.text === '√';
    return piece !== undefined && piece.kind !== 'break';
  }

  private factor(): Expression {
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
          return this.power(after, powerOf(piece));
        }
        const quotient = binary('/', this.sub(base.top, at).parse(), this.sub(base.bottom, at).parse());
        return this.power(quotient, powerOf(piece));
      }
      case 'operator':
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
    if (base.open === '⟨') {
      const average = readAverage(piece, base, this.notation);
      return this.power(average.symbol, average.power);
    }
    const inner = this.sub(base.body, at).parse();
    return this.power(inner, powerOf(piece));
  }

  private power(base: Expression, exponent: readonly Piece[] | null): Expression {
    if (!exponent || exponent.length === 0) return base;
    const first = exponent[0];
    const isElementwise = exponent.length > 1 && first?.kind === 'operator' && first.text === '*';
    const value = this.sub(isElementwise ? exponent.slice(1) : exponent, first?.at ?? base.at).parse();
    return binary('^', base, value);
  }

  private named(piece: Piece, base: Piece & { kind: 'letter' | 'word' | 'accent' }): Expression {
    if (base.kind !== 'accent') {
      const { name } = base;
      if (name === 'sum') return this.history(piece);
      if (name === 'nabla') return this.nabla(piece);
      if (name === 'partial' || name === 'd') {
        const inline = readInlineDerivative(this.pieces, this.position, this.notation);
        if (inline) {
          this.position += inline.length;
          return this.power(inline.gradient, inline.power);
        }
      }
      const call = FUNCTIONS[name];
      const next = this.peek(1);
      if (call && !this.notation.targets.has(name) && next) return this.call(call, piece.at);
      if (TRANSPARENT.has(name) && next) {
        this.position++;
        return this.factor();
      }
      // The identity matrix beside a diagonal one.
      if (/^(I|mathbb1)$/.test(name) && !this.notation.targets.has(name)) {
        this.position++;
        return number(1, piece.at);
      }
      if (/^(infty|exp|log|ln|sin|cos|tanh|clip|arg|argmin|argmax|prod|int|lim)$/.test(name)) {
        throw new Unreadable(
          piece.at,
          `“${piece.at.token}” does not occur in the rules that are known here`,
          'Write the update itself.',
        );
      }
      const operator = this.operatorName(base, next);
      if (operator) return operator;
      if (name === 'Delta' && piece.kind !== 'scripts' && next && readSymbol(next, this.notation)) {
        this.position++;
        return this.finish(next, readSymbol(next, this.notation), 'Delta ');
      }
    }
    return this.word(piece) ?? this.finish(piece, readSymbol(piece, this.notation), '');
  }

  private call(name: 'sqrt' | 'max' | 'min' | 'abs' | 'sign', at: Place): Expression {
    this.position++;
    const piece = this.peek();
    const group = piece && bareOf(piece);
    if (!piece || group?.kind !== 'group') throw this.unexpected(piece);
    this.position++;
    const args = splitCommas(group.body).map((part) => this.sub(part, piece.at).parse());
    return this.power({ kind: 'call', name, args, at }, powerOf(piece));
  }

  /** `E[g^2]_t`, `RMS[g]_t`, `MeanSquare(w, t)`. */
  private operatorName(
    base: Piece & { kind: 'letter' | 'word' },
    next: Piece | undefined,
  ): Expression | null {
    const operator = next ? readOperatorName(base, next, this.notation) : null;
    if (!operator) return null;
    this.position += 2;
    return this.power(operator.symbol, operator.power);
  }

  /** Letters written together that are one name: `lr`, `dx`. */
  private word(piece: Piece): Expression | null {
    const word = findWord(this.pieces.slice(this.position), this.notation);
    if (!word) return null;
    this.position += word.length - 1;
    const call = FUNCTIONS[word.name];
    if (call && !this.notation.targets.has(word.name)) return this.call(call, piece.at);
    const operator = this.operatorName({ kind: 'word', name: word.name, at: piece.at }, this.peek(1));
    return operator ?? this.finish(word.last, readSymbol(word.last, this.notation, word.name), '');
  }

  /** The current piece is a symbol: consumes it with a time in parentheses and its power. */
  private finish(piece: Piece, symbol: Symbol | null, prefix: string): Expression {
    if (!symbol) {
      if (piece.kind === 'scripts') {
        // Scripts on scripts, {v_t}^2: the outer one is a power of the inner.
        const inner = this.sub([piece.base], piece.at).parse();
        this.position++;
        return this.power(inner, powerOf(piece));
      }
      throw this.unexpected(piece);
    }
    this.position++;
    const name = prefix + symbol.name;
    let time = symbol.time;
    let power = symbol.power;
    const next = this.peek();
    const group = next && bareOf(next);
    if (next && group?.kind === 'group' && group.open === '(' && this.notation.argumentTimes.has(name)) {
      const argument = readTime(group.body, this.notation.timeLetters);
      if (argument) {
        time = argument;
        power = powerOf(next);
        this.position++;
      }
    }
    const at = piece.at;
    const base: Expression = { kind: 'symbol', name, time, at };
    return this.outerProduct(base, { ...symbol, name, time }) ?? this.power(base, power);
  }

  /** `g g^\top` stands for its diagonal, the squares. */
  private outerProduct(
    value: Expression,
    { name, time, transposed: isTransposed }: Symbol,
  ): Expression | null {
    const next = this.peek();
    const symbol = next && readSymbol(next, this.notation);
    if (!symbol || symbol.name !== name || symbol.time?.offset !== time?.offset || symbol.power) return null;
    if (symbol.transposed === isTransposed) return null;
    this.position++;
    // g^\top g is one number, the squared length.
    const base: Expression = isTransposed
      ? { kind: 'call', name: 'norm', args: [value], at: value.at }
      : value;
    return binary('^', base, number(2, value.at));
  }

  private nabla(piece: Piece): Expression {
    const read = (pieces: readonly Piece[]): Expression | null => {
      try {
        return pieces.length > 0 ? this.sub(pieces, piece.at).parse() : null;
      } catch (error) {
        if (error instanceof Unreadable) return null;
        throw error;
      }
    };
    const { gradient, length, power } = readNabla(this.pieces, this.position, read);
    this.position += length;
    return this.power(gradient, power);
  }

  /** `∂E/∂w (t)` and `∂/∂w L(w)`. */
  private gradientArgument(gradient: Expression & { kind: 'gradient' }, needsFunction: boolean): Expression {
    if (needsFunction && this.startsFactor(this.peek())) this.position++;
    const next = this.peek();
    const group = next && bareOf(next);
    if (!next || group?.kind !== 'group' || group.open !== '(') return gradient;
    const time = readTime(group.body, this.notation.timeLetters);
    const only = group.body.length === 1 ? group.body[0] : undefined;
    const symbol = only ? readSymbol(only, this.notation) : null;
    const isPoint =
      symbol !== null && gradient.points.some((p) => p.kind === 'symbol' && p.name === symbol.name);
    if (!time && !isPoint && !needsFunction) return gradient;
    this.position++;
    const points: Expression[] =
      symbol && isPoint
        ? [{ kind: 'symbol', name: symbol.name, time: symbol.time, at: next.at }]
        : gradient.points;
    return this.power({ ...gradient, time: time ?? gradient.time, points }, powerOf(next));
  }

  private history(piece: Piece): Expression {
    this.position++;
    const at = piece.at;
    const sub = piece.kind === 'scripts' ? (piece.sub ?? []) : [];
    const sup = piece.kind === 'scripts' ? (piece.sup ?? []) : [];
    const first = sub[0];
    const index = first?.kind === 'letter' ? first.name : null;
    const letters = new Set([...this.notation.timeLetters, ...(index ? [index] : [])]);
    const scoped: Notation = { ...this.notation, timeLetters: letters };
    const rest = this.sub(this.pieces.slice(this.position), at, scoped);
    const body = rest.product();
    this.position += rest.position;
    return sumOver({ index, sub, sup }, body, this.notation, at);
  }
}
