/**
 * Rates and decays that the words below a rule choose: "e.g. η_k = η_0/(1 + k)", "for a quadratic function α = 4/(√L + √μ)² is best".
 */
import type { Equation } from '../equations/equations.ts';
import { hasGradient, hasHistory, symbolNames } from '../formulas/expression.ts';
import { meansWithLabels } from '../lexicon.ts';
import { constantOf } from './model.ts';
import type { Model } from './model.ts';

/** The rule with them as constants, by which it is known as well; null where it has none. */
export function withoutChoices(model: Model): Model | null {
  const { equations, timeLetters, parameter } = model;
  const shown = equations.findIndex(({ target, display }) => target === parameter && display);
  const update = equations.findLastIndex(({ target }) => target === parameter);
  // Within the same sentence it is told behind the update.
  const isTold = (e: Equation): boolean => !e.display && (shown >= 0 || equations.indexOf(e) > update);
  const namesIn = (some: readonly Equation[]): Set<string> =>
    new Set(some.flatMap(({ value }) => symbolNames(value)));
  const isOpen = (e: Equation): boolean =>
    isTold(e) &&
    (meansWithLabels('rate', e.target) || meansWithLabels('decay', e.target)) &&
    !hasGradient(e.value) &&
    !hasHistory(e.value);
  // They are made from nothing but the step and numbers of their own: what the rule uses besides is no choice's.
  const inRule = namesIn(equations.filter((e) => !isOpen(e)));
  const isOwn = (name: string, e: Equation): boolean =>
    name === e.target || timeLetters.has(name) || !inRule.has(name);
  const choices = equations.filter((e) => isOpen(e) && symbolNames(e.value).every((name) => isOwn(name, e)));
  if (choices.length === 0) return null;
  const rest = equations.filter((e) => !choices.includes(e));
  const used = namesIn(rest);
  const constants = new Map([...model.constants].filter(([name]) => used.has(name)));
  for (const { target } of choices) constants.set(target, { ...constantOf(target, null), isScheduled: true });
  return { ...model, equations: rest, constants };
}
