/**
 * What a program keeps in tuples and lists, read as entries of containers: `m, v = self.cache[k]` and later `self.cache[k] = (m, v)`
 * mean what a dictionary of states means, `m = self.cache[k]["m"]` and `self.cache[k]["m"] = m`; and `vs.append(0)` in a loop over the
 * parameters gives every entry of `vs` a value.
 */
import { assigned, withBodies } from '../../syntax/nodes.ts';
import type { Argument, Node, Statement } from '../../syntax/nodes.ts';
import { isGradientCall } from '../../lexicon.ts';
import { isSettings } from '../seen/names.ts';
import { entryOf, isNamed, nodesIn, pairsOf, parametersOf, rewritten } from '../seen/survey.ts';
import { asEntry, byEntries, everywhere, filledIn, placeOf, withoutMaps } from './filledLists.ts';

/** The names of the entries of each place that is unpacked, by `placeOf`. */
type Slots = ReadonlyMap<string, readonly string[]>;

/** `m, v = C` and `m, v = D.get(k, (0, 0))`: the place, the names, and what they start from. */
function unpackedIn(
  statement: Statement,
): { place: Node; names: readonly string[]; starts: readonly Node[] } | null {
  if (statement.kind !== 'assign' || statement.operator !== '') return null;
  const [target, ...others] = statement.targets;
  const place = entryOf(statement.value);
  if (target?.kind !== 'tuple' || others.length > 0 || placeOf(place) === null) return null;
  const names = target.items.map((item) => (item.kind === 'name' ? item.name : ''));
  const [, otherwise] = statement.value.kind === 'call' ? statement.value.args : [];
  const starts = otherwise?.value.kind === 'tuple' ? otherwise.value.items : [];
  return names.includes('') || (otherwise && starts.length !== names.length)
    ? null
    : { place, names, starts };
}

const isTuple = (node: Node, length: number): node is Node & { kind: 'tuple' } =>
  node.kind === 'tuple' && node.items.length === length;

/** `(m, v)` of `return w, (m, v)` and `return m, v`; null where two may be meant. */
function packedIn(value: Node, length: number): (Node & { kind: 'tuple' }) | null {
  const items = value.kind === 'tuple' ? value.items : [];
  const inner = items.filter((node) => isTuple(node, length));
  const [found, ...others] = inner.length > 0 ? inner : [value];
  return found && others.length === 0 && isTuple(found, length) ? found : null;
}

/** What a function may pack again by what it gives back; a gradient is none of the parameters that it is taken by. */
const packsInto = (define: Statement & { kind: 'define' }): readonly string[] =>
  isGradientCall(define.name) ? [] : parametersOf(define);

/** Places that are unpacked and packed again: a function packs what it is given by returning it. */
function slotsOf(statements: readonly Statement[]): Slots {
  const all = [...everywhere(statements)];
  const slots = new Map<string, readonly string[]>();
  for (const { statement, within } of all) {
    const found = unpackedIn(statement);
    const key = found && placeOf(found.place);
    if (!found || key === null || slots.has(key) || found.names.some((name) => name.startsWith('_')))
      continue;
    const { length } = found.names;
    const isGiven = within !== null && packsInto(within).includes(key);
    const isPacked = all.some(({ statement: each, within: other }) =>
      each.kind === 'return'
        ? isGiven && other === within && packedIn(each.value, length) !== null
        : pairsOf(each).some(([target, value]) => placeOf(target) === key && isTuple(value, length)),
    );
    // What a program is set up with is kept in no state.
    if (isPacked && !isSettings(key)) slots.set(key, found.names);
  }
  return slots;
}

/** An entry with a name, which stands where its place does. */
const slot = (place: Node, name: string): Node => {
  const { from, to } = place;
  return { kind: 'entry', of: place, index: { kind: 'string', text: name, parts: [], from, to }, from, to };
};

const assignedTo = (target: Node, value: Node): Statement =>
  assigned([target], value, { from: target.from, to: value.to });

/** `cache = [0, 0]`, of which the program uses `cache[0]` and `cache[1]` and nothing else: names for its entries. */
function numberedIn(statements: readonly Statement[]): Slots {
  const all = [...everywhere(statements)].map(({ statement }) => statement);
  const nodes = nodesIn(all);
  const made = all
    .flatMap(pairsOf)
    .flatMap(([target, { kind, ...value }]) =>
      target.kind === 'name' && kind === 'tuple' && 'items' in value
        ? [{ target, length: value.items.length }]
        : [],
    );
  const isEntry = (node: Node, name: string, length: number): boolean =>
    node.kind === 'entry' &&
    node.of.kind === 'name' &&
    node.of.name === name &&
    node.index?.kind === 'number' &&
    node.index.value < length;
  const count = (name: string): number => nodes.filter(isNamed(name)).length;
  return new Map(
    made.flatMap(({ target: { name }, length }): [string, string[]][] => {
      const used = nodes.filter((node) => isEntry(node, name, length)).length;
      const isAlone = made.filter(({ target }) => target.name === name).length === 1;
      const names = Array.from({ length }, (_, i) => `${name}${i}`);
      return isAlone && used > 0 && count(name) === used + 1 ? [[name, names]] : [];
    }),
  );
}

