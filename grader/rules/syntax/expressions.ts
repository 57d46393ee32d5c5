/** Expressions of Python and JavaScript as nodes that are the same for both. */
import type { SyntaxNode } from '@lezer/common';
import { isGradientCall, means } from '../lexicon.ts';
import { placeIn, Unreadable } from '../place.ts';
import { unframed } from './frameworks.ts';
import { grouped } from './nodes.ts';
import { madeAlike } from './pairs.ts';
import type { Argument, Flat, Node, Parameter, Span, Statement } from './nodes.ts';

/** Comments, and what is said of types alone. */
const SILENT =
  /Comment$|^Type(Def|Annotation|ParamList|ArgList)$|^(Privacy|readonly|Optional|static|async|declare)$/;

export function childrenOf(node: SyntaxNode, silent = SILENT): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!silent.test(child.name)) found.push(child);
  return found;
}

export const isBody = (node: string): boolean => node === 'Body' || node === 'Block';
const isAssignment = (node: SyntaxNode | undefined): boolean => /^(AssignOp|Equals)$/.test(node?.name ?? '');

/** Is it a part, and no sign or word between the parts? */
export const isPart = ({ name }: SyntaxNode): boolean => /^([A-Z](?!\w*Op$)|this|super|null)/.test(name);

const OPERATORS = /^(ArithOp|BitOp|CompareOp|LogicOp|and|or|not|is|in|\+|-|\*|\/)$/;

/** A call; `new Float64Array(n)` and `Array(n).fill(0)` are the number that all entries have. */
function called(node: Node & { kind: 'call' }): Node {
  const { of, args } = node;
  if (args.length === 0 && of.kind === 'name' && /^(?:Map|WeakMap|dict|list)$/.test(of.name))
    return { kind: 'nothing', isEmpty: true, from: node.from, to: node.to };
  const [only, ...more] = args.map(({ value }) => value);
  if (!only || more.length > 0) return node;
  if (of.kind === 'name' && /Array$/.test(of.name) && /^(number|name|member|binary)$/.test(only.kind)) {
    const array = of.name === 'Array' ? 'nothing' : /^Float/.test(of.name) ? 'numbers' : 'whole';
    return { kind: 'number', value: 0, array, from: node.from, to: node.to };
  }
  if (of.kind !== 'member' || of.name !== 'fill') return node;
  const isWhole = of.of.kind === 'number' && of.of.array === 'whole';
  return only.kind === 'number' ? { ...only, array: isWhole ? 'whole' : 'numbers' } : only;
}

/** `[0.0] * n`: every entry is that number. */
function repeated(node: Node): Node {
  if (node.kind !== 'binary' || node.operator !== '*' || node.left.kind !== 'tuple') return node;
  const [only, ...others] = node.left.items;
  return only?.kind === 'number' && others.length === 0 ? { ...only, array: 'numbers' } : node;
}

/** An empty list or dictionary holds nothing yet. */
const listed = (items: Node[], at: Span): Node =>
  items.length === 0 ? { kind: 'nothing', isEmpty: true, ...at } : { kind: 'tuple', items, ...at };

const copyOf = (of: Node, at: Span): Node => ({
  kind: 'call',
  of: { kind: 'member', of, name: 'copy', ...at },
  args: [],
  ...at,
});

/** `import numpy as xp` */
const IMPORTED = /^[ \t]*import (numpy|torch|jax\.numpy|autograd\.numpy|math) as (\w+)/gm;

