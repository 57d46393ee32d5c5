/** Learning rates that the words below a rule give step by step, "e.g. η_k = η_0/(1 + k)", "η_t = η/√t or a constant". */
import type { Equation } from '../equations/equations.ts';
import { hasGradient, hasHistory, symbolNames } from '../formulas/expression.ts';
import { isRateName } from '../lexicon.ts';
import { constantOf } from './model.ts';
import type { Model } from './model.ts';

/** The rule with such rates as constants, by which it is known as well; null where it has none. */
export function withoutSchedules(model: Model): Model | null {
  const { equations, timeLetters, parameter } = model;
  const shown = equations.findIndex(({ target, display }) => target === parameter && display);
  const update = equations.findLastIndex(({ target }) => target === parameter);
  // Within the same sentence it is told behind the update.
  const isTold = (e: Equation): boolean => !e.display && (shown >= 0 || equations.indexOf(e) > update);
  const namesIn = (some: readonly Equation[]): Set<string> =>
    new Set(some.flatMap(({ value }) => symbolNames(value)));
  // It is made from nothing but the step and numbers of its own: what the rule uses besides is no schedule's.
  const isSchedule = (e: Equation): boolean => {
    if (!isTold(e) || !isRateName(e.target)) return false;
    if (hasGradient(e.value) || hasHistory(e.value)) return false;
    const names = [...namesIn([e])].filter((name) => !timeLetters.has(name));
    const elsewhere = namesIn(equations.filter((other) => other.target !== e.target));
    const moves = names.length < namesIn([e]).size || names.includes(e.target);
    return moves && names.every((name) => name === e.target || !elsewhere.has(name));
  };
  const schedules = equations.filter(isSchedule);
  if (schedules.length === 0) return null;
  const rest = equations.filter((e) => !schedules.includes(e));
  const used = namesIn(rest);
  const constants = new Map([...model.constants].filter(([name]) => used.has(name)));
  for (const { target } of schedules)
    constants.set(target, { ...constantOf(target, null), isScheduled: true });
  return { ...model, equations: rest, constants };
}
