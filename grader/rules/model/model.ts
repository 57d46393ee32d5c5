/** A rule whose symbols have got their roles: parameters, states, constants, the gradient. */
import type { Equation } from '../equations/equations.ts';
import {
  binary,
  isSum,
  number,
  numberOf,
  rewrite,
  rewriteWithPoints,
  symbol,
  symbolsOf,
  uses,
  walk,
  walkWithPoints,
} from '../formulas/expression.ts';
import type { Expression, SymbolIn } from '../formulas/expression.ts';

export interface Constant {
  /** As the student wrote it. */
  name: string;
  /** Its number, where the student gives one. */
  value: number | null;
  /** A number in the formula itself rather than a named constant. */
  isLiteral: boolean;
  /** It has a time index, α_t: a schedule, which is taken as constant. */
  isScheduled: boolean;
  /** The answer gives it as 0, so that it takes its term out of the rule. */
  isZero: boolean;
}

/** @param isLiteral it is a number in the formula */
export function constantOf(name: string, value: number | null, isLiteral = false): Constant {
  return { name, value, isLiteral, isScheduled: false, isZero: false };
}

/** A rule as equations with roles; `schedule` puts them in order and `Machine` runs them. */
export interface Model {
  /** In the order of the text. */
  equations: Equation[];
  parameter: string;
  /** Values before the first step, where the student gives them; 0 otherwise. */
  initial: Map<string, number>;
  /** What every step puts back to a number when it is done, so that it keeps nothing; the count of steps among them. */
  resets: ReadonlyMap<string, number>;
  timeLetters: ReadonlySet<string>;
  /** What t is at the first step, by the student's own counting; null where it follows from the indices. */
  firstTime: number | null;
  /** By name. */
  constants: Map<string, Constant>;
  /** Is this name, where no equation defines it, the gradient? */
  isGradient: (name: string) => boolean;
}

/** Numbers that belong to the structure of a rule; all others stand for hyperparameters. */
const STRUCTURAL = new Set([0, 0.5, 1, 2, 3, 4]);

export function isLiteral(value: number): boolean {
  return !STRUCTURAL.has(Math.abs(value));
}

/** The numbers that a term is multiplied with. */
function weightsOf(term: Expression): (Expression & { kind: 'number' })[] {
  if (term.kind === 'number') return [term];
  if (term.kind !== 'binary' || !/^[*/]$/.test(term.operator)) return [];
  return [...weightsOf(term.left), ...(term.operator === '*' ? weightsOf(term.right) : [])];
}

/** The summands of all sums, those of a sum within a sum with it. */
function sumsIn(e: Expression): Expression[][] {
  const within = new Set<Expression>();
  return walk(e).flatMap((sum) => {
    if (!isSum(sum) || within.has(sum)) return [];
    const summands: Expression[] = [];
    for (let open: Expression[] = [sum], next = open.pop(); next; next = open.pop())
      if (isSum(next)) {
        within.add(next);
        open.push(next.right, next.left);
      } else summands.push(next);
    return [summands];
  });
}

/** Of Dozat's warm-up, μ_t = β₁(1 − ½·0.96^{ψt}), and ψ where no number is given: PyTorch's. */
export const WARM_UP = { base: 0.96, decay: 0.004 };

/** ψ in `0.96^{ψt}`, `0.96 ** ((t + 1) * momentum_decay)`: it is free, as β₁ is. */
export function warmUpDecay(e: Expression): SymbolIn | null {
  if (e.kind !== 'binary' || e.operator !== '^' || numberOf(e.left) !== WARM_UP.base) return null;
  if (e.right.kind !== 'binary' || e.right.operator !== '*') return null;
  const { left, right } = e.right;
  const isDecay = (part: Expression): part is SymbolIn =>
    part.kind === 'symbol' && /^psi$|^(?:momentum|schedule)_decay$/i.test(part.name);
  const isStep = (part: Expression): boolean =>
    part.kind === 'symbol' ||
    (part.kind === 'binary' && part.operator === '+' && part.left.kind === 'symbol');
  if (isDecay(left) && isStep(right)) return left;
  return isDecay(right) && isStep(left) ? right : null;
}

/**
 * The decay of a warm-up as its number.
 *
 * @param numbers what is told of names
 */
