/** Chooses the equations that make up the rule and finds out what each of their symbols is. */
import type { Equation } from '../equations/equations.ts';
import {
  call,
  gradientsIn,
  isSum,
  numberOf,
  pointNames,
  rewrite,
  symbolNames,
  symbolsOf,
  textOf,
  uses,
} from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { isGradientName, isParameterName } from '../formulas/gradients.ts';
import { isRateName, means, meansWithLabels } from '../lexicon.ts';
import { isRecursive, reachable } from './model.ts';
import type { Notation } from '../formulas/symbols.ts';

/** Is the name customary for a state? Without an equation for it the rule lacks a part. */
export function isStateName(name: string): boolean {
  return meansWithLabels('state', name) || name.startsWith('Delta ') || name.includes('[');
}

/** Leaves out equations that stand in the answer a second time. */
export function withoutRepetitions(equations: readonly Equation[]): Equation[] {
  const seen = new Set<string>();
  return equations.filter((equation) => {
    const { target, time, isReset, value } = equation;
    const key = textOf([target, time, isReset, value]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Where squares are defined, σ_t² = …, the square is the state and σ its root. */
export function withSquares(equations: readonly Equation[]): Equation[] {
  const squares = new Set(
    equations.flatMap((e) =>
      /\^2$/.test(e.target) && !e.target.includes('[') ? [e.target.slice(0, -2)] : [],
    ),
  );
  for (const equation of equations) squares.delete(equation.target);
  if (squares.size === 0) return [...equations];
  const squared = (e: Expression): Expression =>
    e.kind === 'symbol' && squares.has(e.name) ? { ...e, name: `${e.name}^2` } : e;
  return equations.map((equation) => ({
    ...equation,
    value: rewrite(equation.value, (e) => {
      if (e.kind === 'symbol' && squares.has(e.name)) return call('sqrt', [squared(e)], e.at);
      const root = e.kind === 'binary' && e.operator === '^' && numberOf(e.right) === 2 ? e.left : null;
      return root?.kind === 'call' && root.name === 'sqrt' ? root.args[0]! : e;
    }),
  }));
}

const CAPITALS: Record<string, string> = { Theta: 'theta', Phi: 'phi', Omega: 'omega' };

/** v for v′, and for V where that is a state's or the parameters' letter. */
export function oldNameOf(name: string): string | null {
  if (name.endsWith("'")) return name.slice(0, -1);
  const small = /^[A-Z]$/.test(name) ? name.toLowerCase() : CAPITALS[name];
  return small !== undefined && (isStateName(small) || isParameterName(small)) ? small : null;
}

/** Of a rate, η′ = η/√r is another one and not a later one: a product, where a state's new value is a sum. */
function isAnotherRate(old: string, { value }: Equation): boolean {
  return isRateName(old) && !isSum(value);
}

/** `v' = βv + …` and `V = βv + …`: where v itself has no equation the prime or the capital means the new v. */
export function withoutPrimes(equations: readonly Equation[]): Equation[] {
  const targets = new Set(equations.flatMap((e) => (numberOf(e.value) === null ? [e.target] : [])));
  const news = new Map<string, string>();
  for (const equation of equations) {
    const old = oldNameOf(equation.target);
    if (old === null || targets.has(old) || means('gradient', old) || isAnotherRate(old, equation)) continue;
    if (uses(equation.value, old)) news.set(equation.target, old);
  }
  if (news.size === 0) return [...equations];
  const olds = new Set(news.values());
  const later = { letter: 't', offset: 1 };
  const rename = (e: Expression): Expression => {
    if (e.kind !== 'symbol') return e;
    const old = news.get(e.name);
    if (old !== undefined) return { ...e, name: old, time: later };
    return olds.has(e.name) ? { ...e, time: { letter: 't', offset: 0 } } : e;
  };
  return equations.map((equation) => {
    const old = news.get(equation.target);
    return {
      ...equation,
      ...(old === undefined ? {} : { target: old, time: later }),
      value: rewrite(equation.value, rename),
    };
  });
}

/**
 * `w_{t−1} ← (1 − ηλ)w_{t−1}` above `w_t = w_{t−1} − …`: what the step starts from is first changed in its place, and stands
 * below under the same name.
 */
export function withInterims(equations: readonly Equation[]): Equation[] {
  const interims = equations.filter(
    ({ target, time, value }) =>
      time?.letter != null &&
      symbolsOf(value).some((s) => s.name === target && s.time?.offset === time.offset) &&
      equations.some((e) => e.target === target && e.time?.letter != null && e.time.offset > time.offset),
  );
  const nameOf = (name: string): string => `tilde ${name}`;
  return equations.map((equation, i) => {
    const above = interims.filter((e) => equations.indexOf(e) < i);
    const value = rewrite(equation.value, (e) => {
      const isMade = ({ target, time }: Equation): boolean =>
        e.kind === 'symbol' && target === e.name && time?.offset === e.time?.offset;
      return e.kind === 'symbol' && above.some(isMade) ? { ...e, name: nameOf(e.name) } : e;
    });
    const target = interims.includes(equation) ? nameOf(equation.target) : equation.target;
    return { ...equation, target, value };
  });
}

/** `α_t = α √(1−β₂ᵗ)/(1−β₁ᵗ)`: the rate with an index is made from the one without, and another symbol. */
export function withRatesApart(equations: readonly Equation[]): Equation[] {
  const isApart = (equation: Equation): boolean =>
    isRateName(equation.target) &&
    equation.time !== null &&
    uses(equation.value, equation.target) &&
    symbolsOf(equation.value).every((s) => s.name !== equation.target || s.time === null);
  const names = new Set(equations.filter(isApart).map((e) => e.target));
  if (names.size === 0) return [...equations];
  return equations.map((equation) => ({
    ...equation,
    target: names.has(equation.target) && equation.time ? `${equation.target}_t` : equation.target,
    value: rewrite(equation.value, (e) =>
      e.kind === 'symbol' && e.time && names.has(e.name) ? { ...e, name: `${e.name}_t` } : e,
    ),
  }));
}

/**
 * The parameters: what the rule moves. It is updated from itself; of several such states it is the one at which gradients
 * are taken, the one that no other equation uses, or the one with a customary name.
 */
export function findParameter(equations: readonly Equation[], notation: Notation): string | null {
  const targets = [...new Set(equations.map((e) => e.target))];
  const feedsItself = (name: string): boolean => {
    const direct = equations.filter((e) => e.target === name);
    const used = direct.flatMap((e) => symbolNames(e.value));
    return used.includes(name) || used.some((u) => u !== name && isRecursiveThrough(u, name, equations));
  };
  const states = targets.filter((name) => feedsItself(name) && !isGradientName(name, notation));
  // Most often the parameters.
  const points = new Set(equations.flatMap((e) => gradientsIn(e.value).flatMap(pointNames)));
  const used = (name: string): boolean => equations.some((e) => e.target !== name && uses(e.value, name));
  const interim = interimPoints(equations, points);
  const isPoint = (name: string): boolean =>
    interim.size > 0 ? [...interim.values()].includes(name) : points.has(name);
  const score = (name: string): number =>
    (isPoint(name) ? 4 : 0) +
    (isParameterName(name) ? 3 : 0) +
    (used(name) ? 0 : 2) +
    (isStateName(name) ? -3 : 0);
  const best = states.map((name) => ({ name, score: score(name) })).sort((a, b) => b.score - a.score)[0];
  return best && best.score > 0 ? best.name : null;
}

/** `y_k = x_k + β(x_k − x_{k−1})` beside `x_{k+1} = y_k − α∇f(y_k)`: what y looks ahead of, by name. */
function interimPoints(equations: readonly Equation[], points: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { target, time, value } of equations) {
    if (!points.has(target) || !time?.letter || isRecursive(target, equations)) continue;
    const next = equations.find(
      (e) =>
        isParameterName(e.target) &&
        e.time?.offset === time.offset + 1 &&
        uses(e.value, target) &&
        uses(value, e.target),
    );
    if (next) found.set(target, next.target);
  }
  return found;
}

function isRecursiveThrough(name: string, goal: string, equations: readonly Equation[]): boolean {
  return !isRecursive(name, equations) && reachable([name], equations).has(goal);
}
