/** What a loop within a step hands from turn to turn and is no state: sums that are shown. */
import type { Statement } from '../../syntax/nodes.ts';
import { isOnlyShown } from '../seen/shown.ts';
import { isNamed, statementsIn, targetsOf } from '../seen/survey.ts';

/**
 * `total += (pred - y) ** 2`, of which nothing is made in the whole program that is moved, or by which something moves: it is shown, and
 * asked for when the training is at its end.
 */
export function isSumBeside(
  body: readonly Statement[],
  name: string,
  program: readonly Statement[],
): boolean {
  const own = [...statementsIn(body)].filter((each) => targetsOf(each).some(isNamed(name)));
  const isSum = own.every((each) => each.kind === 'assign' && /^[-+]?$/.test(each.operator));
  return (
    isSum &&
    isOnlyShown(
      name,
      [...statementsIn(program)].filter((each) => !own.includes(each)),
    )
  );
}
