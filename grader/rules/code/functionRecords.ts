/**
 * Functions that another one makes and gives back together, as optax does: `return Transformation(init, update)`. `opt = sgd(0.1)` gives
 * them names, and `opt.update(g, state)` asks for one.
 */
import type { Define, Node, Span, Statement } from '../syntax/nodes.ts';
import { changed, withBodies } from '../syntax/nodes.ts';
import { makersIn, recordOf } from './records.ts';
import { everyStatement, madeOnce, pairsOf } from './survey.ts';
import type { Named } from './survey.ts';

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

/** The program with such functions given back one by one, each under its name. */
export function withFunctions(statements: readonly Statement[]): Statement[] {
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
