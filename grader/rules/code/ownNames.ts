/** Names that a function has of its own: what Python gives a value in it, or JavaScript declares, is nothing of what stands around it. */
import { firstOf } from '../first.ts';
import type { Statement } from '../syntax/nodes.ts';
import { boundIn, isNamed, parametersOf, statementsIn, takesOver, targetsOf, walk } from './survey.ts';
import type { Slip } from './survey.ts';

/**
 * `v = mu * v + g` in a function beside a `v = 0` around it, and no `global v` or `nonlocal v`: v has no value there.
 * @param around names that have a value around the statements
 */
export const withoutValue = (statements: readonly Statement[], around: readonly string[] = []): Slip | null =>
  firstOf(statementsIn(statements), (each) => {
    const known = [...around, ...boundIn(statements)];
    // What a class names is in its methods under no name.
    if (each.kind === 'class') return withoutValue(each.body, known);
    if (each.kind === 'assign') return each.declares === 'block' ? fromItself(each, () => true) : null;
    if (each.kind !== 'define') return null;
    const given = parametersOf(each);
    const isAround = (name: string): boolean =>
      known.includes(name) && !given.includes(name) && takesOver(each.body, name);
    const declared = firstOf(statementsIn(each.body), (own) =>
      own.kind === 'assign' && own.declares === 'function' ? fromItself(own, isAround) : null,
    );
    return declared ?? takenAsOwn(each, known) ?? withoutValue(each.body, [...known, ...given]);
  });

/** `let v = mu * v + g;` makes a v that has no value yet. */
function fromItself(
  statement: Statement & { kind: 'assign' },
  isMeant: (name: string) => boolean,
): Slip | null {
  const at = statement.targets
    .flatMap((target) => (target.kind === 'tuple' ? target.items : [target]))
    .find(
      (target) =>
        target.kind === 'name' && isMeant(target.name) && walk(statement.value).some(isNamed(target.name)),
    );
  return at
    ? { at, reason: 'a new name that is made from itself', help: 'Leave out the let, const or var.' }
    : null;
}

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
