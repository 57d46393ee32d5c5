/** What is kept for each parameter from step to step: under a key of its own, in what is stored, and not in a copy or in something new. */
import { firstOf } from '../../first.ts';
import { means } from '../../lexicon.ts';
import { bodiesOf, CONSTRUCTOR, namesAmong } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import {
  boundIn,
  calledName,
  changedBy,
  entryMade,
  everyStatement,
  fieldOf,
  goneThrough,
  isDefinition,
  isNamed,
  namesIn,
  nodesIn,
  pairsOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Named, Slip } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

/** The first state that is one for all parameters, or that is thrown away with every step. */
export const keptBadly = (statements: readonly Statement[]): Slip | null =>
  firstOf(statements, (each): Slip | null => {
    if (each.kind === 'define') return thrownAway(each.body) ?? listAnew(each) ?? keptBadly(each.body);
    const own =
      each.kind === 'loop'
        ? isOverSteps(each)
          ? thrownAway(each.body)
          : (oneForAll(each) ?? startedForAll(each))
        : null;
    return own ?? keptBadly(bodiesOf(each).flat());
  });

/** What is the same of many parameters. */
const ALIKE = /^(?:shape|size|ndim|dim|dtype|device|numel|len|type|__class__)$/;

const isKept = (node: Node): boolean => node.kind === 'member' && /(?:^|_)state$/.test(node.name);

/** `state = self.state[0]`, with entries by names, in a loop over the parameters. */
function oneForAll({ names, body }: Statement & { kind: 'loop' }): Slip | null {
  const own = new Set([...names.flatMap(namesIn), ...boundIn(body)]);
  const all = [...statementsIn(body)];
  const moved = namesAmong(all.flatMap(changedBy));
  if (!names.flatMap(namesIn).some((name) => moved.includes(name))) return null;
  for (const [target, value] of all.flatMap(pairsOf)) {
    if (target.kind !== 'name' || value.kind !== 'entry' || !value.index || !isKept(value.of)) continue;
    const isRecord = nodesIn(body).some(
      (node) => node.kind === 'entry' && fieldOf(node)?.[0] === target.name,
    );
    const isOwn = walk(value.index).some((node) => node.kind === 'name' && own.has(node.name));
    const isAlike = namesIn(value.index).some((name) => ALIKE.test(name));
    if (isRecord && (!isOwn || isAlike))
      return { at: value, reason: 'one state for several parameters', help: 'Keep one for each.' };
  }
  return null;
}

/** `v = self.v.setdefault("v", zeros(n))` in a loop over the parameters, whichever parameter it is at. */
function startedForAll({ names, body }: Statement & { kind: 'loop' }): Slip | null {
  const own = new Set([...names.flatMap(namesIn), ...boundIn(body)]);
  const isOwn = (node: Node): boolean =>
    walk(node).some((each) => each.kind === 'name' && own.has(each.name));
  const movesEach = [...statementsIn(body)].some(
    (each) =>
      each.kind === 'assign' &&
      targetsOf(each).some((to) => isOwn(to) && (to.kind === 'entry' || each.operator !== '')),
  );
  const at = nodesIn(body).find(
    (node) =>
      node.kind === 'call' &&
      calledName(node) === 'setdefault' &&
      node.of.kind === 'member' &&
      !isOwn(node.of.of) &&
      node.args[0] !== undefined &&
      !isOwn(node.args[0].value),
  );
  return movesEach && at
    ? { at, reason: 'one state for several parameters', help: 'Keep one for each.' }
    : null;
}

