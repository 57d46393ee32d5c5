/**
 * Lists that a loop fills anew, one entry a turn: `new = []` and `for p, g in zip(ps, gs): new.append(p - lr * g)`. Such a loop is read by
 * its entries: what it takes from other lists are theirs, and what it appends is one of the new list.
 */
import { firstOf } from '../../first.ts';
import { means } from '../../lexicon.ts';
import { assigned, changed, isPlace, itemsOf, withBodies } from '../../syntax/nodes.ts';
import type { Loop, Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  goneThrough,
  isDefinition,
  isNamed,
  namesIn,
  namesUsed,
  nodesIn,
  pairsOf,
  statementsIn,
  targetsOf,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

/** A name for a place, whatever index it has; null of what is none. */
export function placeOf(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  const of = node.kind === 'member' || node.kind === 'entry' ? placeOf(node.of) : null;
  if (of === null) return null;
  if (node.kind === 'member') return `${of}.${node.name}`;
  return node.kind === 'entry' && node.index?.kind === 'string' ? `${of}[${node.index.text}]` : `${of}[]`;
}

/** Statements with those of functions and classes, each with the function that it stands in. */
export function* everywhere(
  statements: readonly Statement[],
  within: (Statement & { kind: 'define' }) | null = null,
): Generator<{ statement: Statement; within: (Statement & { kind: 'define' }) | null }> {
  for (const statement of statementsIn(statements)) {
    yield { statement, within };
    if (statement.kind === 'define') yield* everywhere(statement.body, statement);
    if (statement.kind === 'class') yield* everywhere(statement.body, within);
  }
}

/** vs of `vs.append(x)`, and x. */
function appendedIn(statement: Statement): { list: Node; value: Node } | null {
  if (statement.kind !== 'do' || statement.value.kind !== 'call') return null;
  const { of, args } = statement.value;
  const [given, ...others] = args;
  if (of.kind !== 'member' || of.name !== 'append' || !given || others.length > 0) return null;
  return { list: of.of, value: given.value };
}

const appendedTo = (statement: Statement): string | null => {
  const appended = appendedIn(statement);
  return appended && placeOf(appended.list);
};

/** Lists of one value for each turn of a loop, which the program computes with or gives back: no history that is only shown. */
export function filledIn(statements: readonly Statement[]): ReadonlySet<string> {
  const all = [...everywhere(statements)].map(({ statement }) => statement);
  const appended = all.flatMap((each) => appendedTo(each) ?? []);
  const inLoops = all.flatMap((each) => {
    if (each.kind !== 'loop' || isOverSteps(each)) return [];
    const anew = new Set(each.body.flatMap(pairsOf).map(([target]) => placeOf(target)));
    return each.body.flatMap((inner) => appendedTo(inner) ?? []).filter((name) => !anew.has(name));
  });
  const entries = nodesIn(all).flatMap((node) => (node.kind === 'entry' ? (placeOf(node.of) ?? []) : []));
  const copied = all.flatMap(pairsOf).flatMap(([target, value]) => {
    const [only, ...others] = value.kind === 'call' && means('identity', calledName(value)) ? value.args : [];
    const from = placeOf(only && others.length === 0 ? only.value : value);
    return from === null || from === placeOf(target) ? [] : from;
  });
  const given = all.flatMap((each) =>
    each.kind === 'return' ? itemsOf(each.value).flatMap((node) => placeOf(node) ?? []) : [],
  );
  const asked = new Set([...entries, ...copied, ...given]);
  return new Set(
    inLoops.filter((name) => appended.filter((each) => each === name).length === 1 && asked.has(name)),
  );
}

/** `vs[] = x` for `vs.append(x)`; null of what appends to none of these lists. */
export function asEntry(statement: Statement, lists: ReadonlySet<string>): Statement | null {
  const appended = appendedIn(statement);
  if (!appended || !lists.has(placeOf(appended.list) ?? '')) return null;
  const { list, value } = appended;
  return assigned([entryOf(list, null)], value, { from: list.from, to: value.to });
}

const entryOf = (of: Node, index: Node | null): Node => ({
  kind: 'entry',
  of,
  index,
  from: of.from,
  to: of.to,
});

/** Statements that are done in turn. */
const isStraight = (body: readonly Statement[], lists: ReadonlySet<string>): boolean =>
  body.every((each) => each.kind === 'assign' || asEntry(each, lists) !== null);

/** What a turn takes from lists, by the names of a loop: p and g of `for i, (p, g) in enumerate(zip(ps, gs))`; null where it is not said. */
function takenBy({ names, over, body }: Loop): { taken: Map<string, Node>; index: Node | null } | null {
  if (!over) return null;
  const { entries, lists, isCounted } = goneThrough(names, over);
  const [index, ...others] = names.flatMap(itemsOf);
  const isRange = calledName(over) === 'range' && index?.kind === 'name' && others.length === 0;
  if (isRange) return { taken: new Map(), index };
  const isOne = ({ kind }: Node, i: number): boolean =>
    kind === 'name' && lists[i] !== undefined && isPlace(lists[i]);
  if (entries.length !== lists.length || !entries.every(isOne)) return null;
  const taken = new Map(entries.flatMap((each, i) => (each.kind === 'name' ? [[each.name, lists[i]!]] : [])));
  const inside = nodesIn(body);
  const isOwner = (name: string): boolean =>
    inside.some((node) => node.kind === 'member' && isNamed(name)(node.of));
  return [...taken.keys()].some(isOwner) ? null : { taken, index: isCounted ? (index ?? null) : null };
}

/**
 * `for i in range(len(ps))` with `ps[i]` and `gs[i]` for `for p, g in zip(ps, gs)` that fills one of these lists, and for `p, g = ps[i],
 * gs[i]` within it. A name that a turn gives another value is its own from there on; `v *= mu` changes the array in its list, and a number
 * that was copied no more than itself. Of anything else, as it is.
 */
export function byEntries(loop: Loop, lists: ReadonlySet<string>): Loop {
  const { over, body } = loop;
  const isFilling = body.some((each) => asEntry(each, lists) !== null);
  if (!over || !isFilling || body.some(isDefinition) || !isStraight(body, lists)) return loop;
  const found = takenBy(loop);
  if (!found) return loop;
  const { from, to } = over;
  const counter: Node = found.index ?? { kind: 'name', name: 'i', from, to };
  const known = new Map(found.taken);
  const changes = new Set(
    body.flatMap(targetsOf).flatMap((target) => (target.kind === 'name' ? [] : placeOf(target)!)),
  );
  const lastOf = (node: Node): Node => {
    const isLast = node.kind === 'entry' && node.index?.kind === 'minus' && lists.has(placeOf(node.of) ?? '');
    return isLast ? entryOf(node.of, null) : node;
  };
  const read = (node: Node): Node => {
    const list = node.kind === 'name' ? known.get(node.name) : undefined;
    return list ? { ...entryOf(list, counter), from: node.from, to: node.to } : lastOf(node);
  };
  /** `p` and `ps` of `p = ps[i]` */
  const isTaking = ([target, value]: [Node, Node]): boolean =>
    target.kind === 'name' &&
    value.kind === 'entry' &&
    value.index?.kind === 'name' &&
    isNamed(value.index.name)(counter) &&
    isPlace(value.of) &&
    !changes.has(placeOf(value)!);
  const turned = body.flatMap((each): Statement[] => {
    if (!('value' in each) || !each.value) return [each];
    const pairs = pairsOf(each);
    if (each.kind === 'assign' && pairs.length === targetsOf(each).length && pairs.every(isTaking)) {
      for (const [target, value] of pairs)
        if (target.kind === 'name' && value.kind === 'entry') known.set(target.name, value.of);
      return [];
    }
    const value = changed(each.value, read);
    if (each.kind !== 'assign') return [{ ...each, value } as Statement];
    const [target] = each.targets;
    const place = target && read(target);
    if (each.operator !== '' && place?.kind === 'entry' && target?.kind === 'name') {
      if (loop.copied === undefined) return [{ ...each, targets: [place], value }];
      known.delete(target.name);
      const { from, to, operator } = each;
      return [assigned([target], { kind: 'binary', operator, left: place, right: value, from, to }, each)];
    }
    for (const one of targetsOf(each)) if (one.kind === 'name') known.delete(one.name);
    return [{ ...each, value }];
  });
  const [first] = found.taken.values();
  if (!first) return { ...loop, body: turned };
  const call = (name: string, value: Node): Node => ({
    kind: 'call',
    of: { kind: 'name', name, from, to },
    args: [{ keyword: null, value }],
    from,
    to,
  });
  const word = counter.kind === 'name' ? counter.name : 'i';
  return {
    ...loop,
    header: `for ${word} in range(len(${placeOf(first)}))`,
    names: [counter],
    over: call('range', call('len', first)),
    body: turned,
  };
}

type Made = Node & { kind: 'function' };

/** `xs.map((x, i) => { …; return y; })` of a function that changes more than its own names: what it goes through, and the function. */
function mapIn(node: Node): { over: Node; by: Made } | null {
  if (node.kind !== 'call' || node.of.kind !== 'member' || node.of.name !== 'map') return null;
  const [given, ...others] = node.args;
  const by = given?.value;
  if (by?.kind !== 'function' || others.length > 0 || by.parameters.length > 2) return null;
  const { of: over } = node.of;
  const [last, ...before] = by.body.toReversed();
  const isReturnAlone = [...statementsIn(before)].every(({ kind }) => kind !== 'return');
  const isChanging = [...statementsIn(before)].some(
    (each) => each.kind === 'assign' && each.targets.flatMap(itemsOf).some(({ kind }) => kind !== 'name'),
  );
  return last?.kind === 'return' && isReturnAlone && isChanging && isPlace(over) ? { over, by } : null;
}

/** `return w.map((wi, i) => { s[i] = …; return wi - lr * s[i]; })` as a loop that fills a list with what each turn gives back. */
export function withoutMaps(statement: Statement): Statement[] {
  if (statement.kind !== 'assign' && statement.kind !== 'return')
    return [withBodies(statement, (body) => body.flatMap(withoutMaps))];
  const found = statement.value && mapIn(statement.value);
  if (!found) return [statement];
  const { over, by } = found;
  const { from, to } = statement.value;
  const at = { from, to };
  const [target] = statement.kind === 'assign' && statement.operator === '' ? statement.targets : [];
  const isNew =
    target?.kind === 'name' && !namesUsed([{ kind: 'return', value: over, ...at }]).includes(target.name);
  const list: Node = isNew
    ? target
    : { kind: 'name', name: `${placeOf(over)!.replace(/\W+/g, '_')}_made`, ...at };
  const [entry, index] = by.parameters.map(({ name }): Node => ({ kind: 'name', name, ...at }));
  const call = (of: Node, value: Node): Node => ({
    kind: 'call',
    of,
    args: [{ keyword: null, value }],
    ...at,
  });
  const last = by.body.at(-1) as Statement & { kind: 'return' };
  const append: Statement = {
    kind: 'do',
    value: call({ kind: 'member', of: list, name: 'append', ...at }, last.value),
    from: last.from,
    to: last.to,
  };
  const words = [index, entry].flatMap((each) => (each?.kind === 'name' ? [each.name] : []));
  const loop: Loop = {
    kind: 'loop',
    header: `for (const ${index ? `[${words.join(', ')}]` : words.join('')} of ${placeOf(over)})`,
    names: [index, entry].flatMap((each) => each ?? []),
    over: index ? call({ kind: 'name', name: 'enumerate', ...at }, over) : over,
    body: [...by.body.slice(0, -1), append],
    copied: 'name',
    ...at,
  };
  const empty: Node = { kind: 'nothing', isEmpty: true, isList: true, ...at };
  return [assigned([list], empty, at), loop, ...(isNew ? [] : [{ ...statement, value: list }])];
}

/**
 * A function's list of what its loop makes that is lost: it begins anew with each turn, or nothing uses it and nothing gives it back, as
 * `new_vs` of `return new_params, vs`.
 */
export function lostList(statements: readonly Statement[]): Slip | null {
  const functions = [...everywhere(statements)].flatMap(({ statement }) =>
    statement.kind === 'define' ? [statement] : [],
  );
  return firstOf(functions, ({ body }) => {
    const all = [...statementsIn(body)];
    const given = all.flatMap((each) =>
      each.kind === 'return' ? itemsOf(each.value).flatMap((node) => placeOf(node) ?? []) : [],
    );
    const nodes = nodesIn(body);
    return firstOf(all, (loop) => {
      if (loop.kind !== 'loop' || isOverSteps(loop) || given.length === 0) return null;
      const pairs = loop.body.flatMap(pairsOf);
      return firstOf(loop.body, (each): Slip | null => {
        const { list, value } = appendedIn(each) ?? {};
        if (list?.kind !== 'name' || !value) return null;
        const at = list;
        if (pairs.some(([target]) => isNamed(list.name)(target)) && given.includes(list.name))
          return { at, reason: 'a list that begins anew with every turn', help: 'Begin it above the loop.' };
        const uses = nodes.filter(isNamed(list.name)).length;
        const starts = all.flatMap(pairsOf).filter(([target]) => isNamed(list.name)(target)).length;
        const isOfTurn = pairs.some(
          ([target]) => target.kind === 'name' && namesIn(value).includes(target.name),
        );
        return isOfTurn && starts === 1 && uses === 1 + starts
          ? { at, reason: 'a list that is filled and never used', help: 'Give it back.' }
          : null;
      });
    });
  });
}
