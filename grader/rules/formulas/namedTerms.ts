/** Terms that begin with a name: symbols with their scripts, functions, sums, and the gradient in its many forms. */
import { Cursor } from './cursor.ts';
import { binary, number, symbolsOf } from './expression.ts';
import type { Expression } from './expression.ts';
import {
  gradientAt,
  isGradientAt,
  isGradientOperator,
  isObjectiveAt,
  isParameterName,
  isPrimedObjective,
  readInlineDerivative,
  readNabla,
} from './gradients.ts';
import type { Reader } from './gradients.ts';
import { findWord, readOperatorName } from './names.ts';
import { bareOf, powerOf } from './pieces.ts';
import type { Piece } from './piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { sumOver } from './sums.ts';
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

function pointAt({ name, time }: Symbol, at: Place): Expression & { kind: 'symbol' } {
  return { kind: 'symbol', name, time, at };
}

export abstract class NamedTerms extends Cursor {
  /** The whole of the pieces as one expression. */
  abstract parse(): Expression;
  protected abstract product(): Expression;
  protected abstract factor(): Expression;
  protected abstract sub(pieces: readonly Piece[], at: Place, notation?: Notation): NamedTerms;

  protected power(base: Expression, exponent: readonly Piece[] | null): Expression {
    if (!exponent || exponent.length === 0) return base;
    const first = exponent[0];
    const isElementwise = exponent.length > 1 && first?.kind === 'operator' && first.text === '*';
    const value = this.sub(isElementwise ? exponent.slice(1) : exponent, first?.at ?? base.at).parse();
    return binary('^', base, value);
  }

  protected named(piece: Piece, base: Piece & { kind: 'letter' | 'word' | 'accent' }): Expression {
    if (base.kind !== 'accent') {
      const { name } = base;
      const next = this.peek(1);
      if (name === 'sum' || name === 'prod') return this.history(piece, name === 'sum' ? '+' : '*');
      if (name === 'nabla') return this.nabla(piece);
      if (name === 'partial' || name === 'd') {
        const inline = readInlineDerivative(this.pieces, this.position, this.notation);
        if (inline) {
          this.position += inline.length;
          return this.power(this.evaluated(inline.gradient), inline.power);
        }
      }
      if (isGradientOperator(piece) && isObjectiveAt(this.pieces, this.position + 1, this.notation))
        return this.nabla(piece);
      const call = FUNCTIONS[name];
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
      if (/^(infty|exp|log|ln|sin|cos|tanh|clip|arg|argmin|argmax|int|lim)$/.test(name)) {
        throw new Unreadable(
          piece.at,
          `“${piece.at.token}” does not occur in the rules that are known here`,
          'Write the update itself.',
        );
      }
      if (next && (isGradientAt(name, next, this.notation) || isPrimedObjective(piece, next, this.notation)))
        return this.gradientAt(piece, next);
      const operator = this.operatorName(base, next);
      if (operator) return operator;
      if (name === 'Delta' && piece.kind !== 'scripts' && next && readSymbol(next, this.notation)) {
        this.position++;
        return this.finish(next, readSymbol(next, this.notation), 'Delta ');
      }
    }
    return this.word(piece) ?? this.finish(piece, readSymbol(piece, this.notation), '');
  }

  protected call(name: 'sqrt' | 'max' | 'min' | 'abs' | 'sign', at: Place): Expression {
    this.position++;
    const piece = this.peek();
    const group = piece && bareOf(piece);
    if (!piece || group?.kind !== 'group') throw this.unexpected(piece);
    this.position++;
    const args = splitCommas(group.body).map((part) => this.sub(part, piece.at).parse());
    return this.power({ kind: 'call', name, args, at }, powerOf(piece));
  }

  /** `E[g^2]_t`, `RMS[g]_t`, `MeanSquare(w, t)`. */
  protected operatorName(
    base: Piece & { kind: 'letter' | 'word' },
    next: Piece | undefined,
  ): Expression | null {
    const operator = next ? readOperatorName(base, next, this.notation) : null;
    if (!operator) return null;
    this.position += 2;
    return this.power(operator.symbol, operator.power);
  }

