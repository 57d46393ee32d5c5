/** The many ways to write the gradient: g, dw, ∇_θ J(θ), ∂L/∂w, ∇f(θ_{t−1}). */
import type { Expression, Time } from './expression.ts';
import { bareOf } from './pieces.ts';
import type { Piece } from './piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { readSymbol, splitCommas } from './symbols.ts';
import type { Notation } from './symbols.ts';

export type Gradient = Expression & { kind: 'gradient' };

/** Reads pieces as an expression, null where they are none. */
export type Reader = (pieces: readonly Piece[]) => Expression | null;

const GRADIENT = /^(hat |tilde )?(g|grads?|gradients?|nabla)(_.{1,2})?$/;
const PARAMETER = /^(w|W|x|X|b|p|theta|Theta|phi|omega|params?|weights?|bias(?:es)?)$/;

/** Names that mean the gradient wherever no equation says otherwise. */
export function isGradientName(name: string, notation: Notation): boolean {
  if (GRADIENT.test(name)) return true;
  const by = /^(?:g|grads?|gradients?|nabla)_(.+)$/.exec(name)?.[1];
  if (by !== undefined && isParameterLike(by)) return true;
  const of = /^(?:d|partial)_?(.+)$/.exec(name)?.[1];
  return of !== undefined && (isParameterLike(of) || (notation.targets.has(of) && of.length === 1));
}

/**
 * With respect to which parameters a gradient of this name is taken, as its name says: `W` of dW, `b` of g_b. Of names that
 * mean no gradient the answer means nothing.
 */
export function labelOf(name: string): string | null {
  const match =
    /^(?:d|partial)_?(.+)$/.exec(name) ??
    /^(?:(?:hat|tilde|bar) )?(?:g|grads?|gradients?|nabla)_(.+)$/.exec(name);
  return match?.[1] ?? null;
}

export function isParameterName(name: string): boolean {
  return PARAMETER.test(name) || isTuple(name);
}

/** W, or one of several such as W_1 and b_2. */
export function isParameterLike(name: string): boolean {
  return PARAMETER.test(name.replace(/_.{1,2}$/, ''));
}

/** (w,b) */
function isTuple(name: string): boolean {
  return (
    name.startsWith('(') &&
    name
      .slice(1, -1)
      .split(',')
      .every((part) => PARAMETER.test(part))
  );
}

function isDifferential(piece: Piece | undefined): 'partial' | 'd' | 'delta' | null {
  const letter = piece && bareOf(piece);
  if (letter?.kind !== 'letter') return null;
  return letter.name === 'partial' || letter.name === 'd' || letter.name === 'delta' ? letter.name : null;
}

/** Is the fraction a derivative, such as ∂L/∂w or dL/dw? */
export function isDerivative(fraction: Piece & { kind: 'fraction' }): boolean {
  const above = isDifferential(fraction.top[0]);
  const below = isDifferential(fraction.bottom[0]);
  if (!above || above !== below || fraction.bottom.length < 2) return false;
  return above === 'partial' || fraction.top.length > 1;
}

/** Does anything in it look like a derivative that is taken there, read or not? */
export function hasDerivative(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    const base = bareOf(piece);
    if (base.kind === 'letter') return base.name === 'nabla';
    if (base.kind === 'fraction') return isDerivative(base) || hasDerivative([...base.top, ...base.bottom]);
    return (base.kind === 'group' || base.kind === 'root') && hasDerivative(base.body);
  });
}

function pointOf(piece: Piece | undefined, notation: Notation): Expression[] {
  const symbol = piece ? readSymbol(piece, notation) : null;
  return piece && symbol ? [{ kind: 'symbol', name: symbol.name, time: symbol.time, at: piece.at }] : [];
}

function gradient(points: Expression[], of: Expression | null | undefined, at: Place): Gradient {
  const name = of?.kind === 'symbol' ? of.name : null;
  return { kind: 'gradient', time: null, points, of: name, overBatch: false, at };
}

export function readDerivative(fraction: Piece & { kind: 'fraction' }, notation: Notation): Gradient {
  const first = fraction.top[0];
  if (first?.kind === 'scripts') {
    throw new Unreadable(first.at, 'a second derivative', 'The rules known here use first derivatives only.');
  }
  const points = pointOf(fraction.bottom[1], notation);
  return gradient(points, points[0], fraction.at);
}

