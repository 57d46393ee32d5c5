/** What a program is made of, whichever language it is written in: the few kinds of nodes that a rule needs. */

import { means, table } from '../lexicon.ts';
import { Unreadable } from '../place.ts';

/** From where to where in the program it stands. */
export interface Span {
  from: number;
  to: number;
}

export type Node = Span &
  /** `array`: every entry of one has that value; `isWhole`: it is written without decimals. */
  (
    | { kind: 'number'; value: number; array?: ArrayOf; isWhole?: boolean }
    /** `parts`: what a template puts into it. */
    | { kind: 'string'; text: string; parts: Node[] }
    | { kind: 'name'; name: string }
    /** `of.name` */
    | { kind: 'member'; of: Node; name: string }
    /** `of[index]`; null for `of[:]`. */
    | { kind: 'entry'; of: Node; index: Node | null }
    /** `a:b`, the index of a part; `bounds` as it is written, without blanks. */
    | { kind: 'slice'; bounds?: string }
    | Call
    | { kind: 'binary'; operator: string; left: Node; right: Node }
    | { kind: 'minus'; of: Node }
    /** `not a` and `!a` */
    | { kind: 'not'; of: Node }
    /** Of a dictionary with its `keys`, and the `rest` that it takes from another one. */
    | { kind: 'tuple'; items: Node[]; keys?: readonly string[]; rest?: Node }
    | { kind: 'function'; parameters: Parameter[]; body: Statement[] }
    | { kind: 'choice'; test: Node; then: Node; otherwise: Node }
    /** `n := value` within an expression. */
    | { kind: 'named'; target: Node; value: Node }
    /** A container that is still empty, whose entries may be asked for as if they were there (`isList`), and `None`. */
    | { kind: 'nothing'; isEmpty?: boolean; isList?: boolean }
    | { kind: 'truth'; value: boolean }
    /** What has no meaning in a rule, such as a dictionary with entries; `why`, where that is known already. */
    | { kind: 'other'; why?: Unreadable }
  );

/** Of what may be any number, of whole numbers alone as `new Int32Array(n)`, and of nothing yet as `new Array(n)`. */
type ArrayOf = 'numbers' | 'whole' | 'nothing';

export interface Argument {
  keyword: string | null;
  value: Node;
}

export interface Parameter {
  name: string;
  value: Node | null;
  /** What a new value of it does not change outside: its name alone, as of Java's arrays, or all of it, as of a number in C. */
  copied?: Copied;
}

export type Copied = 'name' | 'whole';

export interface Call extends Span {
  kind: 'call';
  of: Node;
  args: Argument[];
  /** Of an objective that is derived, by the first argument. */
  taken?: 'gradient' | 'value';
}

export interface Loop extends Span {
  kind: 'loop';
  header: string;
  names: Node[];
  over: Node | null;
  body: Statement[];
  /** Its names hold copies of what it goes through. */
  copied?: Copied;
  count?: Count;
  /** Of `while (test)`. */
  test?: Node;
}

export interface Define extends Span {
  kind: 'define';
  name: string;
  parameters: Parameter[];
  body: Statement[];
  /** A method that has a copy of its object. */
  copied?: Copied;
  /** Of Python: what it takes from around by `global` and `nonlocal`; all else that it gives a value is its own. */
  outer?: readonly string[];
  /** What changes how it is called, by `syntax/manners.ts`. */
  manners?: readonly string[];
}

export interface Class extends Span {
  kind: 'class';
  name: string;
  body: Statement[];
  /** Those that it declares by their types, in their order. */
  fields?: readonly string[];
  /** The classes that it builds on. */
  bases?: readonly string[];
}

/** Of `for (let i = first; test; next)`; null where nothing is written. */
export interface Count {
  first: Node;
  test: Node | null;
  next: Statement[] | null;
}

export type Statement = Span &
  /**
   * `isInPlace`: an array is changed where it stands, as Python's `v *= mu` does. `declares`: JavaScript's `let v = …` makes a new name,
   * for the block around it or by `var` for the function.
   */
  (
    | {
        kind: 'assign';
        targets: Node[];
        operator: string;
        value: Node;
        isInPlace?: boolean;
        declares?: 'block' | 'function';
      }
    | { kind: 'do'; value: Node }
    | { kind: 'return'; value: Node }
    | { kind: 'break' }
    | { kind: 'if'; test: Node; then: Statement[]; otherwise: Statement[] }
    | Loop
    | Define
    | Class
    | { kind: 'skip' }
  );

export const assigned = (
  targets: Node[],
  value: Node,
  { from, to }: Span,
  operator = '',
): Statement & { kind: 'assign' } => ({ kind: 'assign', targets, operator, value, from, to });

/** `return` without a value. */
export const leave = ({ from, to }: Span): Statement => ({
  kind: 'return',
  value: { kind: 'nothing', from, to },
  from,
  to,
});

/** Is it one of these numbers, written without a sign? */
export const isNumber = (node: Node | null | undefined, ...values: number[]): boolean =>
  node?.kind === 'number' && values.includes(node.value);

/** A number that is written out, with its sign; null of anything else. */
export function numberWritten(node: Node): number | null {
  if (node.kind === 'number') return node.value;
  const inner = node.kind === 'minus' ? numberWritten(node.of) : null;
  return inner === null ? null : -inner;
}

/** What may be given a value: `w`, `self.w`, `w[i]`. */
export const isPlace = ({ kind }: Node): boolean => kind === 'name' || kind === 'member' || kind === 'entry';