  /** Letters written together that are one name: `lr`, `dx`. */
  protected word(piece: Piece): Expression | null {
    const word = findWord(this.pieces.slice(this.position), this.notation);
    if (!word) return null;
    this.position += word.length - 1;
    const operator = { kind: 'word' as const, name: word.name, at: piece.at };
    if (isGradientOperator(operator) && isObjectiveAt(this.pieces, this.position + 1, this.notation))
      return this.nabla(word.last);
    const call = FUNCTIONS[word.name];
    if (call && !this.notation.targets.has(word.name)) return this.call(call, piece.at);
    return (
      this.operatorName(operator, this.peek(1)) ??
      this.finish(word.last, readSymbol(word.last, this.notation, word.name), '')
    );
  }

  /** The current piece is a symbol: consumes it with a time in parentheses and its power. */
  protected finish(piece: Piece, symbol: Symbol | null, prefix: string): Expression {
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
  protected outerProduct(
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

  /** Reads what may be the point of a gradient; null where it is none. */
  private reader({ at }: Piece): Reader {
    return (pieces) => {
      try {
        return pieces.length > 0 ? this.sub(pieces, at).parse() : null;
      } catch (error) {
        if (error instanceof Unreadable) return null;
        throw error;
      }
    };
  }

  /** `g(w_t)` */
  private gradientAt(piece: Piece, argument: Piece): Expression {
    this.position += 2;
    const time = readSymbol(piece, this.notation)?.time ?? null;
    return this.power(gradientAt(argument, time, this.reader(piece), piece.at), powerOf(argument));
  }

  protected nabla(piece: Piece): Expression {
    const { gradient, length, power } = readNabla(this.pieces, this.position, this.reader(piece));
    this.position += length;
    return this.power(this.evaluated(gradient), power);
  }

  /** `∂L/∂w |_{w_t}`, `|_{w = w_t}` and `|_t`: the point or the step at which the gradient is taken. */
  protected evaluated(value: Expression): Expression {
    if (value.kind !== 'gradient') return value;
    const bar = this.peek();
    if (bar?.kind !== 'scripts' || bar.base.kind !== 'operator' || bar.base.text !== '|') return value;
    this.position++;
    const sub = bar.sub ?? [];
    const point = sub.slice(
      sub.findLastIndex((piece) => piece.kind === 'operator' && piece.text === '=') + 1,
    );
    const time = readTime(point, this.notation.timeLetters);
    if (time) return this.power({ ...value, time }, bar.sup);
    const at = this.sub(point, bar.at).parse();
    const isSum = at.kind === 'binary' && /[+-]/.test(at.operator);
    const isPoint = symbolsOf(at).some(
      ({ name }) => this.notation.targets.has(name) || isParameterName(name),
    );
    if (!isPoint || !(at.kind === 'symbol' || isSum)) throw this.unexpected(sub[0] ?? bar);
    return this.power({ ...value, points: [at] }, bar.sup);
  }

  /** `∂E/∂w (t)` and `∂/∂w L(w)`. */
  protected gradientArgument(
    gradient: Expression & { kind: 'gradient' },
    needsFunction: boolean,
  ): Expression {
    if (needsFunction && this.startsFactor(this.peek())) this.position++;
    const next = this.peek();
    const group = next && bareOf(next);
    if (!next || group?.kind !== 'group' || group.open !== '(') return gradient;
    const time = readTime(group.body, this.notation.timeLetters);
    // At w, or at all parameters as in (w, b).
    const at = splitCommas(group.body).map((part) => {
      const symbol = part.length === 1 && part[0] ? readSymbol(part[0], this.notation) : null;
      return symbol && pointAt(symbol, next.at);
    });
    // J(θ_0, θ_1) says of no θ at which step it is.
    const symbols = at.filter((point) => point !== null).filter(({ time }) => time?.letter !== null);
    const isPoint =
      symbols.length === at.length &&
      symbols.some(({ name }) => gradient.points.some((p) => p.kind === 'symbol' && p.name === name));
    if (!time && !isPoint && !needsFunction) return gradient;
    this.position++;
    const points: Expression[] = isPoint ? symbols : gradient.points;
    return this.power({ ...gradient, time: time ?? gradient.time, points }, powerOf(next));
  }

  protected history(piece: Piece, operator: '+' | '*'): Expression {
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
    return sumOver({ operator, index, sub, sup }, body, this.notation, at);
  }
}
