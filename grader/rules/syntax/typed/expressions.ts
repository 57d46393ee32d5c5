/** Expressions of C, C++, Java, Rust and Go as the nodes that Python and JavaScript give. */
import type { SyntaxNode } from '@lezer/common';
import { grouped } from '../nodes.ts';
import type { Flat, Node, Span, Statement } from '../nodes.ts';
import { Calls, SIZE } from './calls.ts';
import { callOf, namedCall, parametersOf } from './libraries.ts';
import { isOfNumbers, isOfReals } from './languages.ts';
import { useOf } from './missing.ts';
import { isPart, partsOf } from './parts.ts';

const NUMBER = /^(\d[\d_']*(?:\.[\d_']*)?|\.\d[\d_']*)(?:[eE][-+]?\d+)?/;

export abstract class Expressions extends Calls {
  protected node(node: SyntaxNode): Node {
    const flat = this.flat(node);
    const [only] = flat;
    if (flat.length === 1 && only && 'kind' in only) return only;
    const made = this.checked(grouped(flat));
    const spanned = { ...made, ...this.at(node) };
    return this.isInteger(made) ? this.integer(spanned) : spanned;
  }

  /** Whole numbers make whole numbers, and do not divide. */
  private checked(node: Node): Node {
    if (node.kind === 'minus') {
      const made: Node = { ...node, of: this.checked(node.of) };
      return this.isInteger(made.of) ? this.integer(made) : made;
    }
    if (node.kind !== 'binary') return node;
    const [left, right] = [this.checked(node.left), this.checked(node.right)];
    const made: Node = { ...node, left, right };
    if (!this.isInteger(left) || !this.isInteger(right)) return made;
    if (node.operator !== '/') return this.integer(made);
    const [top, bottom] = [left, right].map((side) => (side.kind === 'number' ? side.value : NaN)) as [
      number,
      number,
    ];
    if (top % bottom === 0) return this.integer(made);
    const isKnown = Number.isFinite(top) && Number.isFinite(bottom);
    const result = isKnown ? `, which is ${Math.floor(top / bottom)} in this language` : '';
    const written = this.text.slice(node.from + this.shift, node.to + this.shift);
    const help = isKnown ? `Write ${top}.0 / ${bottom}.0.` : 'Divide numbers with decimals.';
    return this.other(node, `“${written}” is a division of whole numbers${result}`, help);
  }

  /** Operands and operators in a row: grammars group them by what stands before and behind, which is not always what is meant. */
  private flat(node: SyntaxNode): Flat {
    const parts = partsOf(node);
    const at = this.at(node);
    switch (node.name) {
      case 'BinaryExpression':
      case 'BinaryExp': {
        const [left, sign, right] = parts as [SyntaxNode, SyntaxNode, SyntaxNode];
        if (!right) return [{ kind: 'other', ...at }];
        return [
          ...this.flat(left),
          { operator: this.operator(sign, left, right), isUnary: false },
          ...this.flat(right),
        ];
      }
      case 'UnaryExpression':
      case 'UnaryExp': {
        const [sign, of] = parts as [SyntaxNode, SyntaxNode];
        if (!of) return [{ kind: 'other', ...at }];
        if (/^[*&]$/.test(this.of(sign))) return this.flat(of);
        return [{ operator: this.of(sign), isUnary: true }, ...this.flat(of)];
      }
      // `&m * lr` and `*g * lr`, with what stands behind.
      case 'ReferenceExpression':
      case 'PointerExpression':
        return this.flat(parts.at(-1)!);
      // `(double) a / b`
      case 'CastExpression': {
        const [type, of] = parts.filter(isPart) as [SyntaxNode, SyntaxNode];
        const flat = this.flat(of);
        const first = flat.findIndex((each) => 'kind' in each);
        return flat.map((each, i) => (i === first ? this.cast(each as Node, this.of(type), at) : each));
      }
      case 'TypeCastExpression':
        return [this.cast(this.node(parts[0]!), this.of(parts.at(-1)!), at)];
      // Go's grammar takes `a * g[i]` for `(a * g)[i]`.
      case 'SelectorExpr':
      case 'IndexExpr':
      case 'SliceExpr':
      case 'CallExpr': {
        const before = this.flat(parts[0]!);
        const last = before.at(-1);
        const span = before.length > 1 && last && 'kind' in last ? { from: last.from, to: at.to } : at;
        return last && 'kind' in last
          ? [...before.slice(0, -1), this.behind(last, node, span)]
          : [{ kind: 'other', ...at }];
      }
      default:
        return [this.single(node, parts, at)];
    }
  }

  private operator(sign: SyntaxNode, left: SyntaxNode, right: SyntaxNode): string {
    const operator = this.of(sign);
    // No power here.
    if (operator === '^') return 'xor';
    // Armadillo's product of entries.
    const isOfEntries = operator === '%' && this.language.hasEntrywise;
    return isOfEntries && ![left, right].some((side) => this.isInteger(this.node(side))) ? '*' : operator;
  }

  private single(node: SyntaxNode, parts: readonly SyntaxNode[], at: Span): Node {
    const inner = parts.filter(isPart);
    switch (node.name) {
      case 'Number':
      case 'IntegerLiteral':
      case 'FloatingPointLiteral':
      case 'Integer':
      case 'Float':
        return this.number(this.of(node), at);
      case 'String':
      case 'StringLiteral':
      case 'RawString':
      case 'CharLiteral':
      case 'CharacterLiteral':
      case 'Char':
        return { kind: 'string', text: this.of(node).replace(/^\w*["'`]|["'`]$/g, ''), parts: [], ...at };
      case 'True':
      case 'False':
      case 'Bool':
      case 'BooleanLiteral':
      case 'Boolean':
      case 'boolean':
        return { kind: 'truth', value: /^true$/.test(this.of(node)), ...at };
      case 'Null':
      case 'null':
      case 'nullptr':
      case 'Nil':
      case 'NULL':
        return { kind: 'nothing', ...at };
      case 'this':
      case 'self':
      case 'super':
        return { kind: 'name', name: node.name === 'self' ? 'this' : node.name, ...at };
      case 'Identifier':
      case 'VariableName':
        if (!this.scopes.find(this.of(node))) this.noteMissing(node);
        return this.named(this.of(node), at);
      case 'BoundIdentifier':
      case 'DefName':
      case 'Definition':
        return this.named(this.of(node), at);
      case 'ScopedIdentifier':
        return this.named(/\w+$/.exec(this.of(node))?.[0] ?? '', at);
      case 'ParenthesizedExpression':
      case 'ParenthesizedExpr':
        return inner[0] ? this.node(inner[0]) : { kind: 'other', ...at };
      case 'FieldExpression':
      case 'FieldAccess':
      case 'SubscriptExpression':
      case 'ArrayAccess':
      case 'IndexExpression':
        return this.behind(this.node(inner[0]!), node, at);
      case 'CallExpression': {
        const callee = inner[0]!;
        const isMethod = callee.name === 'FieldExpression';
        const of = isMethod ? this.node(partsOf(callee).filter(isPart)[0]!) : null;
        const args = inner.find(({ name }) => /^Arg(?:ument)?List$/.test(name));
        const given = this.args(args);
        if (isMethod)
          return this.method(of!, this.of(partsOf(callee).at(-1)!).replace(/<.*>$/, ''), given, at);
        return this.function(callee, given, at);
      }
      case 'MethodInvocation': {
        const name = this.of(node.getChild('MethodName')!);
        const args = this.args(node.getChild('ArgumentList'));
        return inner[0]!.name === 'MethodName'
          ? this.calledBy(name, '', args, at)
          : this.method(this.node(inner[0]!), name, args, at);
      }
      case 'NewExpression':
      case 'ObjectCreationExpression':
      case 'ArrayCreationExpression':
        return this.created(node, inner, at);
      case 'MacroInvocation':
        return this.macro(parts, at);
      case 'TupleExpression':
      case 'ArrayExpression':
      case 'TuplePattern':
      case 'SlicePattern':
      case 'InitializerList':
      case 'ArrayInitializer':
      case 'StructuredBindingDeclarator':
        return this.listed(inner, at);
      case 'TryExpression':
      case 'MutPattern':
      case 'UnsafeBlock':
      case 'ReferencePattern':
      case 'RefPattern':
      case 'CapturedPattern':
        return inner[0] ? this.node(inner[0]) : { kind: 'other', ...at };
      case 'StructExpression':
      case 'TypedLiteral':
        return this.literal(node, at);
      case 'RangeExpression':
        return this.range(node, inner, at);
      case 'ConditionalExpression':
      case 'TernaryExpression': {
        const [test, then, otherwise] = inner as [SyntaxNode, SyntaxNode, SyntaxNode];
        return {
          kind: 'choice',
          test: this.test(test),
          then: this.node(then),
          otherwise: this.node(otherwise),
          ...at,
        };
      }
      case 'IfExpression': {
        const [test, then, otherwise] = inner;
        const ways = [then, otherwise].map((way) => way && this.givenBy(way));
        return test && ways[0] && ways[1] && test.name !== 'LetDeclaration'
          ? { kind: 'choice', test: this.test(test), then: ways[0], otherwise: ways[1], ...at }
          : { kind: 'other', ...at };
      }
      case 'LambdaExpression':
      case 'ClosureExpression':
      case 'FunctionLiteral':
        return this.lambda(node, inner, at);
      case 'AssignmentExpression': {
        const [only, ...more] = this.effect(node);
        const [target, ...others] = only?.kind === 'assign' && only.operator === '' ? only.targets : [];
        return only?.kind === 'assign' && target && more.length + others.length === 0
          ? { kind: 'named', target, value: only.value, ...at }
          : { kind: 'other', ...at };
      }
      default:
        return { kind: 'other', ...at };
    }
  }

  private noteMissing(node: SyntaxNode): void {
    if (!this.scopes.isInFunction) return;
    const use = useOf(node, this.text.slice(node.to, node.to + 40));
    this.missing.push({ name: this.of(node), node, use, unseen: this.unseen });
  }

  private number(written: string, at: Span): Node {
    const digits = NUMBER.exec(written)?.[0] ?? '';
    const value = Number(digits.replace(/[_']/g, ''));
    // Octal and hexadecimal numbers are in no rule.
    if (digits === '' || /^0\d|^0[xXbBoO]/.test(written) || Number.isNaN(value))
      return { kind: 'other', ...at };
    const node: Node = { kind: 'number', value, ...at };
    return /[.eE]/.test(digits) || /[fFdD]/.test(written.slice(digits.length)) ? node : this.integer(node);
  }

  protected named(name: string, at: Span): Node {
    if (name === 'NULL') return { kind: 'nothing', ...at };
    if (name === 'Self') return { kind: 'name', name: 'this', ...at };
    const known = this.scopes.find(name);
    const whole = known?.isInteger ? this.whole(name, at) : null;
    if (whole) return whole;
    const node: Node = known?.place?.(at) ?? { kind: 'name', name: known?.name ?? name, ...at };
    if (known?.isInteger) this.integer(node);
    if (known?.isInteger === false) this.reals.add(node);
    return node;
  }

  /** What stands behind an object: a field, an index, or the arguments of a call. */
  private behind(of: Node, node: SyntaxNode, at: Span): Node {
    const parts = partsOf(node);
    if (/^(?:FieldExpression|FieldAccess|SelectorExpr)$/.test(node.name)) {
      const written = this.of(parts.at(-1)!);
      const name = this.fieldName(written);
      if (of.kind === 'name' && !SIZE.test(written) && this.hasNoFields(of.name))
        return this.other(at, `“${of.name}” has no fields here`, 'Write the name of what has them.');
      const known = this.language.hasBareFields ? this.scopes.find(this.of(parts[0]!)) : undefined;
      if (known && this.of(node).includes('.')) known.hasParts = true;
      const member: Node = { kind: 'member', of, name, ...at };
      const isInteger = SIZE.test(written) ? true : this.isIntegerField(name);
      if (isInteger === false) this.reals.add(member);
      const whole = isInteger ? this.whole(name, at) : null;
      if (whole) return whole;
      return isInteger ? this.integer(member) : member;
    }
    if (node.name === 'CallExpr') {
      const args = this.args(node.getChild('Arguments'));
      if (of.kind === 'member') return this.method(of.of, of.name, args, at);
      if (parts[0]!.name === 'make') return this.made(node, at);
      return of.kind === 'name' ? this.calledBy(of.name, '', args, at) : callOf(of, args, at);
    }
    const index = parts.slice(1).filter(isPart);
    const isSlice = node.name === 'SliceExpr' || index.some(({ name }) => name === 'RangeExpression');
    // `w[:]` and `w[..]`
    const isWhole = isSlice && /\[\s*(?::|\.\.)\s*\]$/.test(this.of(node));
    const entries = this.hasNoEntries(of, parts[0]!, index);
    if (entries) return this.other(at, entries, 'Write the name of the array, and the number of the entry.');
    const own: Node = index.length === 1 && !isSlice ? this.node(index[0]!) : { kind: 'slice', ...at };
    const entry: Node = { kind: 'entry', of, index: isWhole ? null : own, ...at };
    if (this.isReal(of)) this.reals.add(entry);
    return this.isInteger(of) ? this.integer(entry) : entry;
  }

  /** Why there is no entry: the entries are those of a number, or are counted by what is no number (which is known at the end). */
  private hasNoEntries(of: Node, written: SyntaxNode, index: readonly SyntaxNode[]): string | null {
    const [known, place] = [written, index[0]].map((each) => each && this.scopes.find(this.of(each)));
    const isLength = of.kind === 'member' && of.name === 'length';
    if (isLength || (known?.type !== undefined && this.isNumber(known.type)))
      return `“${this.of(written)}” is a number here`;
    if (known && index.length === 1 && this.isInteger(this.node(index[0]!))) known.hasParts = true;
    if (place && !/\*/.test(place.type ?? '')) this.indices.push({ place, node: index[0]! });
    return null;
  }

  /** A number, and an entry of what is declared as an array of such ones. */
  private isNumber(type: string): boolean {
    const own = type.replace(/\b(?:const|final|static|mut)\b|\s/g, '');
    return /^\w+$/.test(own) && isOfReals(own) && (isOfNumbers(own) || this.text.includes(`<${own}>`));
  }

  /** A number, or an array of numbers. */
  private hasNoFields(name: string): boolean {
    const known = this.scopes.find(name);
    return known?.type !== undefined && isOfNumbers(known.type) && !known.place;
  }

  protected listed(items: readonly SyntaxNode[], at: Span): Node {
    if (items.length === 0) return { kind: 'nothing', isEmpty: true, ...at };
    return { kind: 'tuple', items: items.map((item) => this.node(item)), ...at };
  }

  /** `0..n` and `1..=n`, as Python has them. */
  private range(node: SyntaxNode, inner: readonly SyntaxNode[], at: Span): Node {
    const [first, last] = inner.map((child) => this.node(child));
    if (!first || !last) return { kind: 'other', ...at };
    const one: Node = { kind: 'number', value: 1, ...at };
    const isClosed = this.of(node).includes('..=');
    const end: Node = isClosed ? { kind: 'binary', operator: '+', left: last, right: one, ...at } : last;
    return namedCall('range', first.kind === 'number' && first.value === 0 ? [end] : [first, end], at);
  }

  private lambda(node: SyntaxNode, inner: readonly SyntaxNode[], at: Span): Node {
    return this.scopes.within(true, () => {
      const lists = inner.flatMap((child) =>
        child.name === 'AbstractFunctionDeclarator' ? partsOf(child) : [child],
      );
      const list = lists.find(({ name }) =>
        /^(?:ParamList|ParameterList|Parameters|FormalParameters|InferredParameters)$/.test(name),
      );
      const body = inner.at(-1)!;
      const own = list
        ? this.parameters(list, true)
        : parametersOf(inner.slice(0, -1).map((child) => this.node(child)));
      if (!list) for (const { name } of own) this.scopes.add(name, { isInteger: null });
      const isBlock = /^(?:Block|CompoundStatement)$/.test(body.name);
      const statements = isBlock ? this.bodyOf(body, own) : this.valueOrEffect(body);
      return { kind: 'function', parameters: own, body: statements, ...at };
    });
  }

  private valueOrEffect(body: SyntaxNode): Statement[] {
    if (/^(?:AssignmentExpression|UpdateExpression)$/.test(body.name)) return this.effect(body);
    return [{ kind: 'return', value: this.node(body), ...this.at(body) }];
  }

  /** What a block of Rust gives, which is nothing but that. */
  private givenBy(block: SyntaxNode): Node | null {
    if (block.name === 'IfExpression') return this.node(block);
    const inner = partsOf(block).filter(isPart);
    const [only, ...more] = inner;
    if (block.name !== 'Block' || more.length > 0 || only?.name !== 'ExpressionStatement') return null;
    const [value, ...behind] = partsOf(only);
    return value && behind.length === 0 ? this.node(value) : null;
  }

  protected abstract test(node: SyntaxNode): Node;
}
