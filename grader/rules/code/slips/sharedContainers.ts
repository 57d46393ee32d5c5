/** Two names for one list or dictionary, of which both get entries. */
import type { Node, Statement } from '../../syntax/nodes.ts';
import {
  boundIn,
  changedInside,
  everyStatement,
  fieldOf,
  goneThrough,
  isDefinition,
  nodesIn,
  parametersOf,
  rootNodeOf,
  statementsIn,
  targetsOf,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

/** `self.m` and `state['m']` by how they are written; null of what is no field of a name. */
export const fieldKey = (node: Node): string | null => fieldOf(node)?.join('.') ?? null;

/** What a class gives names is what its objects have as fields: `m = v = [0] * n` is `self.m = self.v = …`. */
export function withFields(statement: Statement): Statement {
  if (statement.kind !== 'class') return statement;
  const nodes = nodesIn(everyStatement(statement.body));
  const self = nodes.find((node) => node.kind === 'name' && /^(?:self|this)$/.test(node.name));
  const asField = (of: Node, target: Node): Node =>
    target.kind === 'name' ? { ...target, kind: 'member', of } : target;
  const body = statement.body.map((each): Statement =>
    self && each.kind === 'assign'
      ? { ...each, targets: each.targets.map((target) => asField(self, target)) }
      : each,
  );
  return { ...statement, body };
}

/** Lists whose entries a loop changes where they stand, as `for m, v in zip(self.m, self.v): m *= beta` does. */
export function changedInLoops(all: readonly Statement[]): Node[] {
  const changed = new Set(
    all
      .flatMap((each) => [...('isInPlace' in each ? targetsOf(each) : []), ...changedInside(each)])
      .concat(all.flatMap(targetsOf).filter(({ kind }) => kind === 'entry'))
      .flatMap((target) => rootNodeOf(target)?.name ?? []),
  );
  return all.flatMap((each) => {
    if (each.kind !== 'loop' || !each.over) return [];
    const { entries, lists } = goneThrough(each.names, each.over);
    return lists.filter((_, i) => entries[i]?.kind === 'name' && changed.has(entries[i].name));
  });
}

/** `m = v = {}` and `self.v = self.m`, when both get entries, or theirs are changed: there is one list or dictionary. */
export function sharedContainers(statements: readonly Statement[]): Slip | null {
  const all = statements.map(withFields);
  const fields = new Set(filledIn(everyStatement(all)).filter((name) => name.includes('.')));
  return sharedWithin(all, fields);
}

const nameOf = (node: Node): string | null => (node.kind === 'name' ? node.name : fieldKey(node));

/** Lists and dictionaries that get entries, or whose entries are changed where they stand. */
const filledIn = (statements: readonly Statement[]): string[] => [
  ...statements
    .flatMap(targetsOf)
    .flatMap((target) => (target.kind === 'entry' ? (nameOf(target.of) ?? fieldKey(target) ?? []) : [])),
  ...changedInLoops(statements).flatMap((list) => nameOf(list) ?? []),
];

/** Those that statements know by name: in a function that has a name of its own it is another one. */
function filledFor(statements: readonly Statement[]): string[] {
  const own = [...statementsIn(statements)];
  const within = own.filter(isDefinition).flatMap((each) => {
    const bound = new Set([...(each.kind === 'define' ? parametersOf(each) : []), ...boundIn(each.body)]);
    return filledFor(each.body).filter((name) => !bound.has(name));
  });
  return [...filledIn(own), ...within];
}

function sharedWithin(statements: readonly Statement[], fields: ReadonlySet<string>): Slip | null {
  const filled = new Set([...fields, ...filledFor(statements)]);
  for (const each of statementsIn(statements)) {
    const inner = isDefinition(each) ? sharedWithin(each.body, fields) : null;
    if (inner) return inner;
    if (each.kind !== 'assign' || each.operator !== '') continue;
    const isOther = each.value.kind === 'name' || fieldKey(each.value) !== null;
    const names = new Set(
      [...each.targets, ...(isOther ? [each.value] : [])].flatMap((node) => nameOf(node) ?? []),
    );
    const isMade = isOther || (each.value.kind === 'nothing' && each.value.isEmpty) || isList(each.value);
    if (names.size < 2 || !isMade || ![...names].every((name) => filled.has(name))) continue;
    const reason = `${[...names].map((name) => `“${name}”`).join(' and ')} are one list or dictionary`;
    return { at: each, reason, help: 'Make one for each.' };
  }
  return null;
}

const isList = (value: Node): boolean =>
  value.kind === 'tuple' || (value.kind === 'call' && value.of.kind === 'function');
