/** A program that checks its hyperparameters may refuse one that is 0: that is caution, not a wrong step. */
import type { Performance } from './performance.ts';

/** What a check raises, in Python and JavaScript; a slip such as a division by zero raises something else. */
const DELIBERATE = new Set(['ValueError', 'AssertionError', 'RangeError', 'Error']);

/** Whether the program raised on purpose at a step in which a hyperparameter had become 0; its steps before count. */
export function refusesZero({ outcome, plan }: Performance): boolean {
  if (outcome.status !== 'raised' || !DELIBERATE.has(outcome.failure.type)) return false;
  const before = plan.given[outcome.step - 1];
  const given = plan.given[outcome.step];
  if (!before || !given) return false;
  return Object.entries(given).some(
    ([name, value]) => value === 0 && before[name as keyof typeof before] !== 0,
  );
}

/** Nothing of the episode is missing, but for what the program was right to refuse. */
export const isWhole = (performance: Performance): boolean =>
  performance.outcome.status === 'completed' || refusesZero(performance);