/** `self.v` and `this.v` */
export const isOwnField = (node: Node): node is Node & { kind: 'member' } =>
  node.kind === 'member' && node.of.kind === 'name' && means('self', node.of.name);

/** The parts of `a, b`; what is no list is one part. */
export const itemsOf = (node: Node): readonly Node[] => (node.kind === 'tuple' ? node.items : [node]);

/** Those of the nodes that are names and nothing else. */
export const namesAmong = (nodes: readonly Node[]): string[] =>
  nodes.flatMap((node) => (node.kind === 'name' ? [node.name] : []));

/** The names of what makes an object. */
export const CONSTRUCTOR = /^(?:__init__|constructor)$/;

/** What stands directly within a statement. */
export const bodiesOf = (statement: Statement): (readonly Statement[])[] =>
  statement.kind === 'if'
    ? [statement.then, statement.otherwise]
    : 'body' in statement
      ? [statement.body]
      : [];

/** A statement with other statements within it. */
export function withBodies(
  statement: Statement,
  change: (body: readonly Statement[]) => Statement[],
): Statement {
  if (statement.kind === 'if')
    return { ...statement, then: change(statement.then), otherwise: change(statement.otherwise) };
  return 'body' in statement ? { ...statement, body: change(statement.body) } : statement;
}

/** The same with each node changed, from the inside out, wherever it stands. */
export function changed<T>(part: T, change: (node: Node) => Node): T {
  if (Array.isArray(part)) return part.map((each: unknown) => changed(each, change)) as T;
  if (typeof part !== 'object' || part === null || part instanceof Unreadable) return part;
  const inner = { ...part };
  for (const key in inner) inner[key] = changed(inner[key], change);
  return ('kind' in inner ? change(inner as unknown as Node) : inner) as T;
}

/** What holds names: those of parameters, keywords and the keys of a dictionary are no nodes. */
const NAMING = new Set(['name', 'text', 'keyword', 'keys', 'fields', 'outer']);

/** The same with other names, wherever they stand. */
export function withNames<T>(part: T, renamed: (name: string) => string): T {
  if (Array.isArray(part)) return part.map((each: unknown) => withNames(each, renamed)) as T;
  if (typeof part !== 'object' || part === null || part instanceof Unreadable) return part;
  const entries = Object.entries(part).map(([key, value]: [string, unknown]) => {
    if (!NAMING.has(key)) return [key, withNames(value, renamed)];
    if (typeof value === 'string') return [key, renamed(value)];
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
    return [key, isList ? value.map((each: string) => renamed(each)) : withNames(value, renamed)];
  });
  return Object.fromEntries(entries) as T;
}

/** Precedence of the operators, in all languages and as students mean them: where no language is named `dW^2` is a power. */
const PRECEDENCE: Record<string, number> = table({
  '||': 1,
  or: 1,
  '??': 1,
  '&&': 2,
  and: 2,
  '+': 5,
  '-': 5,
  '*': 6,
  '@': 6,
  '/': 6,
  '^': 8,
  '**': 8,
});

const COMPARISON = 3;
const UNARY = 7;

/** What stands in brackets, in those within them too: `(w, (m, v))`. */
export const flatNames = (node: Node): Node[] =>
  node.kind === 'tuple' ? node.items.flatMap(flatNames) : [node];

/** Operands and the operators between them as one list, which a grammar may have grouped by another precedence. */
export type Flat = (Node | { operator: string; isUnary: boolean })[];

/** Groups a flat list by the precedence that is meant. */
export function grouped(flat: Flat): Node {
  let at = 0;
  const isOperator = (item: Flat[number] | undefined): item is { operator: string; isUnary: boolean } =>
    item !== undefined && 'operator' in item && 'isUnary' in item;
  const operand = (): Node => {
    const item = flat[at++];
    if (isOperator(item)) {
      const isNot = item.operator === 'not' || item.operator === '!';
      const of = expression(item.operator === 'not' ? COMPARISON : UNARY);
      if (isNot) return { kind: 'not', of, from: of.from - item.operator.length, to: of.to };
      if (item.operator === '+') return of;
      if (item.operator === '-') return { kind: 'minus', of, from: of.from - 1, to: of.to };
      return { kind: 'other', from: of.from, to: of.to };
    }
    return item ?? { kind: 'other', from: 0, to: 0 };
  };
  const expression = (least: number): Node => {
    let left = operand();
    for (let item = flat[at]; isOperator(item); item = flat[at]) {
      const precedence = PRECEDENCE[item.operator] ?? COMPARISON;
      if (precedence < least) break;
      at++;
      // A power of a power begins on the right.
      const right = expression(precedence === 8 ? precedence : precedence + 1);
      const operator = item.operator === '^' ? '**' : item.operator;
      left = { kind: 'binary', operator, left, right, from: left.from, to: right.to };
    }
    return left;
  };
  return expression(0);
}

/** The classes that a class builds on, by its head: `class Momentum(SGD):`, `class Momentum extends SGD`, `struct Momentum : public SGD`. */
export function basesInHead(head: string): string[] {
  const [, inBrackets, behind] = /^[^(:]*(?:\(([^)]*)\)|:(?!:)([^{]*))/.exec(head) ?? [];
  const listed = /\bextends\s+([\w.]+)/.exec(head)?.[1] ?? inBrackets ?? behind ?? '';
  return listed
    .split(',')
    .filter((each) => !each.includes('='))
    .flatMap((each) => /(\w+)(?:<.*>)?\s*$/.exec(each)?.[1] ?? []);
}
