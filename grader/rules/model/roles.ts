/** What the names of a rule stand for: which of them it moves, and which are states by custom. */
import type { Equation } from '../equations/equations.ts';
import { gradientsIn, pointNames, symbolNames, symbolsOf, uses } from '../formulas/expression.ts';
import { isGradientName, isParameterName } from '../formulas/gradients.ts';
import { meansWithLabels } from '../lexicon.ts';
import { isRecursive, reachable } from './model.ts';
import type { Notation } from '../formulas/symbols.ts';

/** Is the name customary for a state? Without an equation for it the rule lacks a part. */
export function isStateName(name: string): boolean {
  return meansWithLabels('state', name) || name.startsWith('Delta ') || name.includes('[');
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
    return used.includes(name) || used.some((u) => isRecursiveThrough(u, name, equations));
  };
  const states = targets.filter((name) => feedsItself(name) && !isGradientName(name, notation));
  // Most often the parameters.
  const points = new Set(equations.flatMap((e) => gradientsIn(e.value).flatMap(pointNames)));
  const used = (name: string): boolean => equations.some((e) => e.target !== name && uses(e.value, name));
  const ahead = lookedAheadOf(equations, points);
  const isPoint = (name: string): boolean => (ahead.length > 0 ? ahead.includes(name) : points.has(name));
  // `z ← z − ηg/√s` descends, though z is most often a state.
  const descends = (name: string): boolean =>
    equations.some(
      ({ target, value }) =>
        target === name &&
        value.kind === 'binary' &&
        value.operator === '-' &&
        value.left.kind === 'symbol' &&
        value.left.name === name,
    );
  // What such a step is made with is a state of that, though its name be `b`.
  const isForAnother = (name: string): boolean =>
    !descends(name) &&
    states.some(
      (other) => descends(other) && equations.some((e) => e.target === other && uses(e.value, name)),
    );
  const score = (name: string): number =>
    (isPoint(name) ? 4 : 0) +
    (isParameterName(name) ? 3 : 0) +
    (used(name) ? 0 : 2) +
    (isForAnother(name) ? -3 : 0) +
    (isStateName(name) && !descends(name) ? -3 : 0);
  const best = states.map((name) => ({ name, score: score(name) })).sort((a, b) => b.score - a.score)[0];
  return best && best.score > 0 ? best.name : null;
}

/** `y_k = x_k + β(x_k − x_{k−1})` beside `x_{k+1} = y_k − α∇f(y_k)`: x, the last one of which y looks ahead of. */
function lookedAheadOf(equations: readonly Equation[], points: ReadonlySet<string>): string[] {
  return equations.flatMap(({ target, time, value }) => {
    if (!points.has(target) || !time?.letter || isRecursive(target, equations)) return [];
    const latest = (name: string): number =>
      Math.max(...symbolsOf(value).flatMap((s) => (s.name === name && s.time ? [s.time.offset] : [])));
    const isNext = (e: Equation): boolean =>
      isParameterName(e.target) &&
      e.time?.offset === latest(e.target) + 1 &&
      uses(e.value, target) &&
      uses(value, e.target);
    return equations.find(isNext)?.target ?? [];
  });
}

function isRecursiveThrough(name: string, goal: string, equations: readonly Equation[]): boolean {
  return !isRecursive(name, equations) && reachable([name], equations).has(goal);
}
