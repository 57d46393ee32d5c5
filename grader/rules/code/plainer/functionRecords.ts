/**
 * Functions that another one makes and gives back together, as optax does: `return Transformation(init, update)`. `opt = sgd(0.1)` gives
 * them names, and `opt.update(g, state)` asks for one.
 */
import type { Call, Define, Node, Span, Statement } from '../../syntax/nodes.ts';
import { changed, withBodies } from '../../syntax/nodes.ts';
import { makersIn, recordOf } from './records.ts';
import { calledName, everyStatement, isNamed, lastName, madeOnce, nodesIn, pairsOf } from '../seen/survey.ts';
import type { Named } from '../seen/survey.ts';

/** The names under which a function gives back others that it makes, and nothing else; what it keeps for them is a state. */
function givenBack({ body, outer }: Define, entriesOf: (node: Node) => Entries | null): Entries | null {
  const last = body.at(-1);
  const made = body.slice(0, -1);
  // An entry of Python's dictionary is no field.
  const isRecord = last?.kind === 'return' && !(last.value.kind === 'tuple' && outer);
  const entries = isRecord ? entriesOf(last.value) : null;
  const isMade = (node: Node): boolean =>
    node.kind === 'function' ||
    (node.kind === 'name' && made.some((each) => each.kind === 'define' && each.name === node.name));
  return entries && made.every(({ kind }) => kind === 'define') && entries.every(([, node]) => isMade(node))
    ? entries
    : null;
}

type Entries = readonly (readonly [name: string, value: Node])[];

/**
 * `init, update = adam(1e-3)` of a function that only makes them: each stands under the name that it gets, with what their maker is given
 * as settings of its own.
 */
function apartFrom(statements: readonly Statement[]): Statement[] {
  const makers = statements.filter((each) => each.kind === 'define');
  const all = everyStatement(statements);
  return makers.reduce<Statement[]>(
    (list, maker) => {
      const inner = madeTogether(maker);
      const asked = all.filter((each) => nodesIn([each]).some((node) => calledName(node) === maker.name));
      const [use, ...others] = asked;
      if (!inner || use?.kind !== 'assign' || others.length > 0) return list;
      const [target] = use.targets;
      const names = target?.kind === 'tuple' ? target.items.map(lastName) : [];
      const settings = use.value.kind === 'call' ? settingsOf(maker, use.value) : null;
      if (names.length !== inner.length || names.includes(null) || !settings) return list;
      const fits = inner.every(({ parameters }, i) =>
        nodesIn(all).every(
          (node) =>
            node.kind !== 'call' || calledName(node) !== names[i] || node.args.length === parameters.length,
        ),
      );
      if (!fits) return list;
      const apart = inner.map((each, i): Statement => ({
        ...each,
        name: names[i]!,
        parameters: [...each.parameters, ...settings],
      }));
      const without = (body: readonly Statement[]): Statement[] =>
        body.flatMap((each) => (each === use ? [] : [withBodies(each, without)]));
      return without(list.flatMap((each) => (each === maker ? apart : [each])));
    },
    [...statements],
  );
}

/** The functions that one makes, and gives back in their order. */
function madeTogether({ body }: Define): readonly Define[] | null {
  const last = body.at(-1);
  const made = body.slice(0, -1).filter((each) => each.kind === 'define');
  const items =
    last?.kind === 'return' && last.value.kind === 'tuple' && !last.value.keys ? last.value.items : [];
  const given = items.flatMap((item) => made.find(({ name }) => isNamed(name)(item)) ?? []);
  const isAlone =
    made.length === body.length - 1 && given.length === items.length && items.length === made.length;
  return isAlone && given.length > 1 ? given : null;
}

/** What a maker is given, each with its value; null where one has none. */
function settingsOf({ parameters }: Define, { args }: Call): Define['parameters'] | null {
  const positional = args.filter(({ keyword }) => keyword === null);
  const given = parameters.map((each, i) => ({
    ...each,
    value: (args.find(({ keyword }) => keyword === each.name) ?? positional[i])?.value ?? each.value,
  }));
  return given.every(({ value }) => value !== null) ? given : null;
}

/** The program with such functions given back one by one, each under its name. */
export function withFunctions(written: readonly Statement[]): Statement[] {
  const statements = apartFrom(written);
  const makers = makersIn(statements);
  const entriesOf = (node: Node): Entries | null => {
    const record = recordOf(node, makers);
    return record?.from === null ? record.entries : null;
  };
  const given = new Map(
    statements.flatMap((each) => {
      const entries = each.kind === 'define' ? givenBack(each, entriesOf) : null;
      return each.kind === 'define' && entries ? [[each.name, entries] as const] : [];
    }),
  );
  if (given.size === 0) return [...statements];
  const apart = statements.map((each) => {
    const entries = each.kind === 'define' ? given.get(each.name) : undefined;
    return each.kind === 'define' && entries ? oneByOne(each, entries) : each;
  });
  const made = new Map(
    [...madeOnce(everyStatement(statements))].flatMap(([name, value]) => {
      const entries =
        value.kind === 'call' && value.of.kind === 'name' ? given.get(value.of.name) : undefined;
      return entries ? [[name, entries] as const] : [];
    }),
  );
  const isAsked = (node: Node): boolean =>
    node.kind === 'member' &&
    node.of.kind === 'name' &&
    made.get(node.of.name)?.some(([name]) => name === node.name) === true;
  const asked = changed(apart, (node) =>
    node.kind === 'member' && node.of.kind === 'name' && isAsked(node)
      ? { kind: 'name', name: nameOf(node.of.name, node.name), from: node.from, to: node.to }
      : node,
  );
  const named = (body: readonly Statement[]): Statement[] =>
    body.map((each) => {
      const [[target] = []] = pairsOf(each);
      const entries = target?.kind === 'name' ? made.get(target.name) : undefined;
      return each.kind === 'assign' && target?.kind === 'name' && entries
        ? { ...each, targets: [namesOf(target, entries)] }
        : withBodies(each, named);
    });
  return named(asked);
}

/** What gives back a record gives back its entries. */
function oneByOne(define: Define, entries: Entries): Define {
  const { from, to } = define.body.at(-1)!;
  const value = listed(
    entries.map(([, item]) => item),
    { from, to },
  );
  return { ...define, body: [...define.body.slice(0, -1), { kind: 'return', value, from, to }] };
}

const nameOf = (of: string, name: string): string => `${of}_${name}`;

/** `opt_init, opt_update` */
const namesOf = ({ name: of, from, to }: Named, entries: Entries): Node =>
  listed(
    entries.map(([name]) => ({ kind: 'name', name: nameOf(of, name), from, to })),
    { from, to },
  );

const listed = (items: Node[], { from, to }: Span): Node =>
  items.length === 1 ? items[0]! : { kind: 'tuple', items, from, to };
