/** What is seen of statements before they run: what they assign, and whether that is a number. */
import { flatNames, itemsOf, namesAmong } from '../../syntax/nodes.ts';
import type { Node, Parameter, Span, Statement } from '../../syntax/nodes.ts';
import { means } from '../../lexicon.ts';
import { isModule, isParameterKey, plainName } from './names.ts';

/** What a program is refused for: it does something else than what is meant. */
export interface Slip {
  at: Span;
  reason: string;
  help: string;
}

/** All statements, those within others too; functions that are only defined are not. */
export function statementsIn(body: readonly Statement[], found: Statement[] = []): Statement[] {
  for (const statement of body) {
    found.push(statement);
    if (statement.kind === 'if') statementsIn(statement.otherwise, statementsIn(statement.then, found));
    if (statement.kind === 'loop') statementsIn(statement.body, found);
  }
  return found;
}

/** Names that are assigned as such, and those of the parameters, in the functions that are defined too. */
export function localsOf(statements: readonly Statement[], parameters: readonly Parameter[]): string[] {
  const inner = statementsIn(statements).flatMap((each) =>
    each.kind === 'define' ? localsOf(each.body, each.parameters) : [],
  );
  return [...parametersOf({ parameters }), ...boundIn(statements, 0), ...inner];
}

export function isNumeric(node: Node): boolean {
  if (node.kind === 'number') return true;
  if (node.kind === 'minus') return isNumeric(node.of);
  if (node.kind === 'binary') return isNumeric(node.left) && isNumeric(node.right);
  if (node.kind === 'tuple') return node.items.every(isNumeric);
  if (node.kind !== 'call') return false;
  const entry = entryMade(node);
  const name = calledName(node);
  return (
    (entry !== null && isNumeric(entry)) ||
    means('zeros', name) ||
    means('ones', name) ||
    (means('identity', name) && node.args.length === 1 && isNumeric(node.args[0]!.value))
  );
}

/** What every entry of a new list is: `[0 for _ in w]`, `w.map(() => 0)`, `new Array(n).fill(0)`. */
export function entryMade(node: Node & { kind: 'call' }): Node | null {
  const given = node.args.at(-1)?.value;
  if (calledName(node) === 'fill' && node.args.length === 1) return given!;
  const isMade = /^(?:map|from)$/.test(calledName(node));
  const by = node.of.kind === 'function' ? node.of : isMade && given?.kind === 'function' ? given : null;
  return by && onlyReturn(by);
}

/** What a function gives that does nothing else. */
export function onlyReturn({ body: [only, ...others] }: { body: readonly Statement[] }): Node | null {
  return only?.kind === 'return' && others.length === 0 ? only.value : null;
}

/** sqrt of `np.sqrt(v)` and `v.sqrt()`; empty of what is no call by a name. */
export function calledName(node: Node): string {
  const of = node.kind === 'call' ? node.of : node;
  return node.kind === 'call' && (of.kind === 'member' || of.kind === 'name') ? of.name : '';
}

/** The direct parts of an expression. */
function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'member':
    case 'minus':
    case 'not':
      return [node.of];
    case 'entry':
      return [node.of, ...(node.index ? [node.index] : [])];
    case 'call':
      return [node.of, ...node.args.map(({ value }) => value)];
    case 'binary':
      return [node.left, node.right];
    case 'tuple':
      return node.items;
    case 'choice':
      return [node.test, node.then, node.otherwise];
    case 'named':
      return [node.target, node.value];
    case 'string':
      return node.parts;
    default:
      return [];
  }
}

/** An expression with all that stands in it; what a function is made of comes when it is called. */
export const walk = (node: Node): Node[] => walked([node], false);

function walked(nodes: readonly Node[], hasBodies: boolean, found: Node[] = []): Node[] {
  for (const node of nodes) {
    found.push(node);
    if (hasBodies && node.kind === 'function') walked(rootsIn(node.body), true, found);
    walked(partsOf(node), hasBodies, found);
  }
  return found;
}

/** All names that stand in an expression. */
export const namesIn = (node: Node): string[] =>
  walk(node).flatMap((each) => (each.kind === 'name' || each.kind === 'member' ? [each.name] : []));

