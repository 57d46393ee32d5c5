/** Names that a function has of its own: what Python gives a value in it, or JavaScript declares, is nothing of what stands around it. */
import { firstOf } from '../../first.ts';
import { isSetting, means } from '../../lexicon.ts';
import type { Statement } from '../../syntax/nodes.ts';
import {
  isContainer,
  isGradientKey,
  isModule,
  isParameterKey,
  isSettings,
  isStateKey,
  isTimeName,
  plainName,
} from '../seen/names.ts';
import { definesIn } from '../seen/stepsOf.ts';
import {
  boundIn,
  everyStatement,
  isNamed,
  lastName,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  takesOver,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

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

/** What an optimizer keeps, and no `x.T` and `x.size`. */
const isOfRule = (field: string): boolean =>
  isSetting(field) || (field !== 'T' && (isStateKey(plainName(field)) || isTimeName(plainName(field))));

/** `qq.beta1` beside `self.beta1`: a field of something that the program does not have. */
export function ofNothing(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const nodes = nodesIn(all);
  const known = new Set([
    ...boundIn(all),
    ...definesIn(statements).flatMap((each) => [each.name, ...parametersOf(each)]),
    ...nodes.flatMap((node) =>
      node.kind === 'function' ? [...parametersOf(node), ...boundIn(node.body)] : [],
    ),
  ]);
  const isThere = (name: string): boolean =>
    known.has(name) ||
    means('self', name) ||
    isModule(name) ||
    isSettings(name) ||
    isContainer(name) ||
    /^[A-Z]/.test(name);
  const called = new Set(nodes.flatMap((node) => (node.kind === 'call' ? [node.of] : [])));
  // this.mu = opts.mu ?? 0.9
  const taken = new Set(
    all
      .flatMap(pairsOf)
      .flatMap(([target, value]) =>
        walk(value).filter((node) => lastName(node) === lastName(target) && isSetting(lastName(node) ?? '')),
      ),
  );
  const fields = nodes.flatMap((node) => {
    if (node.kind !== 'member' || !isOfRule(node.name) || called.has(node) || taken.has(node)) return [];
    // Of `grad.data->m`, too.
    const of = node.of.kind === 'entry' ? null : rootNameOf(node.of);
    return of === null ? [] : [{ node, field: node.name, of }];
  });
  const fieldsOf = (isIt: (of: string) => boolean): ReadonlySet<string> =>
    new Set(fields.filter(({ of }) => isIt(of)).map(({ field }) => field));
  const own = fieldsOf(isThere);
  const ofSelf = fieldsOf((of) => means('self', of));
  // `w->beta1` beside `this->beta1`
  const isMoved = (of: string): boolean => isParameterKey(plainName(of)) || isGradientKey(plainName(of));
  const lost = fields.find(
    ({ field, of }) => (!isThere(of) && own.has(field)) || (isMoved(of) && ofSelf.has(field)),
  );
  return lost
    ? {
        at: lost.node,
        reason: `“${lost.of}” is nothing that the program has, and “${lost.field}” is a field of another thing elsewhere`,
        help: 'Use one name for one thing.',
      }
    : null;
}

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