/** What only parameters, and layers that have some, are or have. */
const OF_MOVABLE =
  /^\[\s*(\w+) for \1 in [\w.]+ if (?:hasattr\(\1,\s*['"](?:[Ww]|weights?|params?)['"]\)|\1\.(?:requires_grad|trainable)|isinstance\(\1,\s*(?:Linear|Dense)\))\s*\]$/;

export abstract class ExpressionReader {
  protected readonly text: string;
  /** `t` of `import torch as t`, by the name of the module. */
  private readonly modules: ReadonlyMap<string, string>;

  /** Does the fence name the language? Then `^` is what it is there, and no power as in pseudo-code. */
  protected readonly isNamed: boolean;

  constructor(text: string, isNamed: boolean) {
    this.text = text;
    this.isNamed = isNamed;
    this.modules = new Map(
      [...text.matchAll(IMPORTED)].map(([, module, name]) => [name!, module!.split('.').at(-1)!]),
    );
  }

  protected abstract block(node: SyntaxNode): Statement[];
  protected abstract effect(node: SyntaxNode): Statement[];

  protected of(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  /** Of `(w, { lr = 0.1, beta })` all four are parameters. */
  protected parameters(list: SyntaxNode | null): Parameter[] {
    const children = list ? childrenOf(list) : [];
    const found = children.flatMap((child, i): Parameter[] => {
      if (/^(ObjectPattern|PatternProperty)$/.test(child.name)) return this.parameters(child);
      if (child.name === 'ArrayPattern') return [{ name: this.packed(child), value: null }];
      if (!/^Variable/.test(child.name) || isAssignment(children[i - 1])) return [];
      const value = isAssignment(children[i + 1]) ? children[i + 2] : undefined;
      return [{ name: this.of(child), value: value ? this.node(value) : null }];
    });
    return found.filter(({ name }) => !means('self', name));
  }

  /** `x_and_y` of `([x, y]) => …`, which has no name of its own. */
  private packed(list: SyntaxNode): string {
    return childrenOf(list)
      .flatMap((child) => (/^Variable/.test(child.name) ? [this.of(child)] : []))
      .join('_and_');
  }

  /** `const [x, y] = x_and_y`, as a function begins that is given a list. */
  protected unpacked(list: SyntaxNode | null): Statement[] {
    const lists = list ? childrenOf(list).filter(({ name }) => name === 'ArrayPattern') : [];
    return lists.map((child): Statement => {
      const { from, to } = child;
      const value: Node = { kind: 'name', name: this.packed(child), from, to };
      return { kind: 'assign', targets: [this.node(child)], operator: '', value, from, to };
    });
  }

  /** Names that stand for what has a name of its own. */
  protected readonly renamed = new Map<string, string>();

  protected node(node: SyntaxNode): Node {
    const { from, to } = node;
    const at = { from, to };
    const children = childrenOf(node);
    const parts = children.filter(isPart);
    switch (node.name) {
      case 'Number':
        return {
          kind: 'number',
          value: Number(this.of(node).replace(/_|[fFn]$/g, '')),
          isWhole: /^\d+$/.test(this.of(node)),
          ...at,
        };
      case 'String':
      case 'FormatString':
      case 'TemplateString':
        return {
          kind: 'string',
          text: this.of(node).replace(/^\w*["'`]|["'`]$|[{$].*?\}/g, ''),
          parts: children
            .flatMap((child) => childrenOf(child))
            .flatMap((child) => (/(Name|Expression)$/.test(child.name) ? [this.node(child)] : [])),
          ...at,
        };
      case 'Boolean':
      case 'BooleanLiteral':
        return { kind: 'truth', value: /^true$/i.test(this.of(node)), ...at };
      case 'None':
      case 'null':
        return { kind: 'nothing', ...at };
      case 'VariableName':
      case 'VariableDefinition':
      case 'PropertyDefinition':
      case 'PrivatePropertyDefinition':
      case 'this':
      case 'super': {
        const own = this.of(node).replace('#', '');
        const name = this.renamed.get(own) ?? own;
        return name === 'undefined' ? { kind: 'nothing', ...at } : { kind: 'name', name, ...at };
      }
      case 'ParenthesizedExpression':
        return this.node(parts[0]!);
      case 'MemberExpression':
        return this.member(children, at);
      case 'CallExpression':
      case 'NewExpression': {
        const [callee, list] = parts;
        const call = called({
          kind: 'call',
          of: this.node(callee!),
          args: list ? this.args(list) : [],
          ...at,
        });
        return call.kind === 'call' ? unframed(call) : call;
      }
      // `v!`, `Map<string, number>`
      case 'PostfixExpression':
      case 'InstantiationExpression':
        return children[1]?.name === 'ArithOp' ? { kind: 'other', ...at } : this.node(parts[0]!);
      case 'BinaryExpression':
      case 'UnaryExpression':
        return this.undefinedOf(node, at) ?? { ...repeated(grouped(this.flat(node))), ...at };
      case 'TupleExpression':
      case 'ArrayExpression':
      case 'ArrayPattern': {
        const whole = this.copied(children, at);
        if (whole) return whole;
        const list = listed(
          parts.map((part) => this.node(part)),
          at,
        );
        return list.kind === 'nothing' ? { ...list, isList: true } : list;
      }
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
        return this.each(children.slice(1), at);
      case 'DictionaryComprehensionExpression': {
        const [, key, , ...rest] = children;
        const entry: Node = { kind: 'entry', of: { kind: 'nothing', ...at }, index: this.node(key!), ...at };
        return this.each(rest, at, [{ kind: 'do', value: entry, ...at }]);
      }
      case 'DictionaryExpression':
      case 'ObjectExpression': {
        const made = this.dictionary(children, at);
        // To ask JavaScript for what is not there is no error.
        return made.kind === 'nothing' && node.name === 'ObjectExpression' ? { ...made, isList: true } : made;
      }
      case 'LambdaExpression':
      case 'ArrowFunction':
      case 'FunctionExpression': {
        // function* () { … } does nothing when it is called.
        if (node.getChild('Star')) return { kind: 'other', ...at };
        const given = node.getChild('ParamList');
        const body = [...this.unpacked(given), ...this.bodyOfLambda(children.at(-1)!)];
        return { kind: 'function', parameters: this.parameters(given), body, ...at };
      }
      case 'ConditionalExpression': {
        const [first, second, last] = parts.map((part) => this.node(part)) as [Node, Node, Node];
        // `a if test else b`, and `test ? a : b`
        const [test, then] = node.getChild('if') ? [second, first] : [first, second];
        return { kind: 'choice', test, then, otherwise: last, ...at };
      }
      case 'NamedExpression': {
        const [target, value] = parts.map((part) => this.node(part)) as [Node, Node];
        return { kind: 'named', target, value, ...at };
      }
      default:
        return { kind: 'other', ...at };
    }
  }

  /**
   * `[m + g for m, g in zip(ms, gs)]` is what a function makes of ms and gs.
   * @param before what is done with the names beside
   */
  private each([element, ...rest]: readonly SyntaxNode[], at: Span, before: Statement[] = []): Node {
    const divider = rest.findIndex(({ name }) => name === 'in');
    const targets = rest.slice(0, divider).flatMap((child) => [child, ...childrenOf(child)]);
    // All that can be moved: `[l for l in layers if hasattr(l, "W")]`.
    if (OF_MOVABLE.test(this.text.slice(at.from, at.to))) return this.node(rest[divider + 1]!);
    // `for self.v in …` changes the object, and with a condition not all is there.
    if (rest.some(({ name }) => name === 'if') || targets.some(({ name }) => name === 'MemberExpression'))
      return { kind: 'other', ...at };
    const over = this.node(rest[divider + 1]!);
    const isZip = over.kind === 'call' && over.of.kind === 'name' && over.of.name === 'zip';
    const parts = rest.slice(1, divider).filter(isPart);
    const made = this.node(element!);
    const isOfPairs = isZip && parts.length > 1 && parts.every(({ name }) => name === 'TupleExpression');
    const one = isOfPairs
      ? madeAlike(
          parts.map((part) => this.node(part)),
          made,
        )
      : null;
    const names =
      one?.names ?? targets.filter(({ name }) => name === 'VariableName').map((child) => this.of(child));
    const args = isZip ? over.args : names.length === 1 ? [{ keyword: null, value: over }] : [];
    const isList = ({ value }: Argument): boolean =>
      value.kind !== 'call' || (value.of.kind === 'name' && isGradientCall(value.of.name));
    const isOfNames = args.length === names.length && args.every(isList);
    const parameters = names.map((name) => ({ name, value: null }));
    const body: Statement[] = [...before, { kind: 'return', value: one?.value ?? made, ...at }];
    const of: Node = { kind: 'function', parameters, body, ...at };
    return { kind: 'call', of, args: isOfNames ? args : [], ...at };
  }

  /** `[...w]` and `[*w]` are a copy. */
  private copied(children: readonly SyntaxNode[], at: Span): Node | null {
    const [open, sign, of, close, ...more] = children.filter(({ name }) => name !== ',');
    const isIt = open && sign && of && close && more.length === 0 && /^(?:\.\.\.|\*)$/.test(this.of(sign));
    return isIt ? copyOf(this.node(of), at) : null;
  }

  /** Of one with entries the values are what a function returns. */
  private dictionary(children: readonly SyntaxNode[], at: Span): Node {
    const keys: string[] = [];
    const items: Node[] = [];
    let rest: Node | undefined;
    const add = (key: SyntaxNode, value: SyntaxNode): void => {
      keys.push(this.of(key).replace(/^["'`]|["'`]$/g, ''));
      items.push(this.node(value));
    };
    for (const [i, child] of children.entries()) {
      const own = child.name === 'Property' ? childrenOf(child) : [];
      const [first, last] = [own[0], own.at(-1)];
      if (first && last && /^Spread$|^\.\.\.$/.test(first.name)) rest = this.node(last);
      else if (first && last) add(first, last);
      else if (children[i - 1]?.name === ':') add(children[i - 2]!, child);
      else if (children[i - 1]?.name === '**') rest = this.node(child);
    }
    const listing = listed(items, at);
    if (listing.kind === 'tuple') return { ...listing, keys, ...(rest && { rest }) };
    return rest ? copyOf(rest, at) : listing;
  }

  /** `state["m"]`, and `state[name, "m"]`. */
  private key(inside: readonly SyntaxNode[], at: Span): Node {
    const items = inside.filter(({ name }) => name !== ',').map((each) => this.node(each));
    return items.length === 1 ? items[0]! : { kind: 'tuple', items, ...at };
  }

  private member(children: readonly SyntaxNode[], at: Span): Node {
    const [object, sign, property] = children as [SyntaxNode, SyntaxNode, SyntaxNode];
    const owner = this.node(object);
    // The same name alone may be something else.
    const module = owner.kind === 'name' ? this.modules.get(owner.name) : undefined;
    const of: Node = module && owner.kind === 'name' ? { ...owner, name: module } : owner;
    if (sign.name.endsWith('.'))
      return { kind: 'member', of, name: this.of(property).replace('#', ''), ...at };
    const inside = children.slice(2, -1);
    const isAll = inside.every(({ name }) => /^(:|,|\.\.\.|Ellipsis)$/.test(name));
    if (isAll) return { kind: 'entry', of, index: null, ...at };
    const part = { from: property.from, to: inside.at(-1)!.to };
    const bounds = this.text.slice(part.from, part.to).replace(/\s/g, '');
    const isOfWords =
      inside.some(({ name }) => name === 'String') && inside.every(({ name }) => name !== ':');
    const index: Node = isOfWords
      ? this.key(inside, part)
      : inside.length === 1
        ? this.node(property)
        : inside.some(({ name }) => name === ':')
          ? { kind: 'slice', bounds, ...part }
          : { kind: 'other', ...part };
    return { kind: 'entry', of, index, ...at };
  }

  protected args(list: SyntaxNode): Argument[] {
    const found: Argument[] = [];
    const all = childrenOf(list);
    // `sum(x * x for x in xs)` is what it is with brackets around it.
    if (all.some(({ name }) => name === 'for'))
      return [{ keyword: null, value: this.each(all.slice(1), { from: list.from, to: list.to }) }];
    const children = all.filter(({ name }) => !/^[(),]$/.test(name));
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      if (children[i + 1]?.name === 'AssignOp' && children[i + 2]) {
        found.push({ keyword: this.of(child), value: this.node(children[i + 2]!) });
        i += 2;
      } else if (!/^\*+$/.test(child.name)) {
        found.push({ keyword: null, value: this.node(child) });
      }
    }
    return found;
  }

  private flat(node: SyntaxNode): Flat {
    const isUnary = node.name === 'UnaryExpression';
    const children = childrenOf(node);
    const caret = children.find((child) => child.name === 'BitOp' && this.of(child) === '^');
    if (caret && this.isNamed) return [this.bitwise(caret)];
    // `x as number`
    const end = children.findIndex(({ name }) => name === 'as');
    return children.slice(0, end < 0 ? undefined : end).flatMap((child, i): Flat => {
      // `is not` and `not in` are one.
      const [before, behind] = [children[i - 1]?.name, children[i + 1]];
      if (child.name === 'not' && before === 'is') return [];
      const isPair = behind && /^(?:is not|not in)$/.test(`${child.name} ${behind.name}`) && !isUnary;
      if (isPair) return [{ operator: `${child.name} ${behind.name}`, isUnary }];
      if (child.name === 'in' && before === 'not') return [];
      if (OPERATORS.test(child.name)) return [{ operator: this.of(child), isUnary }];
      if (/^(Binary|Unary)Expression$/.test(child.name)) return this.flat(child);
      return [this.node(child)];
    });
  }

  private bitwise({ from, to }: SyntaxNode): Node {
    const reason = '“^” is no power in this language, but compares bits';
    const why = new Unreadable(placeIn(this.text, from), reason, 'Write ** for a power.', true);
    return { kind: 'other', why, from, to };
  }

  /** `typeof v === "undefined"` */
  private undefinedOf(node: SyntaxNode, at: Span): Node | null {
    const [left, sign, right] = childrenOf(node);
    if (left?.name !== 'UnaryExpression' || !sign || !right || !/^["'`]undefined["'`]$/.test(this.of(right)))
      return null;
    const [typeOf, of] = childrenOf(left);
    if (typeOf?.name !== 'typeof' || !of) return null;
    return {
      kind: 'binary',
      operator: this.of(sign),
      left: this.node(of),
      right: { kind: 'nothing', ...at },
      ...at,
    };
  }

  protected bodyOfLambda(body: SyntaxNode): Statement[] {
    if (isBody(body.name)) return this.block(body);
    const [inner] = body.name === 'ParenthesizedExpression' ? childrenOf(body).filter(isPart) : [];
    if (inner) return this.bodyOfLambda(inner);
    if (body.name === 'AssignmentExpression') return this.effect(body);
    return [{ kind: 'return', value: this.node(body), from: body.from, to: body.to }];
  }
}
