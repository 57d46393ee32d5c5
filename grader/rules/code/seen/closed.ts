/** Expressions with what they are made of put in the place of names and of calls of the program's own functions. */
import { isOwnField } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import { means } from '../../lexicon.ts';
import { fieldKey } from './names.ts';
import { remembered } from '../../remembered.ts';
import { calledName, isDefinition, pairsOf, statementsIn, walk } from './survey.ts';

/** The functions that a program has, by name. */
export type Functions = ReadonlyMap<string, Called>;

/** What is called, whatever its name. */
export type Called = Pick<Define, 'parameters' | 'body'>;

const MAX_NODES = 4000;
const MAX_DEPTH = 12;

/** All functions of a program, those of classes too; of two under one name it is not known which is called. */
export function functionsOf(statements: readonly Statement[]): Functions {
  const found = new Map<string, Called | null>();
  const add = (name: string, of: Called): void => {
    found.set(name, found.has(name) ? null : of);
  };
  const collect = (body: readonly Statement[]): void => {
    for (const each of statementsIn(body)) {
      if (each.kind === 'define') add(each.name, each);
      for (const [target, value] of pairsOf(each))
        if (target.kind === 'name' && value.kind === 'function') add(target.name, value);
      if (isDefinition(each)) collect(each.body);
    }
  };
  collect(statements);
  return new Map([...found].flatMap(([name, of]) => (of ? [[name, of]] : [])));
}

/** An expression with `change` made of each of its direct parts. */
function withParts(node: Node, change: (part: Node) => Node): Node {
  switch (node.kind) {
    case 'member':
    case 'minus':
      return { ...node, of: change(node.of) };
    case 'entry':
      return { ...node, of: change(node.of), index: node.index && change(node.index) };
    case 'call': {
      const of = node.of.kind === 'member' ? { ...node.of, of: change(node.of.of) } : node.of;
      return { ...node, of, args: node.args.map((arg) => ({ ...arg, value: change(arg.value) })) };
    }
    case 'binary':
      return { ...node, left: change(node.left), right: change(node.right) };
    case 'tuple':
      return { ...node, items: node.items.map(change) };
    case 'choice':
      return {
        ...node,
        test: change(node.test),
        then: change(node.then),
        otherwise: change(node.otherwise),
      };
    default:
      return node;
  }
}

/** By what a value is known: `w`, and `self.w` of a field; null of what is no name. */
export function keyOf(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  return isOwnField(node) ? fieldKey(node.name) : null;
}

/** What such a name was, where it is another one by now. */
export const before = (key: string): string => `${key} before`;

/** All such names in an expression. */
export const keysIn = (node: Node): string[] => walk(node).flatMap((each) => keyOf(each) ?? []);

/** Those of what is put in the place of names, which is asked for again and again. */
const keysOf = remembered((node: Node): ReadonlySet<string> => new Set(keysIn(node)), new WeakMap());

/** Its parts as they are written out: what stands in several places counts in each. */
const sizeOf = remembered((node: Node): number => walk(node).length, new WeakMap());

/** An expression in which a name is another one. */
const renamed = (node: Node, from: string, to: string): Node =>
  keyOf(node) === from
    ? { kind: 'name', name: to, from: node.from, to: node.to }
    : withParts(node, (part) => renamed(part, from, to));

/** `if w is None: w = self.w`: of what w is where it is not given; null of any other statement. */
export function instead(statement: Statement): { name: string; statement: Statement } | null {
  if (statement.kind !== 'if' || statement.otherwise.length > 0 || statement.then.length !== 1) return null;
  const { test, then } = statement;
  const name =
    test.kind === 'binary' && test.operator === 'is' && test.right.kind === 'nothing'
      ? keyOf(test.left)
      : null;
  const [[target] = []] = pairsOf(then[0]!);
  return name !== null && target && keyOf(target) === name ? { name, statement: then[0]! } : null;
}

