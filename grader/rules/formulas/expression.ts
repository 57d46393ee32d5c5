/** The right-hand sides of rules, before it is known which symbols are constants and which are states. */
import type { Place } from '../place.ts';

/** The index of a symbol: `t−1` is letter t, offset −1; a fixed number has no letter. */
export interface Time {
  letter: string | null;
  offset: number;
  /** `t−i`, counted back from the present step by the index i of a sum. */
  backwards?: boolean;
}

/** A script that says at which step: `t−1`, the number 0, or a word such as new or old. */
export type Index =
  | { kind: 'step'; letter: string; offset: number }
  | { kind: 'number'; value: number }
  | { kind: 'word'; is: 'new' | 'old' };

/** A name as it is written, with all of its scripts. */
export interface Name {
  /** Without backslash, accents and scripts: `theta`, `dW`. */
  base: string;
  /** From the outermost inwards. */
  accents: readonly string[];
  /** Scripts that make it another quantity: `dW` of v_{dW}, `1` of β_1, `'`. */
  labels: readonly string[];
  /** Letters of its coordinates: i of θ_{t,i}. */
  coordinates: readonly string[];
  index: Index | null;
}

export const NAMELESS: Name = { base: '', accents: [], labels: [], coordinates: [], index: null };

/** `i=1` below and `t` above a sum, as written; null where it has none. */
export interface Bounds {
  at: Place;
  counter: string | null;
  /** It runs over a set, `i ∈ B`, or without a start. */
  isOverSet: boolean;
  /** B of `i ∈ B`. */
  set: Expression | null;
  lower: Expression | 'unread' | null;
  upper: Expression | 'unread' | null;
}

/** What is written of a gradient beside what is computed with. */
export interface WrittenGradient {
  /** The name below ∂ or ∇. */
  of: Name | null;
  /** Something stands below ∇ that is no name, such as (χ, b). */
  isOfNoName: boolean;
  /** The name stands below the bar of `∂L/∂w`, and not at the sign as in `∂_w L`. */
  isQuotient: boolean;
  /** The function that it is the gradient of; null where that is no name. */
  objective: string | null;
  /** All that stands in the arguments of the objective. */
  points: Expression[];
  /** Sums behind ∇, and those in front of it. */
  means: Bounds[];
  sums: Bounds[];
  /** What fractions before the sum or the objective divide by, such as m of 1/m. */
  shares: Expression[];
  /** Scripts on the bracket around it. */
  coordinates: readonly string[];
}

/**
 * What is computed with, and in `written` all that is said of it beside: every index, the point and the parameter of a
 * gradient, the bounds of a sum. Rules are made from the one and looked through in the other.
 */
export type Expression = { at: Place } & (
  | { kind: 'number'; value: number }
  /** `overBatch`: the mean of the gradients of single examples, `1/m Σ g_i`. */
  | { kind: 'symbol'; name: string; time: Time | null; written?: Name; overBatch?: boolean }
  /**
   * `points`: the expressions at which the gradient may be meant to be taken; the most telling is chosen later.
   * `of`: with respect to which parameters it is taken, where that is written.
   * `isTakenThere`: by what the point says, and by nothing else.
   */
  | {
      kind: 'gradient';
      time: Time | null;
      points: Expression[];
      of: string | null;
      isTakenThere?: boolean;
      overBatch: boolean;
      written: WrittenGradient;
    }
  | {
      kind: 'call';
      name: 'sqrt' | 'abs' | 'max' | 'min' | 'norm' | 'sign';
      args: Expression[];
    }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/' | '^'; left: Expression; right: Expression }
  /** A sum, a product or the largest over the history: `index` runs from `lower` (the first step when null) to `upper` (the present one when null). */
  | {
      kind: 'history';
      operator: Joining;
      index: string;
      lower: number | null;
      upper: Time | null;
      body: Expression;
      /** Absent of a sum that is listed, `g_1 + … + g_t`. */
      written?: Bounds;
      /** Of Σ ∇L with nothing below it: the same over the examples of a batch. */
      ofExamples?: Gradient;
    }
);

/** Is a bound written that is none of those which are computed with, as in `Σ_{i=t−3}^t`? */
export const hasOpenBounds = ({ lower, upper, written }: Expression & { kind: 'history' }): boolean =>
  (lower === null && (written?.lower ?? null) !== null) ||
  (upper === null && (written?.upper ?? null) !== null);

/** How the values of all steps become one. */
export type Joining = '+' | '*' | 'max' | 'min';

export type Gradient = Expression & { kind: 'gradient' };
export type SymbolIn = Expression & { kind: 'symbol' };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^';

export const OPERATORS: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
};

/** The number of an expression without symbols, else null. */
export function numberOf(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind !== 'binary') return null;
  const left = numberOf(expression.left);
  const right = numberOf(expression.right);
  if (left === null || right === null) return null;
  return OPERATORS[expression.operator](left, right);
}

export function number(value: number, at: Place): Expression {
  return { kind: 'number', value, at };
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, at: left.at };
}