/** `∂L/∂w` and `dL/dw` on one line, from `start`; null where the pieces are something else. */
export function readInlineDerivative(
  pieces: readonly Piece[],
  start: number,
  notation: Notation,
): { gradient: Gradient; length: number; power: Piece[] | null } | null {
  const first = pieces[start];
  const kind = isDifferential(first);
  const last = pieces[start + 4];
  const slash = pieces[start + 2];
  if (
    !first ||
    !kind ||
    slash?.kind !== 'operator' ||
    slash.text !== '/' ||
    isDifferential(pieces[start + 3]) !== kind
  )
    return null;
  const symbol = last ? readSymbol(last, notation) : null;
  if (!last || !symbol) return null;
  const points = pointOf(last, notation);
  return { gradient: gradient(points, points[0], first.at), length: 5, power: symbol.power };
}

const OPERATOR = /^(grad|Grad|gradient)$/;

/** Customary letters for the objective, with or without a calligraphic font. */
const OBJECTIVE = /^(L|J|E|f|F|C|Q|l|loss|Loss|cost|error)$/;

/** `\mathrm{grad}` and `∂_θ`, which stand for ∇ before an objective. */
export function isGradientOperator(piece: Piece): boolean {
  const base = bareOf(piece);
  if (base.kind === 'letter')
    return base.name === 'partial' && piece.kind === 'scripts' && piece.sub !== null && piece.sup === null;
  return base.kind === 'word' && OPERATOR.test(base.name);
}

/** Does an objective begin here that an operator may be applied to, `L(w)` or `1/m Σ L(w)`, and no factor? */
export function isObjectiveAt(pieces: readonly Piece[], start: number, notation: Notation): boolean {
  const isMean = (piece: Piece): boolean => {
    const base = bareOf(piece);
    return isShare(base) || (base.kind === 'word' && base.name === 'sum') || isLogarithm(base);
  };
  let position = start;
  while (position < pieces.length && isMean(pieces[position] as Piece)) position++;
  return isObjective(pieces[position], pieces[position + 1], notation);
}

/** 1/m, 1/|B| */
function isShare(piece: Piece): boolean {
  const above = piece.kind === 'fraction' && piece.top.length === 1 ? piece.top[0] : undefined;
  return above?.kind === 'digit' && above.text === '1';
}

/** `L`, `L(w)` or `h(w)` */
function isObjective(piece: Piece | undefined, after: Piece | undefined, notation: Notation): boolean {
  const base = piece && bareOf(piece);
  if (base?.kind !== 'letter' && base?.kind !== 'word') return false;
  if (notation.targets.has(base.name)) return false;
  const argument = after && bareOf(after);
  const isApplied =
    argument?.kind === 'group' && argument.open === '(' && namesParameter(argument.body, notation);
  return OBJECTIVE.test(base.name) || isApplied;
}

function namesParameter(pieces: readonly Piece[], notation: Notation): boolean {
  return pieces.some((piece) => isParameterName(readSymbol(piece, notation)?.name ?? ''));
}

/** `g(w_t)` and `g(w_t − γv)`: g applied to the parameters, and no product. */
export function isGradientAt(name: string, next: Piece | undefined, notation: Notation): boolean {
  const group = next && bareOf(next);
  if (!/^(g|grad|gradient)$/.test(name) || notation.targets.has(name)) return false;
  if (group?.kind !== 'group' || group.open !== '(') return false;
  const [first] = group.body;
  return first !== undefined && isParameterName(readSymbol(first, notation)?.name ?? '');
}

/** `f'(x_k)`: the derivative of an objective of one number. */
export function isPrimedObjective(piece: Piece, next: Piece | undefined, notation: Notation): boolean {
  const base = bareOf(piece);
  const group = next && bareOf(next);
  if (
    piece.kind !== 'scripts' ||
    piece.sub !== null ||
    base.kind !== 'letter' ||
    !/^[fFLJE]$/.test(base.name)
  )
    return false;
  const [prime, ...more] = piece.sup ?? [];
  const isPrime = prime?.kind === 'letter' && prime.name === 'prime' && more.length === 0;
  if (!isPrime || notation.targets.has(base.name) || group?.kind !== 'group' || group.open !== '(')
    return false;
  const [first] = group.body;
  return first !== undefined && isParameterName(readSymbol(first, notation)?.name ?? '');
}