/** `{}`, `self.state.get(p, {})`, `dict(self.state[p])` and `self.state[p].copy()`: what is put into it is in nothing else. */
function isNew(value: Node, isAsked: boolean): boolean {
  if (value.kind === 'nothing') return value.isEmpty === true && isAsked;
  if (value.kind !== 'call') return false;
  const [first, second] = value.args.map((arg) => arg.value);
  const name = calledName(value);
  if (name === 'get') return second?.kind === 'nothing' && second.isEmpty === true;
  const of =
    name === 'dict'
      ? first
      : value.of.kind === 'member' && /^(?:copy|deepcopy)$/.test(name)
        ? (first ?? value.of.of)
        : undefined;
  return of !== undefined && walk(of).some(isKept);
}

/** A record that is made in every step, filled, and neither stored nor given back. */
function thrownAway(body: readonly Statement[]): Slip | null {
  const all = [...statementsIn(body)];
  for (const each of all) {
    if (isDefinition(each)) continue;
    for (const [target, value] of pairsOf(each)) {
      if (target.kind !== 'name') continue;
      const isIt = isNamed(target.name);
      const isAsked = all.some((other) => other.kind === 'if' && walk(other.test).some(isIt));
      if (!isNew(value, isAsked) || !isFilled(all, target) || isStored(all, target)) continue;
      const reason = `“${target.name}” is made anew in every step, and what is put into it is not kept`;
      return { at: value, reason, help: 'Keep it for the next step, as in self.state[p] = state.' };
    }
  }
  return null;
}

/** `states = [zeros_like(p) for p in params]` in a function that is one step, changed there and not kept. */
function listAnew({ name, body }: Define): Slip | null {
  const all = [...statementsIn(body)];
  if (
    CONSTRUCTOR.test(name) ||
    all.some((each) => isDefinition(each) || (each.kind === 'loop' && isOverSteps(each)))
  )
    return null;
  const changed = new Set(
    all.flatMap((each) => {
      if (each.kind !== 'loop' || !each.over) return [];
      const inside = namesAmong([...statementsIn(each.body)].flatMap(changedBy));
      const { entries, lists } = goneThrough(each.names, each.over);
      return lists.filter((_, i) =>
        namesAmong(entries[i] ? [entries[i]] : []).some((own) => inside.includes(own)),
      );
    }),
  );
  return firstOf(all.flatMap(pairsOf), ([target, value]) => {
    const entry = value.kind === 'call' ? entryMade(value) : null;
    if (target.kind !== 'name' || !entry || !means('zeros', calledName(entry))) return null;
    const isChanged = isFilled(all, target) || [...changed].some(isNamed(target.name));
    return isChanged && !isStored(all, target)
      ? {
          at: value,
          reason: `“${target.name}” is made anew in every step, and what is put into it is not kept`,
          help: 'Make it once, above the loop, and hand it over.',
        }
      : null;
  });
}

const isFilled = (all: readonly Statement[], { name }: Named): boolean =>
  all.flatMap(targetsOf).some((target) => target.kind === 'entry' && isNamed(name)(target.of));

function isStored(all: readonly Statement[], { name }: Named): boolean {
  const isIt = isNamed(name);
  return all.some(
    (each) =>
      (each.kind === 'return' && walk(each.value).some(isIt)) ||
      (each.kind === 'assign' && walk(each.value).some((node) => isIt(node) && !isPart(node, each.value))) ||
      (each.kind === 'do' &&
        walk(each.value).some(
          (node) =>
            node.kind === 'call' && calledName(node) !== 'len' && node.args.some(({ value }) => isIt(value)),
        )),
  );
}

/** Is it asked for one of its entries, or for how many there are? */
const isPart = (node: Node, within: Node): boolean =>
  walk(within).some(
    (each) =>
      ((each.kind === 'entry' || each.kind === 'member') && each.of === node) ||
      (calledName(each) === 'len' && each.kind === 'call' && each.args.some(({ value }) => value === node)),
  );

/** state of `self.state.clear()` */
export const clearedIn = (body: readonly Statement[]): Node[] =>
  nodesIn(everyStatement(body)).flatMap((node) =>
    node.kind === 'call' && calledName(node) === 'clear' && node.of.kind === 'member' ? node.of.of : [],
  );