/** `cache["cache0"]` for `cache[0]`, where each number is a state of its own. */
function named(node: Node, slots: Slots): Node {
  if (node.kind !== 'entry' || node.of.kind !== 'name' || node.index?.kind !== 'number') return node;
  const name = slots.get(node.of.name)?.[node.index.value];
  return name === undefined ? node : slot(node.of, name);
}

/** The statements with every such tuple and list in entries, and `f(x[0], x[1])` as `f(x)`. */
export function inContainers(written: readonly Statement[]): Statement[] {
  const statements = written.flatMap(withoutMaps);
  const slots = new Map([...numberedIn(statements), ...slotsOf(statements)]);
  return inEntries(statements, { slots, lists: filledIn(statements) }, []);
}

/** `f(x[0], x[1])`, which is given all entries of x in turn. */
function givenWhole(node: Node): Node {
  if (node.kind !== 'call' || node.args.length < 2) return node;
  const [first] = node.args.map(({ value }) => (value.kind === 'entry' ? value.of : null));
  const isInTurn = ({ keyword, value }: Argument, i: number): boolean =>
    keyword === null &&
    value.kind === 'entry' &&
    value.of.kind === 'name' &&
    first?.kind === 'name' &&
    value.of.name === first.name &&
    value.index?.kind === 'number' &&
    value.index.value === i;
  return first && node.args.every(isInTurn) ? { ...node, args: [{ keyword: null, value: first }] } : node;
}

interface Kept {
  slots: Slots;
  lists: ReadonlySet<string>;
}

function inEntries(statements: readonly Statement[], kept: Kept, given: readonly string[]): Statement[] {
  const { slots, lists } = kept;
  const change = (node: Node): Node => named(givenWhole(node), slots);
  return statements.flatMap((written): Statement[] => {
    const statement = 'value' in written ? { ...written, value: rewritten(written.value, change) } : written;
    if (statement.kind === 'assign')
      statement.targets = statement.targets.map((target) => rewritten(target, change));
    switch (statement.kind) {
      case 'define':
        return [{ ...statement, body: inEntries(statement.body, kept, packsInto(statement)) }];
      case 'return':
        return returned(statement, slots, given);
      case 'assign':
        return unpacked(statement, slots) ?? packed(statement, slots) ?? [statement];
      case 'do':
        return [asEntry(statement, lists) ?? statement];
      default:
        return [
          withBodies(statement.kind === 'loop' ? byEntries(statement, lists) : statement, (body) =>
            inEntries(body, kept, given),
          ),
        ];
    }
  });
}

function unpacked(statement: Statement & { kind: 'assign' }, slots: Slots): Statement[] | null {
  const found = unpackedIn(statement);
  const names = found && slots.get(placeOf(found.place) ?? '');
  if (!found || names?.length !== found.names.length) return null;
  const [target] = statement.targets;
  const items = target?.kind === 'tuple' ? target.items : [];
  return items.map((item, i) => {
    const place = slot(found.place, names[i]!);
    const start = found.starts[i];
    return assignedTo(
      item,
      start
        ? { kind: 'binary', operator: '??', left: place, right: start, from: item.from, to: item.to }
        : place,
    );
  });
}

function packed(
  { targets, operator, value }: Statement & { kind: 'assign' },
  slots: Slots,
): Statement[] | null {
  const [target, ...others] = targets;
  const names =
    target && others.length === 0 && operator === '' ? slots.get(placeOf(target) ?? '') : undefined;
  if (!target || !names || !isTuple(value, names.length)) return null;
  return value.items.map((item, i) => assignedTo(slot(target, names[i]!), item));
}

/** `return x, avg` and `return w, (m, v)` of a function that was given what stands there as one. */
function returned(
  statement: Statement & { kind: 'return' },
  slots: Slots,
  given: readonly string[],
): Statement[] {
  const { value } = statement;
  const packedAs = (name: string): ReturnType<typeof packedIn> =>
    packedIn(value, slots.get(name)?.length ?? -1);
  const state = given.find(packedAs);
  const tuple = state === undefined ? null : packedAs(state);
  if (state === undefined || !tuple) return [statement];
  const { from, to } = tuple;
  const place: Node = { kind: 'name', name: state, from, to };
  const isIt = (node: Node): boolean => node.from === from && node.to === to;
  return [
    ...tuple.items.map((item, i) => assignedTo(slot(place, slots.get(state)![i]!), item)),
    { ...statement, value: rewritten(value, (node) => (isIt(node) ? place : node)) },
  ];
}