/** What a statement itself computes or gives a value, without what stands within it. */
export function ownNodes(statement: Statement): Node[] {
  switch (statement.kind) {
    case 'assign':
      return [...statement.targets, statement.value];
    case 'do':
    case 'return':
      return [statement.value];
    case 'if':
      return [statement.test];
    case 'loop':
      return [...statement.names, ...(statement.over ? [statement.over] : [])];
    default:
      return [];
  }
}

/** The expressions of statements, without what stands in them. */
const rootsIn = (statements: readonly Statement[]): Node[] => statementsIn(statements).flatMap(ownNodes);

/** All expressions of statements, those of functions within them too. */
export const nodesIn = (statements: readonly Statement[]): Node[] => walked(rootsIn(statements), true);

/** Names of values, and of no fields. */
export const namesUsed = (statements: readonly Statement[]): string[] => namesAmong(nodesIn(statements));

/** The names of all that is called, in the functions that are only defined too. */
export function* callsIn(statements: readonly Statement[]): Generator<string> {
  for (const node of nodesIn(statements)) yield calledName(node);
  for (const each of statementsIn(statements)) if (isDefinition(each)) yield* callsIn(each.body);
}

export const parametersOf = ({ parameters }: { parameters: readonly Parameter[] }): string[] =>
  parameters.map(({ name }) => name);

/**
 * Names that statements give a value, and not the functions within them.
 * @param end where those of loops have to have begun
 */
export function boundIn(body: readonly Statement[], end = Number.MAX_SAFE_INTEGER): string[] {
  return statementsIn(body).flatMap((each) => {
    if (each.kind === 'loop') return each.from < end ? each.names.flatMap(namesIn) : [];
    if (isDefinition(each)) return [each.name];
    if (each.kind !== 'assign' || each.operator !== '') return [];
    return namesAmong(targetsOf(each).flatMap(flatNames));
  });
}

export type Named = Node & { kind: 'name' };

/** Types of Python, as in `dtype=float`. */
const TYPES: ReadonlySet<string> = new Set(['float', 'int', 'bool', 'complex', 'list', 'dict', 'object']);

export const isType = (name: string): boolean => TYPES.has(name);

/** Where a name stands for a value that nothing gives it: neither the statements, nor a function around it, nor `bound`. */
export function freeIn(body: readonly Statement[], bound: Iterable<string>): Named[] {
  const own = new Set([...bound, ...boundIn(body)]);
  const nodes = walked(rootsIn(body), false);
  // Before a point stands a value of the program only where it is one of the rule: `p.grad`, and not `np.sqrt`.
  const spoken = new Set(
    nodes.flatMap((node) =>
      node.kind === 'call' || (node.kind === 'member' && !isNameOfPart(node.of)) ? node.of : [],
    ),
  );
  const inner = [
    ...nodes.filter((node) => node.kind === 'function'),
    ...statementsIn(body).filter((each) => each.kind === 'define'),
  ];
  return [
    ...nodes.filter(
      (node): node is Named =>
        node.kind === 'name' &&
        !own.has(node.name) &&
        !spoken.has(node) &&
        !isModule(node.name) &&
        !TYPES.has(node.name),
    ),
    ...inner.flatMap((each) => freeIn(each.body, [...own, ...parametersOf(each)])),
  ];
}

const isNameOfPart = (node: Node): boolean => node.kind === 'name' && isParameterKey(plainName(node.name));

/** What stands in brackets behind names, `i` of `m[i]`. */
export const indicesIn = (body: readonly Statement[]): Node[] =>
  nodesIn(body).flatMap((node) => (node.kind === 'entry' && node.index ? [node.index] : []));

export function leftmost(node: Node): Node {
  return node.kind === 'binary' ? leftmost(node.left) : node;
}

/** What `p.mul_(a)` changes: p; nothing where the object is a value of its own. */
export function rootOf(node: Node): Node | null {
  if (node.kind === 'name' || isFieldOf(node)) return node;
  return node.kind === 'call' && node.of.kind === 'member' && isInPlace(node.of.name)
    ? rootOf(node.of.of)
    : null;
}

