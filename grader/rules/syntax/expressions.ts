/** Expressions of Python and JavaScript as nodes that are the same for both. */
import type { SyntaxNode } from '@lezer/common';
import { means } from '../lexicon.ts';
import { grouped } from './nodes.ts';
import type { Argument, Flat, Node, Parameter, Span, Statement } from './nodes.ts';

/** Comments, and what is said of types alone. */
const SILENT =
  /Comment$|^Type(Def|Annotation|ParamList|ArgList)$|^(Privacy|readonly|Optional|static|async|declare)$/;

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!SILENT.test(child.name)) found.push(child);
  return found;
}

export const isBody = (node: string): boolean => node === 'Body' || node === 'Block';
const isAssignment = (node: string): boolean => node === 'AssignOp' || node === 'Equals';

const OPERATORS = /^(ArithOp|BitOp|CompareOp|LogicOp|and|or|not|is|in|\+|-|\*|\/)$/;

/** TensorFlow's methods that change what they are called on, by the names that PyTorch has for them. */
const IN_PLACE: Readonly<Record<string, string>> = {
  assign: 'copy_',
  assign_add: 'add_',
  assign_sub: 'sub_',
};

/** A call; `new Float64Array(n)` and `Array(n).fill(0)` are the number that all entries have. */
function called(node: Node & { kind: 'call' }): Node {
  const { of, args } = node;
  const [only, ...more] = args.map(({ value }) => value);
  if (!only || more.length > 0) return node;
  if (of.kind === 'name' && /Array$/.test(of.name) && /^(number|name|member|binary)$/.test(only.kind))
    return { kind: 'number', value: 0, from: node.from, to: node.to };
  if (of.kind !== 'member') return node;
  if (of.name === 'fill') return only;
  const name = Object.hasOwn(IN_PLACE, of.name) ? IN_PLACE[of.name] : undefined;
  return name === undefined ? node : { ...node, of: { ...of, name } };
}

export abstract class ExpressionReader {
  protected readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  protected abstract block(node: SyntaxNode): Statement[];
  protected abstract statement(node: SyntaxNode): Statement[];