/** The gradient at what stands in the brackets. */
export function gradientAt(group: Piece, time: Time | null, read: Reader, at: Place): Gradient {
  const base = bareOf(group);
  const points = base.kind === 'group' ? argumentsOf(base.body, read) : [];
  return { ...gradient(points, null, at), time };
}

/** Expressions inside the arguments of the objective: the points at which the gradient may be taken. */
function argumentsOf(pieces: readonly Piece[], read: Reader): Expression[] {
  return splitCommas(pieces).flatMap((part) => {
    const whole = read(part);
    const nested = part.flatMap((piece) => {
      const group = bareOf(piece);
      return group.kind === 'group' ? argumentsOf(group.body, read) : [];
    });
    return [...(whole ? [whole] : []), ...nested];
  });
}

/**
 * `∇_θ J(θ)`, `∇f_t(θ_{t−1})`, `∇_θ (1/m) Σ_i L(f(x^{(i)}; θ), y^{(i)})` from `start`.
 * @returns the gradient, how many pieces it takes, and a power on its last piece
 */
export function readNabla(
  pieces: readonly Piece[],
  start: number,
  read: Reader,
): { gradient: Gradient; length: number; power: Piece[] | null } {
  const nabla = pieces[start] as Piece;
  if (nabla.kind === 'scripts' && digits(nabla.sup) === '2')
    throw new Unreadable(nabla.at, 'a second derivative', 'Write the square of the gradient as g^2.');
  const of = nabla.kind === 'scripts' ? (nabla.sub ?? []) : [];
  const points: Expression[] = [];
  let power: Piece[] | null = nabla.kind === 'scripts' ? nabla.sup : null;
  let overBatch = false;
  let by: Expression | null = null;
  let position = start + 1;
  for (; position < pieces.length; position++) {
    const piece = pieces[position] as Piece;
    const base = bareOf(piece);
    if (base.kind === 'fraction') continue;
    if (base.kind === 'word' && base.name === 'sum') {
      overBatch = true;
      continue;
    }
    // The objective may be the logarithm of a likelihood, with its sign.
    if (isLogarithm(base) || (isMinus(base) && isLogarithm(pieces[position + 1]))) continue;
    const isFunction = base.kind === 'letter' || base.kind === 'word' || base.kind === 'accent';
    if (!isFunction && base.kind !== 'group') break;
    let last = piece;
    if (isFunction) {
      const next = pieces[position + 1];
      if (next && bareOf(next).kind === 'group') {
        position++;
        last = next;
      } else {
        by = parameterIn(read([piece]));
      }
    }
    const group = bareOf(last);
    if (group.kind === 'group') {
      // L(w_t, b_t) at the pair of parameters.
      const pair = splitCommas(group.body).length > 1 ? read([group]) : null;
      points.push(...(pair ? [pair] : []), ...argumentsOf(group.body, read));
    }
    // A script of the function is the number of a step or an example; one behind its argument is a power.
    if (last.kind === 'scripts' && (group.kind === 'group' || /^\d$/.test(digits(last.sup))))
      power = last.sup;
    position++;
    break;
  }
  const sub = read(of);
  if (sub) points.push(sub);
  return {
    gradient: { ...gradient(points, sub ?? by, nabla.at), overBatch },
    length: position - start,
    power,
  };
}

/** ∇w and ∇w², written for the gradient with respect to w. */
function parameterIn(value: Expression | null): Expression | null {
  const symbol = value?.kind === 'binary' && value.operator === '^' ? value.left : value;
  return symbol?.kind === 'symbol' && isParameterLike(symbol.name) ? symbol : null;
}

function isLogarithm(piece: Piece | undefined): boolean {
  return piece?.kind === 'word' && /^(log|ln)$/.test(piece.name);
}

function isMinus(piece: Piece): boolean {
  return piece.kind === 'operator' && piece.text === '-';
}

function digits(pieces: readonly Piece[] | null): string {
  return (pieces ?? []).map((piece) => (piece.kind === 'digit' ? piece.text : '?')).join('');
}