/** Attributes and methods of an array that give its entries in another shape, and not another array. */
export const VIEWS = /^(?:detach|reshape|ravel|view|squeeze|transpose|flat|T|data)$/;

/** `mul_` of PyTorch; what only says how a tensor is derived by changes no number of it. */
export const isInPlace = (method: string): boolean =>
  /[a-z]_$/.test(method) && !/^(?:requires_grad|detach)_$/.test(method);

/** `self.v` and `cache['v']` outlive the function that sets them. */
export const isFieldOf = ({ kind }: Node): boolean => kind === 'member' || kind === 'entry';

/** `v[:]` and `v[i][0:n]`, whose values change where they stand. */
export const isPartOf = (node: Node): boolean =>
  node.kind === 'entry' && (node.index === null || node.index.kind === 'slice');

/** `state.get('v')` is `state['v']`; other calls and nodes are what they are. */
export function entryOf(node: Node): Node {
  const [asked] = node.kind === 'call' ? node.args : [];
  if (node.kind !== 'call' || node.of.kind !== 'member' || !asked) return node;
  if (!/^(get|setdefault)$/.test(node.of.name)) return node;
  return { kind: 'entry', of: node.of.of, index: asked.value, from: node.from, to: node.to };
}

/** The targets of an assignment, one by one. */
export function targetsOf(statement: Statement): Node[] {
  if (statement.kind !== 'assign') return [];
  return statement.targets.flatMap(itemsOf);
}

/** `p.grad` and `p.grad.data`. */
export function isOfGradient(node: Node): boolean {
  if (node.kind !== 'member') return false;
  return node.name === 'grad' || (means('identity', node.name) && isOfGradient(node.of));
}

/** What a call changes without an assignment: the p of `p.mul_(a).add_(b)`. */
function changedInPlace(node: Node): Node[] {
  if (node.kind !== 'call') return [];
  const inside = node.args.flatMap(({ value }) => changedInPlace(value));
  if (node.of.kind !== 'member') return inside;
  const { of, name } = node.of;
  const isCleared = name === 'zero_' && isOfGradient(of);
  const root = isInPlace(name) && !isCleared ? rootOf(of) : null;
  if (root) return [root, ...inside];
  const [first] = node.args;
  if (name === 'map' && first?.value.kind === 'function')
    return statementsIn(first.value.body).flatMap(targetsOf);
  return [...changedInPlace(of), ...inside];
}

/** What the calls of a statement change. */
export const changedInside = (statement: Statement): Node[] =>
  statement.kind === 'do' || statement.kind === 'assign' ? changedInPlace(statement.value) : [];

/** All that a statement gives a new value. */
export const changedBy = (statement: Statement): Node[] => [
  ...targetsOf(statement),
  ...changedInside(statement),
];

/** What statements assign, each with its own value: `a, b = c, d`. */
export function pairsOf(statement: Statement): [Node, Node][] {
  if (statement.kind !== 'assign' || statement.operator !== '') return [];
  const { targets, value } = statement;
  return targets.flatMap((target): [Node, Node][] => {
    if (target.kind !== 'tuple') return [[target, value]];
    const own = value.kind === 'tuple' ? value.items : [];
    return target.items.flatMap((each, i) => (own[i] ? [[each, own[i]]] : []));
  });
}

/** What may be a name in the header of a loop. */
export const wordsOf = (header: string): readonly string[] => header.match(/[\p{L}_]\w*/gu) ?? [];

/** w of `w[i]` */
export function rootNodeOf(target: Node): Named | null {
  return target.kind === 'entry' ? rootNodeOf(target.of) : target.kind === 'name' ? target : null;
}

/** vs of `vs`, `self.vs` and `state.vs`. */
export const lastName = (node: Node): string | null =>
  node.kind === 'name' || node.kind === 'member' ? node.name : null;

/** v of `self.v` and `self['v']`, and whose it is; null of what is no field of a name. */
export function fieldOf(node: Node): readonly [of: string, name: string] | null {
  if (node.kind === 'member') return node.of.kind === 'name' ? [node.of.name, node.name] : null;
  return node.kind === 'entry' && node.of.kind === 'name' && node.index?.kind === 'string'
    ? [node.of.name, node.index.text]
    : null;
}