  protected of(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  protected parameters(list: SyntaxNode): Parameter[] {
    const found: Parameter[] = [];
    const children = childrenOf(list);
    children.forEach((child, i) => {
      if (
        /^(VariableName|VariableDefinition)$/.test(child.name) &&
        !isAssignment(children[i - 1]?.name ?? '')
      ) {
        const value = isAssignment(children[i + 1]?.name ?? '') ? children[i + 2] : undefined;
        found.push({ name: this.of(child), value: value ? this.node(value) : null });
      }
      if (child.name === 'ObjectPattern') found.push(...this.entriesOf(child));
    });
    return found.filter(({ name }) => !means('self', name));
  }

  /** `{ lr = 0.1, beta }` as parameters */
  private entriesOf(pattern: SyntaxNode): Parameter[] {
    return childrenOf(pattern).flatMap((child) => {
      if (child.name !== 'PatternProperty') return [];
      const [name, sign, value] = childrenOf(child);
      return name
        ? [{ name: this.of(name), value: sign?.name === 'Equals' && value ? this.node(value) : null }]
        : [];
    });
  }

  protected node(node: SyntaxNode): Node {
    const { from, to } = node;
    const at = { from, to };
    const children = childrenOf(node);
    switch (node.name) {
      case 'Number':
        return { kind: 'number', value: Number(this.of(node).replace(/_|[fFn]$/g, '')), ...at };
      case 'String':
      case 'FormatString':
      case 'TemplateString':
        return {
          kind: 'string',
          text: this.of(node).replace(/^\w*["'`]|["'`]$|[{$].*?\}/g, ''),
          parts: children
            .flatMap(childrenOf)
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
      case 'this':
      case 'super':
        return this.of(node) === 'undefined'
          ? { kind: 'nothing', ...at }
          : { kind: 'name', name: this.of(node), ...at };
      case 'ParenthesizedExpression': {
        const inner = children.find(({ name }) => name !== '(' && name !== ')');
        return inner ? this.node(inner) : { kind: 'nothing', ...at };
      }
      case 'MemberExpression':
        return this.member(children, at);
      case 'CallExpression':
      case 'NewExpression': {
        const [callee, list] = children.filter(({ name }) => name !== 'new');
        if (!callee) return { kind: 'other', ...at };
        return called({ kind: 'call', of: this.node(callee), args: list ? this.args(list) : [], ...at });
      }
      // `v!`, `Map<string, number>`
      case 'PostfixExpression':
      case 'InstantiationExpression':
        return children[1]?.name === 'ArithOp' || !children[0]
          ? { kind: 'other', ...at }
          : this.node(children[0]);
      case 'BinaryExpression':
      case 'UnaryExpression':
        return { ...grouped(this.flat(node)), ...at };
      case 'TupleExpression':
      case 'ArrayExpression':
      case 'ArrayPattern': {
        const items = children
          .filter(({ name }) => !/^[()[\],]$/.test(name))
          .map((child) => this.node(child));
        return items.length === 0 ? { kind: 'nothing', ...at } : { kind: 'tuple', items, ...at };
      }
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
        return this.each(children, at);
      case 'DictionaryComprehensionExpression': {
        const [, key, , ...rest] = children;
        const index = key ? this.node(key) : null;
        const entry: Node = { kind: 'entry', of: { kind: 'nothing', ...at }, index, ...at };
        return this.each([key!, ...rest], at, [{ kind: 'do', value: entry, ...at }]);
      }
      case 'DictionaryExpression':
      case 'ObjectExpression':
        return this.dictionary(children, at);
      case 'LambdaExpression':
      case 'ArrowFunction':
      case 'FunctionExpression':
        return this.lambda(children, at);
      case 'ConditionalExpression':
        return this.choice(node, children);
      case 'NamedExpression': {
        const [target, , value] = children;
        return target && value
          ? { kind: 'named', target: this.node(target), value: this.node(value), ...at }
          : { kind: 'other', ...at };
      }
      default:
        return { kind: 'other', ...at };
    }
  }

  /**
   * `[m + g for m, g in zip(ms, gs)]` is what a function makes of ms and gs.
   * @param before what is done with the names beside
   */
  private each([, element, ...rest]: readonly SyntaxNode[], at: Span, before: Statement[] = []): Node {
    if (!element) return { kind: 'other', ...at };
    const value = this.node(element);
    const divider = rest.findIndex(({ name }) => name === 'in');
    if (divider < 0) return value;
    const targets = rest.slice(0, divider).flatMap((child) => [child, ...childrenOf(child)]);
    const names = targets.filter(({ name }) => name === 'VariableName');
    // `for self.v in …` changes the object.
    if (targets.some(({ name }) => name === 'MemberExpression')) return { kind: 'other', ...at };
    const over = rest[divider + 1] && this.node(rest[divider + 1]!);
    const isZip = over?.kind === 'call' && over.of.kind === 'name' && over.of.name === 'zip';
    const args = isZip ? over.args : over && names.length === 1 ? [{ keyword: null, value: over }] : [];
    const isOfNames = args.length === names.length && args.every((arg) => arg.value.kind !== 'call');
    const parameters = names.map((name) => ({ name: this.of(name), value: null }));
    const body: Statement[] = [...before, { kind: 'return', value, ...at }];
    const of: Node = { kind: 'function', parameters, body, ...at };
    return { kind: 'call', of, args: isOfNames ? args : [], ...at };
  }

  /** An empty one holds nothing yet; of one with entries the values are what a function returns. */
  private dictionary(children: readonly SyntaxNode[], at: Span): Node {
    const items = children.flatMap((child, i): Node[] => {
      if (child.name === 'Property') {
        const [name, sign, value] = childrenOf(child);
        if (!name) return [];
        return [
          value && sign?.name === ':'
            ? this.node(value)
            : { kind: 'name', name: this.of(name), from: name.from, to: name.to },
        ];
      }
      const value = children[i + 1];
      return child.name === ':' && value ? [this.node(value)] : [];
    });
    return items.length === 0 ? { kind: 'nothing', ...at } : { kind: 'tuple', items, ...at };
  }

  private member(children: readonly SyntaxNode[], at: Span): Node {
    const [object, sign, property] = children;
    if (!object || !sign || !property) return { kind: 'other', ...at };
    const of = this.node(object);
    if (/^\??\.$/.test(sign.name) || sign.name === '?.')
      return { kind: 'member', of, name: this.of(property).replace('#', ''), ...at };
    const inside = children.slice(2, -1);
    const isAll = inside.every(({ name }) => /^(:|,|\.\.\.|Ellipsis)$/.test(name));
    if (isAll) return { kind: 'entry', of, index: null, ...at };
    const index: Node =
      inside.length === 1
        ? this.node(property)
        : { kind: 'other', from: property.from, to: inside.at(-1)!.to };
    return { kind: 'entry', of, index, ...at };
  }

  private args(list: SyntaxNode): Argument[] {
    const found: Argument[] = [];
    const children = childrenOf(list).filter(({ name }) => !/^[(),]$/.test(name));
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      if (children[i + 1]?.name === 'AssignOp' && children[i + 2]) {
        found.push({ keyword: this.of(child), value: this.node(children[i + 2]!) });
        i += 2;
      } else if (child.name === 'for') {
        break;
      } else if (!/^\*+$/.test(child.name)) {
        found.push({ keyword: null, value: this.node(child) });
      }
    }
    return found;
  }

  private flat(node: SyntaxNode): Flat {
    const isUnary = node.name === 'UnaryExpression';
    const children = childrenOf(node);
    // `x as number`
    const end = children.findIndex(({ name }) => name === 'as');
    return children.slice(0, end < 0 ? undefined : end).flatMap((child): Flat => {
      if (OPERATORS.test(child.name)) return [{ operator: this.of(child), isUnary }];
      if (/^(Binary|Unary)Expression$/.test(child.name)) return this.flat(child);
      return [this.node(child)];
    });
  }

  private lambda(children: readonly SyntaxNode[], at: Span): Node {
    const list = children.find(({ name }) => name === 'ParamList');
    const body = children.at(-1);
    if (!body) return { kind: 'other', ...at };
    const statements: Statement[] = isBody(body.name)
      ? this.block(body)
      : body.name === 'AssignmentExpression'
        ? this.statement(body)
        : [{ kind: 'return', value: this.node(body), from: body.from, to: body.to }];
    return { kind: 'function', parameters: list ? this.parameters(list) : [], body: statements, ...at };
  }

  /** `a if test else b`, and `test ? a : b` */
  private choice(node: SyntaxNode, children: readonly SyntaxNode[]): Node {
    const at = { from: node.from, to: node.to };
    const values = children
      .filter(({ name }) => !/^(if|else|LogicOp)$/.test(name))
      .map((child) => this.node(child));
    const isPython = children.some(({ name }) => name === 'if');
    const [test, then, otherwise] = isPython ? [values[1], values[0], values[2]] : values;
    return test && then && otherwise
      ? { kind: 'choice', test, then, otherwise, ...at }
      : { kind: 'other', ...at };
  }
}
