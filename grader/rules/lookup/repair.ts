/** The one change that would make a rule, which is none of the known ones, what was asked for. */
import type { HyperparameterName } from '../../terms.ts';
import type { ParsedRule } from '../parse.ts';
import { changesOf, within } from '../run/changes.ts';
import { assignments } from './assignments.ts';
import type { Assignment } from './assignments.ts';
import type { Entry } from './atlas.ts';
import { hyperparametersIn, takesSteps } from './lookup.ts';

/** How many changes are tried; a rule of a paper has about a hundred. */
const MAX_CHANGES = 200;

/**
 * @param entries forms of the optimizer asked for, without faults
 * @returns what it would be, such as “in “u”, the absolute value of the gradient in place of its square would make it AdaMax”; null
 *          where no one change is enough
 */
export function repairOf(entries: readonly Entry[], rule: ParsedRule): string | null {
  let tried = 0;
  /** By the constants that are left. */
  const known = new Map<string, Assignment[][]>();
  const likeliest = (of: ParsedRule, names: readonly HyperparameterName[]): Assignment[] =>
    assignments(hyperparametersIn(of), names).slice(0, 2);
  for (const { said, schedule } of changesOf(rule.machine.schedule)) {
    if (++tried > MAX_CHANGES) return null;
    const used = new Set(
      schedule.instructions.flatMap(({ code }) =>
        within(code).flatMap((each) => (each.kind === 'constant' ? [each.name] : [])),
      ),
    );
    const constants = rule.constants.filter(({ name }) => used.has(name));
    const changed = { ...rule, constants, machine: rule.machine.changed(schedule) };
    const key = constants.map(({ name }) => name).join();
    const roles = known.get(key) ?? entries.map(({ hyperparameters }) => likeliest(changed, hyperparameters));
    known.set(key, roles);
    const fits = entries.some((entry, i) =>
      roles[i]!.some((assignment) => takesSteps(entry, changed, assignment)),
    );
    if (fits) return `${said} would make it ${entries[0]!.optimizer.title}`;
  }
  return null;
}
