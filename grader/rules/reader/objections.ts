/**
 * What an answer says and its model passes over: at which point a gradient is taken and of what, how far a sum reaches, which
 * index stands where. Where that contradicts the model, a rule that looks right is not called right.
 */
import type { Unreadable } from '../place.ts';
import type { Account } from './account.ts';
import { checkOf } from './checks/check.ts';
import { definitionObjections } from './checks/definitions.ts';
import { explanations } from './checks/explanations.ts';
import { gradientObjections } from './checks/gradients.ts';
import { indexObjections } from './checks/indices.ts';
import { sumObjections } from './checks/sums.ts';

const CHECKS = [gradientObjections, sumObjections, indexObjections, definitionObjections];

/**
 * The first thing that is said and that the model passes over, with its place; null where there is none.
 * @param isKnown the rule takes the steps of a known one, so that nothing in it has to be explained
 */
export function objectionTo(account: Account, isKnown: boolean): Unreadable | null {
  const check = checkOf(account);
  for (const objections of isKnown ? CHECKS : [...CHECKS, explanations])
    for (const objection of objections(check)) return objection;
  return null;
}
