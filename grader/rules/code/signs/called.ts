/** What the functions of a program change for those who call them: `self.tick()` counts a step as `self.t += 1` does. */
import type { Node, Statement } from '../../syntax/nodes.ts';
import { plainName } from '../seen/names.ts';
import {
  boundIn,
  calledName,
  changedBy,
  changedInside,
  entryOf,
  isFieldOf,
  isNamed,
  isOfGradient,
  namesIn,
  nodesIn,
  pairsOf,
  rewritten,
  parametersOf,
  rootNameOf,
  statementsIn,
  takesOver,
  targetsOf,
} from '../seen/survey.ts';
import type { Value } from '../seen/values.ts';

export type Runnable = Pick<Value & { kind: 'function' }, 'parameters' | 'body'>;

/** Something that a statement gives a value, where that is seen from outside of the function in which it stands. */
export interface Change {
  statement: Statement;
  target: Node;
}

/** The functions that statements define, also as values: `const tick = () => { t++; }`. */
export function functionsIn(statements: readonly Statement[]): Map<string, Runnable> {
  const found = new Map<string, Runnable>();
  for (const each of statementsIn(statements)) {
    if (each.kind === 'define') found.set(plainName(each.name), each);
    for (const [target, value] of pairsOf(each))
      if (value.kind === 'function' && (target.kind === 'name' || target.kind === 'member'))
        found.set(plainName(target.name), value);
  }
  return found;
}

/** `G += g * g` in a function that is not given G and uses it before it gives it a value: it is that of around. */
export function takenFromAround({ parameters, body }: Runnable): ReadonlySet<string> {
  const own = new Set(parametersOf({ parameters }));
  const all = [...statementsIn(body)];
  const targets = all.flatMap(targetsOf);
  // `for p, v in zip(params, vs): v.mul_(mu)`: what a loop takes from there, too
  const entries = new Set(all.flatMap((each) => (each.kind === 'loop' ? each.names.flatMap(namesIn) : [])));
  const changed = all.flatMap(changedInside).filter((node) => node.kind === 'name' && entries.has(node.name));
  return new Set(
    [...targets, ...changed].flatMap((target) =>
      target.kind === 'name' &&
      (!own.has(target.name) || entries.has(target.name)) &&
      (changed.includes(target) || takesOver(body, target.name))
        ? plainName(target.name)
        : [],
    ),
  );
}

/** Parameters of which a function changes what stands in them: the v of `v[i] = mu * v[i] + g[i]` and of `v.mul_(mu)`. */
export function filledBy({ parameters, body }: Runnable): ReadonlySet<string> {
  const all = [...statementsIn(body)];
  const filled = [
    ...all.flatMap(targetsOf).filter(({ kind }) => kind === 'entry'),
    ...all.flatMap(changedInside),
  ].map(rootNameOf);
  return new Set(parametersOf({ parameters }).filter((name) => filled.includes(name)));
}

const isPlace = (node: Node): boolean => isFieldOf(node) && !isOfGradient(node);

/**
 * The place that a function hands out, as `return self.h[key]` does, with what it is given in it; null where it makes a value. `h` of
 * `h = self.h[key]` and `self.h[key] = h` is that place.
 */
export function placeGiven(called: Runnable, { args }: Node & { kind: 'call' }): Node | null {
  const all = [...statementsIn(called.body)];
  const returned = all.flatMap((each) => (each.kind === 'return' ? [entryOf(each.value)] : []));
  const pairs = all.flatMap(pairsOf);
  const placeOf = (node: Node): Node | null => {
    if (node.kind !== 'name') return isPlace(node) ? node : null;
    const own = pairs.flatMap(([target, value]) =>
      isNamed(node.name)(target) ? [entryOf(value)] : isNamed(node.name)(value) ? [target] : [],
    );
    return own.find(isPlace) ?? null;
  };
  const places = returned.map(placeOf);
  const [place] = places;
  if (!place || places.includes(null)) return null;
  const given = new Map(called.parameters.map(({ name }, i) => [name, args[i]?.value] as const));
  return rewritten(place, (node) => (node.kind === 'name' ? (given.get(node.name) ?? node) : node));
}

/** All that statements change, and what is called by them; each function once. */
export function* changesIn(
  statements: readonly Statement[],
  functions: ReadonlyMap<string, Runnable>,
  open: ReadonlySet<Runnable> = new Set(),
): Generator<Change> {
  for (const statement of statementsIn(statements)) {
    for (const target of changedBy(statement)) yield { statement, target };
    if (statement.kind !== 'define' && statement.kind !== 'class')
      for (const node of nodesIn([shallow(statement)])) yield* changesOfCall(node, functions, open);
  }
}

/** A statement without those within it, which are gone through by themselves. */
const shallow = (statement: Statement): Statement =>
  statement.kind === 'if'
    ? { ...statement, then: [], otherwise: [] }
    : statement.kind === 'loop'
      ? { ...statement, body: [] }
      : statement;

function* changesOfCall(
  node: Node,
  functions: ReadonlyMap<string, Runnable>,
  open: ReadonlySet<Runnable>,
): Generator<Change> {
  if (node.kind !== 'call' || isOfOthers(node)) return;
  const name = calledName(node);
  const given = node.args[0]?.value;
  // `entries.forEach(accumulate)`
  const asked = /^(?:forEach|map)$/.test(name) && given?.kind === 'name' ? given.name : name;
  const called = functions.get(plainName(asked));
  if (!called || open.has(called)) return;
  const around = takenFromAround(called);
  const own = new Set([...parametersOf(called), ...boundIn(called.body)]);
  // After `m = self.m` what is changed in m is changed there.
  const pairs = [...statementsIn(called.body)].flatMap(pairsOf);
  const placeOf = (name: string | null): Node | undefined =>
    pairs
      .flatMap(([each, value]) => (name !== null && isNamed(name)(each) ? [entryOf(value)] : []))
      .find(isPlace);
  for (const { statement, target } of changesIn(called.body, functions, new Set([...open, called]))) {
    const root = rootNameOf(target);
    const place = placeOf(root);
    const isInPlace = target.kind !== 'name' || statement.kind !== 'assign' || 'isInPlace' in statement;
    if (place && isInPlace) yield { statement, target: withRoot(target, place) };
    if (target.kind === 'name' && !around.has(plainName(target.name))) continue;
    // What it is given is changed under the name that it has outside.
    const at = called.parameters.findIndex((each) => each.name === root);
    const outside = at < 0 ? null : (node.args.find(({ keyword }) => keyword === root) ?? node.args[at]);
    if (outside) yield { statement, target: withRoot(target, outside.value) };
    else if (root === null || !own.has(root) || around.has(plainName(root))) yield { statement, target };
  }
}

/** `super().step(w, g)` and `self.h.get(key)` call what others have under that name. */
export function isOfOthers(node: Node): boolean {
  if (node.kind !== 'call' || node.of.kind !== 'member') return false;
  return calledName(node.of.of) === 'super' || (entryOf(node) !== node && isFieldOf(node.of.of));
}

const withRoot = (target: Node, root: Node): Node =>
  target.kind === 'entry' || target.kind === 'member' ? { ...target, of: withRoot(target.of, root) } : root;
