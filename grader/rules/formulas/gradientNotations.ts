/** The notations of the gradient: `∂L/∂w`, `∇_θ J(θ)`, `∇f(θ_{t−1})`, `g(w_t)`, each with its point and the parameter that it is of. */
import { GREEK_NAMES, isDigits, means } from '../lexicon.ts';
import type { Cursor, Row } from './cursor.ts';
import { gradient, isSum, nameOf, symbolsOf, textOf, walk } from './expression.ts';
import type { Expression, Gradient, SymbolIn, WrittenGradient } from './expression.ts';
import {
  isAppliedGradient,
  isDerivative,
  isGradientOperator,
  isLogarithm,
  isObjective,
  isObjectiveAt,
  isParameterLike,
  isParameterName,
} from './gradients.ts';
import { wordAt } from './names.ts';
import { allOf, argumentOf, bareOf, isSign, powerOf, scriptsOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { boundsOf } from './sums.ts';
import { readSymbol, readTime, splitCommas, symbolAt } from './symbols.ts';
import type { Notation } from './symbols.ts';

/** @param of what it is taken with respect to, which is then a point too */
function gradientBy(of: Expression | null, at: Place): Gradient {
  const found = gradient(at, listed(of), of?.kind === 'symbol' ? of.name : null);
  found.written.of = nameOf(of);
  return found;
}

const isGroup = (piece: Piece): boolean => bareOf(piece).kind === 'group';

function bodyOf(piece: Piece): readonly Piece[] {
  const base = bareOf(piece);
  return base.kind === 'group' ? base.body : [];
}

const listed = <T>(item: T | null): T[] => (item === null ? [] : [item]);

/** What stands in brackets, and the name before them: null where what stands there is none. */
function applications(pieces: readonly Piece[]): { of: Piece | undefined; group: Piece }[] {
  return pieces.flatMap((group, i) => (isGroup(group) ? { of: pieces[i - 1], group } : []));
}

/**
 * `L(h(w))` is taken at w, `L(δ(w − μv))` at another point: a letter multiplies what stands in brackets behind it, unless it
 * means a function or has several arguments, as in `L(δ(x; w), y)`.
 */
function isFunction({ of, group }: { of: Piece | undefined; group: Piece }): boolean {
  const name = wordOf(of) ?? '';
  const isLetter = name.length === 1 || GREEK_NAMES.has(name.toLowerCase());
  return (
    !isLetter ||
    means('objective', name) ||
    means('prediction', name) ||
    splitCommas(bodyOf(group)).length > 1
  );
}

/** Does something stand there that an equation makes? What counts the steps is none. */
function namesMade(pieces: readonly Piece[], { targets, timeLetters }: Notation): boolean {
  const isMade = (name: string): boolean => targets.has(name) && !timeLetters.has(name);
  return allOf(pieces).some((piece) => isMade(wordOf(piece) ?? ''));
}

/** The parameters below the name of a function, as in `f_θ(x)` and `L_{w − μv}`. */
function pointBelow(parser: Cursor, piece: Piece | undefined): Expression[] {
  const { sub } = piece ? scriptsOf(piece) : { sub: null };
  return sub && namesMade(sub, parser.notation) ? [parser.inner(sub, piece!.at)] : [];
}

/** What stands in the arguments: of those of an inner function, `L(h(x; θ), y)`, only what that one is of. */
function pointsIn(parser: Cursor, group: Piece): Expression[] {
  return splitCommas(bodyOf(group)).flatMap((part) => {
    const inner = applications(part).filter(
      (each) => isObjective(each.of, each.group, parser.notation) && isFunction(each),
    );
    if (inner.length > 0)
      return inner.flatMap((each) => [...pointBelow(parser, each.of), ...pointsIn(parser, each.group)]);
    // Data and labels may be written in any way; what an equation makes is read, or refused.
    return namesMade(part, parser.notation)
      ? [parser.inner(part, group.at)]
      : listed(parser.attempt(part, group.at));
  });
}

/** `∇[1/m Σ_i L(…) + λ‖θ‖²]`: all that is said within the brackets. */
function takeWithin(parser: Cursor, gradient: Gradient, brackets: Piece): void {
  const body = bodyOf(brackets);
  const applied = applications(body).filter(({ of }) => wordOf(of) !== null);
  for (const { of, group } of applied) {
    takeAt(parser, gradient, group);
    takeBelow(parser, gradient, of);
  }
  if (applied.length === 0) {
    const points = pointsIn(parser, brackets);
    gradient.points.unshift(...points);
    // ∇(w − μv) has its point in the brackets, ∇(L + ½λw²) and ∇(MSE) an objective.
    if (points.every((each) => isPoint(each, parser.notation))) gradient.written.points.push(...points);
  }
  for (const piece of body) writeMean(parser, gradient.written, piece);
}

/** Parameters, with what is added to them or is their factor, or one letter that means no objective. */
function isPoint(e: Expression, notation: Notation): boolean {
  const names = symbolsOf(e).map(({ name }) => name);
  if (names.some((name) => means('objective', name.replace(/^\w+ |_.*/g, '')))) return false;
  if (e.kind === 'symbol' && /^\p{L}(?:_\w)?$/u.test(e.name)) return true;
  const isLinear = walk(e).every(
    (each) => each.kind !== 'call' && !(each.kind === 'binary' && each.operator === '^'),
  );
  return isLinear && names.some((name) => isParameterLike(name) || notation.targets.has(name));
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
  const isPut = sub.some((piece) => isSign(piece, '='));
  const put = isSign(sub[1], '=') ? symbolAt(sub[0], parser.notation) : null;
  if (isPut && (!put || (gradient.of !== null && put.name !== gradient.of))) throw parser.unexpected(sub[0]);
  const point = sub.slice(sub.findLastIndex((piece) => isSign(piece, '=')) + 1);
  gradient.written.points.push(...listed(parser.attempt(point, bar.at)));
  const time = readTime(point, parser.notation.timeLetters);
  if (time) return parser.powered({ ...gradient, time }, bar);
  const at = parser.inner(point, bar.at);
  // An example may stand at the bar, but it is not put in the place of what the gradient is of.
  const isPoint = symbolsOf(at).some(
    ({ name, written }) =>
      parser.notation.targets.has(name) ||
      (put ? (written?.base ?? name) === (put.written?.base ?? put.name) : isParameterName(name)),
  );
  if (!isPoint || !(at.kind === 'symbol' || isSum(at))) throw parser.unexpected(sub[0] ?? bar);
  return parser.powered({ ...gradient, points: [at] }, bar);
}

/** Says of a gradient that it is taken at what stands below the name of its objective. */
function takeBelow(parser: Cursor, { points, written }: Gradient, objective: Piece | undefined): void {
  const at = pointBelow(parser, objective);
  written.points.push(...at);
  points.unshift(...at);
}

/** Says of a gradient that it is taken at what stands in the brackets behind its objective. */
function takeAt(parser: Cursor, { points, written }: Gradient, argument: Piece): void {
  const at = pointsIn(parser, argument);
  written.points.push(...at);
  // The coordinates of J(θ_0, θ_1), one by one, are no points.
  if (at.length < 2 || at.some((point) => !isDigits(nameOf(point)?.labels.at(-1) ?? '')))
    points.unshift(...at);
}

/** `∂L/∂w`, `∂L(w_t)/∂w` and `∂/∂w L` on one line. */
function quotientOnLine({ pieces, position, notation }: Cursor) {
  const slash = pieces.findIndex((piece, i) => i > position && isSign(piece, '/'));
  if (slash < 0) return null;
  const [top, bottom] = [pieces.slice(position, slash), pieces.slice(slash + 1, slash + 3)];
  const isBare = top.length === 1 && isObjectiveAt(pieces, slash + 3, notation);
  const isOne = isBare || top.length === 2 || (top.length === 3 && argumentOf(top[2]) !== null);
  const below = isOne ? bottom[1] : undefined;
  const by = below && readSymbol(below, notation);
  const isPoint = below && isGroup(below) && below.kind !== 'scripts';
  return by || isPoint ? { top, bottom, length: top.length + 3, power: by?.power ?? null } : null;
}

/** `∂L(θ)/∂θ`; what is above may have the point, and so may what stands behind. */
const derivative: Row = {
  name: 'derivative',
  reads(parser, piece, base) {
    const quotient =
      base.kind === 'fraction' ? { ...base, length: 1, power: powerOf(piece) } : quotientOnLine(parser);
    if (!quotient || !isDerivative(quotient)) return null;
    parser.position += quotient.length;
    const [first, ...above] = quotient.top;
    if (first?.kind === 'scripts')
      throw new Unreadable(
        first.at,
        'a second derivative',
        'The rules known here use first derivatives only.',
      );
    const below = belowSign(parser, quotient.bottom.slice(1));
    const of = below.kind === 'symbol' ? below : null;
    const gradient = gradientBy(of, piece.at);
    gradient.written.isQuotient = true;
    if (nameOf(of)?.index) gradient.written.points.push(of!);
    for (const each of above) {
      if (isGroup(each)) takeAt(parser, gradient, each);
      else takeBelow(parser, gradient, each);
    }
    if (!of) gradient.points.unshift(below);
    if (!of) gradient.written.points.push(below);
    gradient.written.objective = wordOf(above[0]);
    if (above.length === 0) return behindOperator(parser, gradient, quotient.power);
    return parser.raised(withArgument(parser, gradient), quotient.power);
  },
};

/** w of `∂L/∂w`, or the point of `∂L/∂(w − μv)`. */
function belowSign(parser: Cursor, pieces: readonly Piece[]): Expression {
  const first = pieces[0]!;
  const isPlain = pieces.length === 1 && readSymbol(first, parser.notation)?.power === null;
  const below = (isPlain ? symbolAt(first, parser.notation) : null) ?? parser.inner(pieces, first.at);
  if (below.kind === 'symbol' || isSum(below)) return below;
  throw new Unreadable(
    first.at,
    'a derivative by neither a name nor a point',
    'Write what the gradient is taken by below the ∂, as in `\\frac{\\partial L}{\\partial w}`.',
  );
}

/** `∂E/∂w (t)` and `∂L/∂w (w_t)` */
function withArgument(parser: Cursor, gradient: Gradient): Expression {
  const next = parser.peek();
  const argument = argumentOf(next);
  if (!next || !argument) return evaluated(parser, gradient);
  const time = readTime(argument, parser.notation.timeLetters);
  // At w, or at all parameters as in (w, b). J(θ_0, θ_1) says of no θ at which step it is.
  const points = pointsIn(parser, next);
  const isPoint =
    points.every((point) => point.kind === 'symbol' && point.time?.letter !== null) &&
    points.some((point) => nameOf(point)?.base === gradient.written.of?.base);
  if (!time && !isPoint) return evaluated(parser, gradient);
  parser.position++;
  gradient.written.points.push(...points);
  const taken = { ...gradient, time: time ?? gradient.time, points: isPoint ? points : gradient.points };
  return parser.powered(evaluated(parser, taken), next);
}

const nabla: Row = {
  name: 'nabla',
  reads(parser, piece, base) {
    const run = wordAt(parser);
    const operator = run ? { kind: 'word' as const, name: run.name, at: piece.at } : piece;
    const behind = parser.position + (run?.length ?? 1);
    const isOperator = isGradientOperator(operator) && isObjectiveAt(parser.pieces, behind, parser.notation);
    if (wordOf(base) !== 'nabla' && !isOperator) return null;
    parser.position = behind;
    return gradientBehind(parser, run?.last ?? piece);
  },
};

/** `∇_θ J(θ)`, `∇f_t(θ_{t−1})`, `∇_θ (1/m) Σ_i L(f(x^{(i)}; θ), y^{(i)})`: the objective behind the operator. */
function gradientBehind(parser: Cursor, operator: Piece): Expression {
  // ∇θ J(θ) and ∇θ̃ J(θ̃): a parameter between the sign and the objective.
  const by = parser.peek();
  const name = symbolAt(by, parser.notation)?.name.replace(/^(?:tilde|hat|bar) /, '') ?? '';
  const isBy =
    scriptsOf(operator).sub === null &&
    isParameterLike(name) &&
    isObjectiveAt(parser.pieces, parser.position + 1, parser.notation);
  const { sub, sup } = isBy ? { sub: [by!], sup: null } : scriptsOf(operator);
  if (isBy) parser.position++;
  if (digits(sup) === '2')
    throw new Unreadable(operator.at, 'a second derivative', 'Write the square of the gradient as `g^2`.');
  const of = parser.attempt(sub ?? [], operator.at);
  const gradient = gradientBy(of, operator.at);
  gradient.written.isOfNoName = sub !== null && of?.kind !== 'symbol';
  const read = behindOperator(parser, gradient, sup);
  // ∇_{θ + μv} J(θ + μv)
  const isPoint =
    of !== null && gradient.points.some((point) => point !== of && textOf(point) === textOf(of));
  if (isPoint) gradient.written.isOfNoName = false;
  return read;
}

/** What an operator such as ∇ or ∂/∂w stands before, with the power on the operator where none stands behind it. */
function behindOperator(parser: Cursor, gradient: Gradient, power: Piece[] | null): Expression {
  passMean(parser, gradient);
  const own = passObjective(parser, gradient);
  return parser.raised(evaluated(parser, gradient), own ?? power);
}

/** Moves behind `1/m Σ`, and behind the logarithm of a likelihood with its sign. */
function passMean(parser: Cursor, gradient: Gradient): void {
  for (let piece = parser.peek(); piece; piece = parser.peek()) {
    if (wordOf(piece) === 'sum') gradient.overBatch = true;
    const isLog = isLogarithm(bareOf(piece)) || (isSign(piece, '-') && isLogarithm(parser.peek(1)));
    if (!writeMean(parser, gradient.written, piece) && !isLog) return;
    parser.position++;
  }
}

/** Moves behind `L(w)`, `[L(w) + λ‖w‖²]` or `w`, and gives the power that stands there. */
function passObjective(parser: Cursor, gradient: Gradient): Piece[] | null {
  const { written } = gradient;
  const run = wordAt(parser);
  const piece = parser.peek(run ? run.length - 1 : 0);
  if (!piece) return null;
  const name = run?.name ?? wordOf(piece);
  const isFunction = name !== null || bareOf(piece).kind === 'accent';
  if (!isFunction && !isGroup(piece)) return null;
  parser.position += run?.length ?? 1;
  const next = parser.peek();
  const isApplied = isFunction && next !== undefined && isGroup(next);
  if (isApplied) parser.position++;
  const last = isApplied ? next : piece;
  if (isApplied || means('objective', name ?? '')) takeBelow(parser, gradient, piece);
  const sup = powerOf(last);
  // A script of the function is the number of a step or an example; one behind its argument is a power, and so is the 2 of ∇J²(w)
  // beside ∇J(w).
  const { sup: script } = scriptsOf(piece);
  const own = /^\d$/.test(digits(script)) ? script : null;
  const isSquare =
    digits(script) === '2' && parser.notation.objectives.has(name ?? '') && !gradient.overBatch;
  if (isGroup(last)) {
    // L(w_t, b_t) at the pair of parameters.
    const pair = splitCommas(bodyOf(last)).length > 1 ? parser.attempt([last], last.at) : null;
    if (isApplied) takeAt(parser, gradient, last);
    else takeWithin(parser, gradient, last);
    gradient.points.unshift(...listed(pair));
    if (isApplied && name !== null) written.objective = name;
    return sup ?? (isApplied && isSquare && written.means.length === 0 ? script : null);
  }
  // ∇w and ∇w², written for the gradient with respect to w.
  const by = parameterIn(parser.attempt([piece], piece.at));
  if (!by) written.objective = wordOf(piece);
  if (by) written.points.push(by);
  if (by && gradient.of === null)
    Object.assign(gradient, { of: by.name, written: { ...written, of: nameOf(by) } });
  return own;
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
  reads(parser, piece) {
    const next = parser.peek(1);
    if (!next || !isAppliedGradient(piece, next, parser.notation)) return null;
    parser.position += 2;
    const gradient = gradientBy(null, piece.at);
    takeAt(parser, gradient, next);
    gradient.time = readSymbol(piece, parser.notation)?.time ?? null;
    return parser.powered(gradient, next);
  },
};

/** In the order in which they are tried. */
export const GRADIENTS: readonly Row[] = [derivative, nabla, applied];
