/** Systems of equations that move a parameter, and what they do when they are worked out. */

/** A quantity with the value of this step or of the step before. */
export type Age = 'new' | 'old';

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'constant'; name: string }
  | { kind: 'quantity'; name: string; age: Age }
  /** At the parameters of the step before, or at another point. */
  | { kind: 'gradient'; at: Expression | null }
  | { kind: 'time' }
  | { kind: 'sum'; terms: readonly Term[] }
  | { kind: 'product'; factors: readonly Expression[] }
  | { kind: 'quotient'; top: Expression; bottom: Expression }
  | { kind: 'power'; base: Expression; exponent: Expression }
  | { kind: 'root'; of: Expression }
  | { kind: 'absolute'; of: Expression }
  | { kind: 'maximum'; of: readonly Expression[] }
  /** Σ_i base^{t−i} of what stands in it at each step i up to this one; without a base, the sum alone. */
  | { kind: 'history'; base: Expression | null; of: Expression };

export interface Term {
  sign: 1 | -1;
  value: Expression;
}

export interface Equation {
  name: string;
  value: Expression;
  /** Where it starts, if that is written; zero where it is not. */
  start?: number;
}

/** In the order in which it is written. The parameter is called `theta`. */
export type System = readonly Equation[];

export const PARAMETER = 'theta';

const STEPS = 6;
const START = 0.7;

/** How much each batch weighs, so that a maximum is now the new one and now the old one. */
const WEIGHTS = [1, 0.3, -1.4, 0.2, 0.9, -0.5];

/** Not a line, so that a gradient at another place is another one; nowhere zero along the way. */
const slope = (x: number, t: number): number => WEIGHTS[t - 1]! * (1.1 * x + 0.6 * Math.sin(3 * x) + 0.3);

class Undefined extends Error {}

/**
 * The parameter after each step.
 * @param constants the value of each, by its name
 * @returns null where a quantity depends on itself, is not defined, or is no number
 */
export function workedOut(system: System, constants: Readonly<Record<string, number>>): number[] | null {
  const equations = new Map(system.map((equation) => [equation.name, equation.value]));
  const starts = system.flatMap(({ name, start }) => (start === undefined ? [] : [[name, start] as const]));
  // w = p: whatever p is, it is w, from the first step on.
  const moved = equations.get(PARAMETER);
  const same = moved?.kind === 'quantity' && moved.age === 'new' ? [[moved.name, START] as const] : [];
  let old = new Map<string, number>([...same, ...starts, [PARAMETER, START]]);
  const histories = new Map<Expression, number[]>();
  const path: number[] = [];
  try {
    for (let t = 1; t <= STEPS; t++) {
      const before = old;
      const now = new Map<string, number>();
      const open = new Set<string>();
      const newValue = (name: string): number => {
        const known = now.get(name);
        if (known !== undefined) return known;
        const equation = equations.get(name);
        if (equation === undefined || open.has(name)) throw new Undefined();
        open.add(name);
        const value = valueOf(equation);
        now.set(name, value);
        return value;
      };
      const valueOf = (e: Expression): number => {
        switch (e.kind) {
          case 'number':
            return e.value;
          case 'constant':
            return constants[e.name]!;
          case 'quantity':
            return e.age === 'new' ? newValue(e.name) : (before.get(e.name) ?? 0);
          case 'gradient':
            return slope(e.at === null ? before.get(PARAMETER)! : valueOf(e.at), t);
          case 'time':
            return t;
          case 'sum':
            return e.terms.reduce((total, { sign, value }) => total + sign * valueOf(value), 0);
          case 'product':
            return e.factors.reduce((total, factor) => total * valueOf(factor), 1);
          case 'quotient':
            return valueOf(e.top) / valueOf(e.bottom);
          case 'power':
            return valueOf(e.base) ** valueOf(e.exponent);
          case 'root':
            return Math.sqrt(valueOf(e.of));
          case 'absolute':
            return Math.abs(valueOf(e.of));
          case 'maximum':
            return Math.max(...e.of.map(valueOf));
          case 'history': {
            const steps = histories.get(e) ?? [];
            histories.set(e, steps);
            steps[t - 1] = valueOf(e.of);
            const base = e.base === null ? 1 : valueOf(e.base);
            return steps.reduce((total, each, i) => total + base ** (t - 1 - i) * each, 0);
          }
        }
      };
      for (const { name } of system) newValue(name);
      const place = now.get(PARAMETER);
      if (place === undefined || !Number.isFinite(place)) return null;
      path.push(place);
      old = now;
    }
  } catch (error) {
    if (error instanceof Undefined) return null;
    throw error;
  }
  return path;
}

export const CONSTANTS = ['rate', 'decay', 'decay2', 'epsilon', 'weight'];

/** Three that share no simple relation, so that what agrees at all of them agrees. */
export const SETTINGS: readonly Readonly<Record<string, number>>[] = [
  { rate: 0.031, decay: 0.83, decay2: 0.71, epsilon: 0.043, weight: 0.13 },
  { rate: 0.017, decay: 0.37, decay2: 0.91, epsilon: 0.011, weight: 0.29 },
  { rate: 0.052, decay: 0.61, decay2: 0.47, epsilon: 0.073, weight: 0.07 },
];

/** Where a system goes at all settings; null where it is not worked out at one of them. */
export function ways(system: System): number[][] | null {
  const all = SETTINGS.map((constants) => workedOut(system, constants));
  return all.every((way) => way !== null) ? all : null;
}

export const isSameWay = (a: readonly number[][], b: readonly number[][]): boolean =>
  a.every((way, i) => way.every((x, step) => Math.abs(x - b[i]![step]!) <= 1e-9 * (1 + Math.abs(x))));

/** The parts that an expression is made of. */
export function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'sum':
      return e.terms.map(({ value }) => value);
    case 'product':
      return e.factors;
    case 'quotient':
      return [e.top, e.bottom];
    case 'power':
      return [e.base, e.exponent];
    case 'root':
    case 'absolute':
      return [e.of];
    case 'maximum':
      return e.of;
    case 'history':
      return e.base === null ? [e.of] : [e.of, e.base];
    case 'gradient':
      return e.at === null ? [] : [e.at];
    default:
      return [];
  }
}

/** The same expression of other parts. */
export function withParts(e: Expression, parts: readonly Expression[]): Expression {
  switch (e.kind) {
    case 'sum':
      return { ...e, terms: e.terms.map(({ sign }, i) => ({ sign, value: parts[i]! })) };
    case 'product':
      return { ...e, factors: parts };
    case 'quotient':
      return { ...e, top: parts[0]!, bottom: parts[1]! };
    case 'power':
      return { ...e, base: parts[0]!, exponent: parts[1]! };
    case 'root':
    case 'absolute':
      return { ...e, of: parts[0]! };
    case 'maximum':
      return { ...e, of: parts };
    case 'history':
      return { ...e, of: parts[0]!, base: parts[1] ?? null };
    case 'gradient':
      return e.at === null ? e : { ...e, at: parts[0]! };
    default:
      return e;
  }
}

/** All expressions within one, itself first, each with a way to put another in its place. */
export function placesIn(e: Expression): { at: Expression; put: (other: Expression) => Expression }[] {
  const parts = partsOf(e);
  return [
    { at: e, put: (other) => other },
    ...parts.flatMap((part, i) =>
      placesIn(part).map(({ at, put }) => ({
        at,
        put: (other: Expression) =>
          withParts(
            e,
            parts.map((each, j) => (i === j ? put(other) : each)),
          ),
      })),
    ),
  ];
}