/** What a function with these arguments computes; null of one that does more than to compute. */
function givenBack(
  { parameters, body }: Called,
  args: (Node & { kind: 'call' })['args'],
  closed: (node: Node, values: ReadonlyMap<string, Node>) => Node,
): Node | null {
  const last = body.at(-1);
  if (last?.kind !== 'return') return null;
  const values = new Map<string, Node>();
  const positional = args.filter(({ keyword }) => keyword === null);
  for (const [i, { name, value }] of parameters.entries()) {
    const given = args.find(({ keyword }) => keyword === name) ?? positional[i];
    if (given) values.set(name, given.value);
    else if (value) values.set(name, value);
  }
  for (const each of body.slice(0, -1)) {
    // What only says what the function is for.
    if (each.kind === 'do' && each.value.kind === 'string') continue;
    const other = instead(each);
    if (other && values.has(other.name) && values.get(other.name)!.kind !== 'nothing') continue;
    const pairs = pairsOf(other?.statement ?? each);
    if (pairs.length === 0) return null;
    const made = pairs.map(([target, value]) => [target, closed(value, values)] as const);
    for (const [target, value] of made) {
      if (target.kind !== 'name') return null;
      values.set(target.name, value);
    }
  }
  return closed(last.value, values);
}

/** `xs.map((x) => 2 * x)`: what a function makes of xs, entry by entry. */
function ofEach(node: Node): Node {
  if (node.kind !== 'call' || node.of.kind !== 'member' || node.of.name !== 'map') return node;
  const [by, ...others] = node.args.map(({ value }) => value);
  const isOfEntries = by?.kind === 'function' && by.parameters.length === 1 && others.length === 0;
  return isOfEntries ? { ...node, of: by, args: [{ keyword: null, value: node.of.of }] } : node;
}

/**
 * The expression down to what the program does not make.
 * @param values by name, what is put in its place, closed already
 * @returns null where it is of too many parts
 */
export function closedForm(node: Node, values: ReadonlyMap<string, Node>, functions: Functions): Node | null {
  let size = 0;
  const closed = (each: Node, known: ReadonlyMap<string, Node>, depth: number): Node => {
    if (++size > MAX_NODES) return each;
    const key = keyOf(each);
    const made = key === null ? undefined : known.get(key);
    // Of what is made from itself twice in each line there are soon more parts than can be gone through.
    if (made) size += sizeOf(made);
    if (key !== null) return made ?? each;
    const whole = ofEach(withParts(each, (part) => closed(part, known, depth)));
    if (whole.kind !== 'call' || depth > MAX_DEPTH) return whole;
    const own = whole.of.kind === 'function' ? whole.of : functions.get(ownNameOf(whole));
    const given =
      own &&
      givenBack(own, whole.args, (inner, values) => {
        const free = [...known].filter(([name]) => !own.parameters.some((one) => one.name === name));
        const around = whole.of.kind === 'function' ? free : [];
        return closed(inner, new Map([...around, ...values]), depth + 1);
      });
    return given ?? whole;
  };
  const made = closed(node, values, 0);
  return size > MAX_NODES ? null : made;
}

/** f of `f(x)` and `self.f(x)`; empty of what is called of something else. */
function ownNameOf(node: Node & { kind: 'call' }): string {
  const { of } = node;
  const isOwn =
    of.kind === 'name' || (of.kind === 'member' && of.of.kind === 'name' && means('self', of.of.name));
  return isOwn ? calledName(node) : '';
}

/** What the statements of a list have made so far, in closed form. A name that gets another value is another one from then on. */
export class Made {
  readonly values = new Map<string, Node>();
  private readonly functions: Functions;

  constructor(functions: Functions) {
    this.functions = functions;
  }

  /** @param isPoint is it left as it is, such as parameters are? */
  closed(node: Node, isPoint: (name: string) => boolean): Node | null {
    const known = new Map([...this.values].filter(([name]) => !isPoint(name)));
    return closedForm(node, known, this.functions);
  }

  set(name: string, value: Node | null): void {
    this.leave(name);
    if (value && sizeOf(value) <= MAX_NODES) this.values.set(name, value);
  }

  /** What was made from a name is made from what it held then. */
  leave(name: string): void {
    this.values.delete(name);
    for (const [each, value] of this.values)
      if (keysOf(value).has(name)) this.values.set(each, renamed(value, name, before(name)));
  }
}

/** Is one of these names a summand, as W is in `W + mu * v`? */
export const hasTerm = (node: Node, names: ReadonlySet<string>): boolean =>
  node.kind === 'binary' &&
  /^[-+]$/.test(node.operator) &&
  [node.left, node.right].some((each) => names.has(keyOf(each) ?? '') || hasTerm(each, names));
