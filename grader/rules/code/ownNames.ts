/** Names that a function of Python has of its own: what it gives a value is nothing of what stands around it, unless it says so. */
import { firstOf } from '../first.ts';
import type { Statement } from '../syntax/nodes.ts';
import { boundIn, parametersOf, statementsIn, takesOver, targetsOf } from './survey.ts';
import type { Slip } from './survey.ts';

/**
 * `v = mu * v + g` in a function beside a `v = 0` around it, and no `global v` or `nonlocal v`: v has no value there.
 * @param around names that have a value around the statements
 */
export const withoutValue = (statements: readonly Statement[], around: readonly string[] = []): Slip | null =>
  firstOf(statementsIn(statements), (each) => {
    const known = [...around, ...boundIn(statements)];
    // What a class names belongs to the class.
    if (each.kind === 'class')
      return withoutValue(
        each.body.filter(({ kind }) => kind === 'define'),
        around,
      );
    if (each.kind !== 'define') return null;
    const given = parametersOf(each);
    return takenAsOwn(each, known) ?? withoutValue(each.body, [...known, ...given]);
  });

function takenAsOwn(define: Statement & { kind: 'define' }, around: readonly string[]): Slip | null {
  const { outer, body } = define;
  if (!outer) return null;
  const given = parametersOf(define);
  for (const statement of statementsIn(body))
    for (const at of targetsOf(statement)) {
      if (at.kind !== 'name' || !around.includes(at.name)) continue;
      const { name } = at;
      if (outer.includes(name) || given.includes(name) || !takesOver(body, name)) continue;
      return {
        at,
        reason: `“${name}” is given a value in this function, and so it is not the one around it`,
        help: `Add “global ${name}” or “nonlocal ${name}”, or hand it over.`,
      };
    }
  return null;
}
