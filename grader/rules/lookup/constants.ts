/** Numbers for the constants of a written rule. */
import { completeHyperparameters } from '../../optimizers/hyperparameters.ts';
import type { Hyperparameters } from '../../terms.ts';
import { swapsBetas } from './assignments.ts';
import type { Assignment } from './assignments.ts';
import { valueWithoutRole } from './comparison.ts';
import type { Match } from './comparison.ts';
import type { ParsedRule } from '../parse.ts';

/** The hyperparameters that stand in the rule as numbers, such as the 0.9 of `0.9 m + 0.1 g`. */
export function numbersIn(rule: ParsedRule, roles: Assignment, match: Match | null): Hyperparameters {
  const numbers: Hyperparameters = {};
  for (const { name, value, isLiteral } of rule.constants) {
    const role = roles.get(name);
    if (isLiteral && value !== null && role)
      numbers[role.hyperparameter] = role.complement ? 1 - value : value;
  }
  // One number in both places.
  if (match?.entry.equalBetas && numbers.beta1 !== undefined) numbers.beta2 = numbers.beta1;
  return numbers;
}

/**
 * A number for every constant: its own where it is written as a number, that of its hyperparameter where it has a name,
 * and 0 or 1 where it stands for none. Of two decays that have changed places each keeps the value its name speaks for.
 */
export function constantsOf(
  rule: ParsedRule,
  roles: Assignment,
  hyperparameters: Hyperparameters,
  defaults: Hyperparameters,
): Record<string, number> {
  const h = completeHyperparameters(hyperparameters, defaults);
  const isSwapped = swapsBetas(roles, rule.constants);
  const meant = isSwapped ? { ...h, beta1: h.beta2, beta2: h.beta1 } : h;
  return Object.fromEntries(
    rule.constants.map((constant) => {
      const { name, value, isLiteral } = constant;
      const role = roles.get(name);
      const isItsOwn = isLiteral || (isSwapped && role?.hyperparameter.startsWith('beta'));
      if (value !== null && isItsOwn) return [name, value];
      if (!role) return [name, valueWithoutRole(constant)];
      const number = meant[role.hyperparameter];
      return [name, role.complement ? 1 - number : number];
    }),
  );
}