export function withWarmUp(value: Expression, numbers: (name: string) => number | null): Expression {
  return rewrite(value, (e) => {
    const decay = warmUpDecay(e)?.name;
    if (decay === undefined || e.kind !== 'binary') return e;
    const isDecay = (part: Expression): boolean => part.kind === 'symbol' && part.name === decay;
    const known = numbers(decay) ?? WARM_UP.decay;
    return { ...e, right: rewrite(e.right, (part) => (isDecay(part) ? number(known, part.at) : part)) };
  });
}

/**
 * Numbers become constants named after them. In `0.9 v + 0.1 g` the smaller is 1 − the larger, and nowhere else: 0.001 may be a decay's
 * complement in one place and, beside `0.999^t`, the learning rate in another.
 */
export function nameLiterals(expression: Expression): Expression {
  const folded = rewriteWithPoints(expression, (e) => {
    const value = numberOf(e);
    return value === null || !Number.isFinite(value) ? e : number(value, e.at);
  });
  const ofSchedule = new Set(walk(folded).flatMap(numbersOfSchedule));
  const isNamed = (e: Expression): e is Expression & { kind: 'number' } =>
    e.kind === 'number' && isLiteral(e.value) && !ofSchedule.has(e);
  const complements = new Map<Expression, number>();
  for (const summands of sumsIn(folded)) {
    const weights = summands.flatMap(weightsOf).filter(isNamed);
    const large = new Set(weights.map(({ value }) => Math.abs(value)).filter((size) => size > 0.5));
    for (const weight of weights) {
      const other = [...large].find((size) => Math.abs(size + Math.abs(weight.value) - 1) < 1e-12);
      if (other !== undefined && Math.abs(weight.value) < 0.5) complements.set(weight, other);
    }
  }
  return rewriteWithPoints(folded, (e) => {
    if (!isNamed(e)) return e;
    const size = Math.abs(e.value);
    const complement = complements.get(e);
    const named = symbol(String(complement ?? size), null, e.at);
    const whole = complement === undefined ? named : binary('-', number(1, e.at), named);
    return e.value < 0 ? binary('*', number(-1, e.at), whole) : whole;
  });
}

/** The numbers of `0.96^{0.004 t}` and `0.96^{ψt}`, a fixed schedule: a decay of the rule stands alone below its power, as in `0.9^t`. */
function numbersOfSchedule(e: Expression): Expression[] {
  if (e.kind !== 'binary' || e.operator !== '^' || e.left.kind !== 'number') return [];
  const rates = walk(e.right).filter((part) => part.kind === 'number' && isLiteral(part.value));
  const isProduct = walk(e.right).some((part) => part.kind === 'binary' && part.operator === '*');
  return rates.length > 0 || isProduct ? [e.left, ...rates] : [];
}

/** Where these equations use a name first. */
export function useOf(name: string, equations: readonly Equation[]): SymbolIn | undefined {
  return equations.flatMap((e) => symbolsOf(e.value)).find((s) => s.name === name);
}

export function isRecursive(name: string, equations: readonly Equation[]): boolean {
  return equations.some((e) => e.target === name && uses(e.value, name));
}

/** Is a name made of its own value of a step before, by its own equation or through quantities other than the parameters? */
export function keepsItself(name: string, { parameter, equations }: Model): boolean {
  const used = (each: string): string[] =>
    each === parameter
      ? []
      : equations.filter((e) => e.target === each).flatMap((e) => symbolsOf(e.value).map((use) => use.name));
  return closure(used(name), used).has(name);
}

/** Names with all that the ones found so far lead to. */
export function closure(names: Iterable<string>, next: (name: string) => Iterable<string>): Set<string> {
  const found = new Set(names);
  for (const name of found) for (const other of next(name)) found.add(other);
  return found;
}

/** Names that the equations of `names` use, directly or through other equations. */
export function reachable(names: Iterable<string>, equations: readonly Equation[]): Set<string> {
  const used = ({ value }: Equation): string[] =>
    walkWithPoints(value).flatMap((e) => (e.kind === 'symbol' ? [e.name] : []));
  return closure(names, (name) => equations.filter(({ target }) => target === name).flatMap(used));
}