export function symbol(name: string, time: Time | null, at: Place): SymbolIn {
  return { kind: 'symbol', name, time, at };
}

export function call(
  name: (Expression & { kind: 'call' })['name'],
  args: Expression[],
  at: Place,
): Expression {
  return { kind: 'call', name, args, at };
}

/** The name of a symbol as it is written; null of anything else. */
export function nameOf(value: Expression | null): Name | null {
  return (value?.kind === 'symbol' && value.written) || null;
}

/** A gradient of which nothing more is said. */
export function gradient(at: Place, points: Expression[] = [], of: string | null = null): Gradient {
  const lists = { points: [], means: [], sums: [], shares: [], coordinates: [] };
  const written = { of: null, isOfNoName: false, isQuotient: false, objective: null, ...lists };
  return { kind: 'gradient', time: null, points, of, overBatch: false, written, at };
}

/** Is it a sum or a difference? */
export function isSum(e: Expression): e is Expression & { kind: 'binary' } {
  return e.kind === 'binary' && (e.operator === '+' || e.operator === '-');
}

/** Is a symbol a summand, with nothing but a sign before it? */
export function hasBare(e: Expression, isIt: (name: string, symbol: SymbolIn) => boolean): boolean {
  if (e.kind === 'symbol') return isIt(e.name, e);
  return isSum(e) && (hasBare(e.left, isIt) || (e.operator === '+' && hasBare(e.right, isIt)));
}

/** How often a symbol is a summand, less how often it is taken off: 0 in `w_{t+1} − w_t`, which is how far something moved. */
export function timesBare(e: Expression, isIt: (name: string) => boolean): number {
  if (e.kind === 'symbol') return isIt(e.name) ? 1 : 0;
  if (!isSum(e)) return 0;
  const right = timesBare(e.right, isIt);
  return timesBare(e.left, isIt) + (e.operator === '+' ? right : -right);
}

/** The direct parts of an expression; the points of a gradient are no parts, since they are not computed with. */
export function parts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'binary':
      return [expression.left, expression.right];
    case 'history':
      return [expression.body];
    default:
      return [];
  }
}

/** The expression and everything in it, outermost first and from left to right. */
export const walk = (expression: Expression): Expression[] => walked(expression, []);

function walked(expression: Expression, found: Expression[]): Expression[] {
  found.push(expression);
  for (const part of parts(expression)) walked(part, found);
  return found;
}

export function gradientsIn(expression: Expression): Gradient[] {
  return walk(expression).filter((e) => e.kind === 'gradient');
}

/** What stands in the points of a gradient. */
export const pointNames = ({ points }: Gradient): string[] => points.flatMap(symbolNames);

export const hasGradient = (expression: Expression): boolean => gradientsIn(expression).length > 0;

export const hasHistory = (expression: Expression): boolean =>
  walk(expression).some(({ kind }) => kind === 'history');

/** The same with all that stands in the points of gradients. */
export const walkWithPoints = (expression: Expression): Expression[] =>
  walk(expression).flatMap((e) => [e, ...(e.kind === 'gradient' ? e.points.flatMap(walkWithPoints) : [])]);

/** As text that leaves out where in the answer it stands and how it is written. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) =>
    key === 'at' || key === 'written' ? undefined : part,
  );
}

/** Rebuilds an expression from the leaves up. */
export function rewrite(expression: Expression, change: (e: Expression) => Expression): Expression {
  const inner = (e: Expression): Expression => rewrite(e, change);
  switch (expression.kind) {
    case 'call':
      return change({ ...expression, args: expression.args.map(inner) });
    case 'binary':
      return change({ ...expression, left: inner(expression.left), right: inner(expression.right) });
    case 'history':
      return change({ ...expression, body: inner(expression.body) });
    default:
      return change(expression);
  }
}

/** The same in the points of gradients too, which come before them. */
export function rewriteWithPoints(expression: Expression, change: (e: Expression) => Expression): Expression {
  const inner = (e: Expression): Expression =>
    change(e.kind === 'gradient' ? { ...e, points: e.points.map((point) => rewrite(point, inner)) } : e);
  return rewrite(expression, inner);
}

export function symbolsOf(expression: Expression): SymbolIn[] {
  return walk(expression).filter((e) => e.kind === 'symbol');
}

export const factorsOf = (e: Expression): Expression[] =>
  e.kind === 'binary' && e.operator === '*' ? [...factorsOf(e.left), ...factorsOf(e.right)] : [e];

/** The names of all symbols in it, as often as they stand there. */
export const symbolNames = (expression: Expression): string[] =>
  symbolsOf(expression).map(({ name }) => name);

/** Does the name stand in it? */
export function uses(expression: Expression, name: string): boolean {
  return symbolsOf(expression).some((e) => e.name === name);
}

/** Is it a product with this symbol for a factor? */
export function isMultiple(e: Expression, isOwn: (symbol: SymbolIn) => boolean): boolean {
  if (e.kind === 'symbol') return isOwn(e);
  return (
    e.kind === 'binary' && e.operator === '*' && (isMultiple(e.left, isOwn) || isMultiple(e.right, isOwn))
  );
}
