/** The notations of the gradient: `∂L/∂w`, `∇_θ J(θ)`, `∇f(θ_{t−1})`, `g(w_t)`, each with its point and the parameter that it is of. */
import { means } from '../lexicon.ts';
import type { Cursor, Row } from './cursor.ts';
import { gradient, isSum, nameOf, symbolsOf } from './expression.ts';
import type { Expression, Gradient, SymbolIn, WrittenGradient } from './expression.ts';
import {
  isDerivative,
  isDifferential,
  isGradientAt,
  isGradientOperator,
  isLogarithm,
  isObjectiveAt,
  isParameterLike,
  isParameterName,
  isPrimedObjective,
} from './gradients.ts';
import { findWord } from './names.ts';
import { argumentOf, bareOf, isSign, powerOf, scriptsOf, wordOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { boundsOf } from './sums.ts';
import { readSymbol, readTime, splitCommas, symbolAt } from './symbols.ts';

/** @param of what it is taken with respect to, which is then a point too */
function gradientBy(of: Expression | null, at: Place): Gradient {
  const found = gradient(at, listed(of), of?.kind === 'symbol' ? of.name : null);
  found.written.of = nameOf(of);
  return found;
}

/** Expressions inside the arguments of an objective, nested ones too: the gradient may be meant at any of them. */
function argumentsOf(parser: Cursor, pieces: readonly Piece[], at: Place): Expression[] {
  return splitCommas(pieces).flatMap((part) => {
    const whole = parser.attempt(part, at);
    const nested = part.flatMap((piece) => {
      const group = bareOf(piece);
      return group.kind === 'group' ? argumentsOf(parser, group.body, at) : [];
    });
    return [...(whole ? [whole] : []), ...nested];
  });
}

const isGroup = (piece: Piece): boolean => bareOf(piece).kind === 'group';

const listed = <T>(item: T | null): T[] => (item === null ? [] : [item]);

/** The names before brackets: null where what stands there is none. */
function applications(pieces: readonly Piece[]): { name: string | null; group: Piece }[] {
  return pieces.flatMap((group, i) => (isGroup(group) ? { name: wordOf(pieces[i - 1]), group } : []));
}

/** What stands in the arguments as they are written: within an inner function only what that one is of. */
function pointsIn(parser: Cursor, group: Piece): Expression[] {
  const base = bareOf(group);
  return splitCommas(base.kind === 'group' ? base.body : []).flatMap((part) => {
    const nested = applications(part).filter(({ name }) => name !== null && isInner(name));
    if (nested.length > 0) return nested.flatMap((each) => pointsIn(parser, each.group));
    return listed(parser.attempt(part, group.at));
  });
}

/** A model is an inner function too: L(h(x; θ), y). */
const isInner = (name: string): boolean => means('objective', name) || name === 'h';

/** `∇[1/m Σ_i L(…) + λ‖θ‖²]`: all that is said within the brackets. */
function writeObjective(parser: Cursor, written: WrittenGradient, { body }: Piece & { kind: 'group' }): void {
  for (const { name, group } of applications(body))
    if (name !== null) written.points.push(...pointsIn(parser, group));
  for (const piece of body) writeMean(parser, written, piece);
}

/** The sum and the share of `1/m Σ`; false where a piece is none of the two. */
function writeMean(parser: Cursor, written: WrittenGradient, piece: Piece): boolean {
  const base = bareOf(piece);
  const isSum = base.kind === 'word' && base.name === 'sum';
  if (isSum) written.means.push(boundsOf(parser, piece));
  if (base.kind === 'fraction') written.shares.push(...listed(parser.attempt(base.bottom, piece.at)));
  return isSum || base.kind === 'fraction';
}

/** `∂L/∂w |_{w_t}`, `|_{w = w_t}` and `|_t`: the point or the step at which the gradient is taken. */
function evaluated(parser: Cursor, gradient: Gradient): Expression {
  const bar = parser.peek();
  if (bar?.kind !== 'scripts' || !isSign(bar.base, '|')) return gradient;
  parser.position++;
  const sub = bar.sub ?? [];
  // |_{w = w_t}: what is put in is what the gradient is of.
  const put = isSign(sub[1], '=') ? symbolAt(sub[0], parser.notation) : null;
  if (put && gradient.of !== null && put.name !== gradient.of) throw parser.unexpected(sub[0]);
  const point = sub.slice(sub.findLastIndex((piece) => isSign(piece, '=')) + 1);
  gradient.written.points.push(...listed(parser.attempt(point, bar.at)));
  const time = readTime(point, parser.notation.timeLetters);
  if (time) return parser.powered({ ...gradient, time }, bar);
  const at = parser.inner(point, bar.at);
  const isPoint = symbolsOf(at).some(
    ({ name }) => parser.notation.targets.has(name) || isParameterName(name),
  );
  if (!isPoint || !(at.kind === 'symbol' || isSum(at))) throw parser.unexpected(sub[0] ?? bar);
  return parser.powered({ ...gradient, points: [at] }, bar);
}

/** ∂L(θ)/∂θ as a fraction; what is above may have the point, and so may what stands behind. */
const derivative: Row = {
  name: 'derivative',
  reads(parser, piece, base) {
    if (base.kind !== 'fraction' || !isDerivative(base)) return null;
    parser.position++;
    const [first, ...above] = base.top;
    if (first?.kind === 'scripts')
      throw new Unreadable(
        first.at,
        'a second derivative',
        'The rules known here use first derivatives only.',
      );
    const of = symbolAt(base.bottom[1], parser.notation);
    const gradient = gradientBy(of, piece.at);
    if (of?.written.index) gradient.written.points.push(of);
    for (const each of above) if (isGroup(each)) takenAt(parser, gradient, each);
    gradient.written.objective = wordOf(above[0]);
    return parser.powered(withArgument(parser, gradient, above.length === 0), piece);
  },
};

/** The arguments of the objective say where the gradient is taken, `∂L(w + μv)/∂w`. */
function takenAt(parser: Cursor, { points, written }: Gradient, argument: Piece): void {
  const group = bareOf(argument);
  // The coordinates of J(θ_0, θ_1), one by one, are no points.
  const isNumbered = (part: readonly Piece[]): boolean =>
    part.length === 1 && (scriptsOf(part[0]!).sub ?? []).some(({ kind }) => kind === 'digit');
  const parts = group.kind === 'group' ? splitCommas(group.body) : [];
  const isOfCoordinates = parts.length > 1 && parts.every(isNumbered);
  if (group.kind === 'group' && !isOfCoordinates)
    points.unshift(...argumentsOf(parser, group.body, argument.at));
  written.points.push(...pointsIn(parser, argument));
}

/** `MSE` in letters that touch. */
const wordAt = (parser: Cursor): ReturnType<typeof findWord> =>
  parser.peek()?.kind === 'letter' ? findWord(parser.pieces, parser.position, parser.notation) : null;

/** `∂E/∂w (t)`, `∂L/∂w (w_t)` and, as an operator, `∂/∂w L(w)`. */
function withArgument(parser: Cursor, gradient: Gradient, isOperator: boolean): Expression {
  if (isOperator && parser.startsFactor(parser.peek())) parser.position += wordAt(parser)?.length ?? 1;
  const next = parser.peek();
  const argument = argumentOf(next);
  if (!next || !argument) return evaluated(parser, gradient);
  const time = readTime(argument, parser.notation.timeLetters);
  // At w, or at all parameters as in (w, b).
  const at = splitCommas(argument).map((part) =>
    part.length === 1 ? symbolAt(part[0], parser.notation) : null,
  );
  // J(θ_0, θ_1) says of no θ at which step it is.
  const symbols = at.filter((point) => point !== null).filter(({ time: step }) => step?.letter !== null);
  const isPoint =
    symbols.length === at.length &&
    symbols.some(({ written: { base } }) => base === gradient.written.of?.base);
  if (!time && !isPoint && !isOperator) return evaluated(parser, gradient);
  parser.position++;
  if (isOperator) takenAt(parser, gradient, next);
  else gradient.written.points.push(...pointsIn(parser, next));
  const taken: Gradient = {
    ...gradient,
    time: time ?? gradient.time,
    points: isPoint ? symbols : gradient.points,
  };
  return powerOf(next) ? parser.powered(taken, next) : evaluated(parser, taken);
}

/** ∂L/∂w and ∂L(w_t)/∂w on one line. */
const inlineDerivative: Row = {
  name: 'derivative on one line',
  reads(parser, piece) {
    const mark = isDifferential(piece);
    const taken = parser.peek(2);
    const argument = argumentOf(taken) ? taken : undefined;
    const [slash, below, by] = [2, 3, 4].map((ahead) => parser.peek(argument ? ahead + 1 : ahead));
    if (!mark || !isSign(slash, '/') || isDifferential(below) !== mark) return null;
    const of = symbolAt(by, parser.notation);
    if (!of) return null;
    const gradient = gradientBy(of, piece.at);
    gradient.written.objective = wordOf(parser.peek(1));
    if (argument) takenAt(parser, gradient, argument);
    parser.position += argument ? 6 : 5;
    if (of.written.index) gradient.written.points.push(of);
    return parser.raised(withArgument(parser, gradient, false), readSymbol(by!, parser.notation)!.power);
  },
};

const nabla: Row = {
  name: 'nabla',
  reads(parser, piece, base) {
    if (base.kind !== 'letter' && base.kind !== 'word') return null;
    const word = base.kind === 'letter' ? findWord(parser.pieces, parser.position, parser.notation) : null;
    const isBefore = (operator: Piece, length: number): boolean =>
      isGradientOperator(operator) && isObjectiveAt(parser.pieces, parser.position + length, parser.notation);
    if (base.name === 'nabla' || isBefore(piece, 1)) return gradientBehind(parser, piece);
    if (!word || !isBefore({ kind: 'word', name: word.name, at: piece.at }, word.length)) return null;
    parser.position += word.length - 1;
    return gradientBehind(parser, word.last);
  },
};

/** `∇_θ J(θ)`, `∇f_t(θ_{t−1})`, `∇_θ (1/m) Σ_i L(f(x^{(i)}; θ), y^{(i)})`: the objective behind the operator. */
function gradientBehind(parser: Cursor, operator: Piece): Expression {
  const { sub, sup } = scriptsOf(operator);
  if (digits(sup) === '2')
    throw new Unreadable(operator.at, 'a second derivative', 'Write the square of the gradient as `g^2`.');
  const of = parser.attempt(sub ?? [], operator.at);
  const gradient = gradientBy(of, operator.at);
  const { points, written } = gradient;
  written.isOfNoName = sub !== null && of?.kind !== 'symbol';
  let power = sup;
  parser.position++;
  for (let piece = parser.peek(); piece; piece = parser.peek()) {
    const run = wordAt(parser);
    if (run) parser.position += run.length - 1;
    const base = run ? { kind: 'word' as const, name: run.name, at: piece.at } : bareOf(piece);
    if (base.kind === 'word' && base.name === 'sum') gradient.overBatch = true;
    const isMinus = isSign(base, '-');
    // The objective may be the logarithm of a likelihood, with its sign.
    const isPassed = isLogarithm(base) || (isMinus && isLogarithm(parser.peek(1)));
    if (writeMean(parser, written, piece) || isPassed) {
      parser.position++;
      continue;
    }
    const isFunction = base.kind === 'letter' || base.kind === 'word' || base.kind === 'accent';
    if (!isFunction && base.kind !== 'group') break;
    const next = isFunction ? parser.peek(1) : undefined;
    const last = next && isGroup(next) ? next : piece;
    if (last !== piece) parser.position++;
    const group = bareOf(last);
    if (group.kind === 'group') {
      // L(w_t, b_t) at the pair of parameters.
      const pair = splitCommas(group.body).length > 1 ? parser.attempt([last], operator.at) : null;
      points.unshift(...listed(pair), ...argumentsOf(parser, group.body, operator.at));
      if (isFunction) {
        written.points.push(...pointsIn(parser, last));
        if ('name' in base) written.objective = base.name;
      } else writeObjective(parser, written, group);
    } else {
      // ∇w and ∇w², written for the gradient with respect to w.
      const by = parameterIn(parser.attempt([piece], operator.at));
      if (!by) written.objective = wordOf(piece);
      if (by) written.points.push(by);
      if (by && !of) Object.assign(gradient, { of: by.name, written: { ...written, of: nameOf(by) } });
    }
    // A script of the function is the number of a step or an example; one behind its argument is a power.
    if (last.kind === 'scripts' && (group.kind === 'group' || /^\d$/.test(digits(last.sup))))
      power = last.sup;
    parser.position++;
    break;
  }
  return parser.raised(evaluated(parser, gradient), power);
}

function parameterIn(value: Expression | null): SymbolIn | null {
  const symbol = value?.kind === 'binary' && value.operator === '^' ? value.left : value;
  return symbol?.kind === 'symbol' && isParameterLike(symbol.name) ? symbol : null;
}

function digits(pieces: readonly Piece[] | null): string {
  return (pieces ?? []).map((piece) => (piece.kind === 'digit' ? piece.text : '?')).join('');
}

/** `g(w_t)` and `f'(w_t)`. */
const applied: Row = {
  name: 'gradient applied',
  reads(parser, piece, base) {
    const next = parser.peek(1);
    const group = next && bareOf(next);
    if (!next || group?.kind !== 'group' || (base.kind !== 'letter' && base.kind !== 'word')) return null;
    const { notation } = parser;
    if (!isGradientAt(base.name, next, notation) && !isPrimedObjective(piece, next, notation)) return null;
    parser.position += 2;
    const gradient = gradientBy(null, piece.at);
    gradient.points.push(...argumentsOf(parser, group.body, piece.at));
    gradient.written.points.push(...pointsIn(parser, next));
    gradient.time = readSymbol(piece, notation)?.time ?? null;
    return parser.powered(gradient, next);
  },
};

/** In the order in which they are tried. */
export const GRADIENTS: readonly Row[] = [derivative, nabla, inlineDerivative, applied];