/** g of `g`, `g[k]` and `g.b`. */
export const rootNameOf = (target: Node): string | null =>
  target.kind === 'name'
    ? target.name
    : target.kind === 'entry' || target.kind === 'member'
      ? rootNameOf(target.of)
      : null;

export const isNamed =
  (name: string) =>
  (node: Node): boolean =>
    node.kind === 'name' && node.name === name;

/** Do they give it a value, whatever way is gone? */
const gives = (statements: readonly Statement[], name: string): boolean =>
  statements.some(
    (each) =>
      targetsOf(each).some(isNamed(name)) ||
      (each.kind === 'if' && [each.then, each.otherwise].every((way) => gives(way, name))),
  );

/** Do statements use a name before they give it a value? */
export function takesOver(statements: readonly Statement[], name: string): boolean {
  for (const statement of statements) {
    if (statement.kind === 'loop' && takesOver(statement.body, name)) return true;
    if (statement.kind === 'loop') continue;
    if (statement.kind === 'if') {
      const ways = [statement.then, statement.otherwise];
      if (walk(statement.test).some(isNamed(name)) || ways.some((way) => takesOver(way, name))) return true;
      if (ways.every((way) => gives(way, name))) return false;
      continue;
    }
    const isNew = statement.kind === 'assign' && statement.operator === '';
    const isMade = isNew && statement.targets.some((target) => walk(target).some(isNamed(name)));
    const used = isMade ? walk(statement.value) : nodesIn([statement]);
    if (used.some(isNamed(name))) return true;
    if (isMade) return false;
  }
  return false;
}

/** The names that get one value in all, and that value. */
export function madeOnce(statements: readonly Statement[]): ReadonlyMap<string, Node> {
  const made = new Map<string, Node | null>();
  for (const [target, value] of statements.flatMap(pairsOf))
    if (target.kind === 'name') made.set(target.name, made.has(target.name) ? null : value);
  return new Map([...made].flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** What `enumerate(grads)` and `grads.entries()` go through. */
export function countedBy(over: Node & { kind: 'call' }): Node | null {
  if (calledName(over) === 'enumerate') return over.args[0]?.value ?? null;
  return calledName(over) === 'entries' && over.of.kind === 'member' ? over.of.of : null;
}

/** Of `for i, (w, g) in enumerate(zip(ws, gs))` w and g, and ws and gs. */
export function goneThrough(
  names: readonly Node[],
  over: Node,
): { entries: Node[]; lists: Node[]; isZip: boolean; isCounted: boolean } {
  const counted = over.kind === 'call' ? countedBy(over) : null;
  const within = counted ?? over;
  const isZip = within.kind === 'call' && calledName(within) === 'zip';
  const flat = names.flatMap(itemsOf);
  return {
    entries: counted ? flat.slice(1) : flat,
    lists: isZip ? within.args.map(({ value }) => value) : [within],
    isZip,
    isCounted: counted !== null,
  };
}

export const isDefinition = (statement: Statement): statement is Statement & { kind: 'define' | 'class' } =>
  statement.kind === 'define' || statement.kind === 'class';

/** Those in functions and classes, too. */
export const everyStatement = (statements: readonly Statement[]): Statement[] =>
  statementsIn(statements).flatMap((each) => (isDefinition(each) ? everyStatement(each.body) : [each]));

/** An expression with `change` made from the inside out. */
export function rewritten(node: Node, change: (node: Node) => Node): Node {
  const inner = (part: Node): Node => rewritten(part, change);
  switch (node.kind) {
    case 'member':
    case 'minus':
    case 'not':
      return change({ ...node, of: inner(node.of) });
    case 'call':
      return change({
        ...node,
        args: node.args.map(({ keyword, value }) => ({ keyword, value: inner(value) })),
      });
    case 'binary':
      return change({ ...node, left: inner(node.left), right: inner(node.right) });
    case 'tuple':
      return change({ ...node, items: node.items.map(inner) });
    default:
      return change(node);
  }
}
