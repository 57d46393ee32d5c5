/** Statements of Python and JavaScript as nodes that are the same for both. */
import type { SyntaxNode } from '@lezer/common';
import { isSetting, means } from '../lexicon.ts';
import { unframedEffect } from './frameworks.ts';
import { AssignmentReader } from './assignments.ts';
import { childrenOf, isBody, isPart } from './expressions.ts';
import { mannersOf } from './manners.ts';
import { assigned, basesInHead, leave, withBodies } from './nodes.ts';
import type { Count, Node, Span, Statement } from './nodes.ts';

export const isNameNode = (node: string): boolean => /^(Variable|Property)(Name|Definition)$/.test(node);

const FUNCTION =
  /^(?:FunctionDefinition|FunctionDeclaration|FunctionExpression|MethodDeclaration|ArrowFunction)$/;

/** A call for what it changes: `state.set(key, v)`, `state.update(v=v)` and `torch.maximum(a, b, out=a)` assign. */
function performed(value: Node, at: Span): Statement[] {
  if (value.kind !== 'call') return [{ kind: 'do', value, ...at }];
  const { of, args } = value;
  const [key, given] = args;
  const effect = unframedEffect(value);
  if (effect) return [effect];
  if (of.kind === 'member' && of.name === 'set' && args.length === 2)
    return [assigned([{ kind: 'entry', of: of.of, index: key!.value, ...at }], given!.value, at)];
  // `net.update(lr=0.1)` and `opt.update(params=p, grads=g)` are asked of what can do it.
  const isAsked = args.some(({ keyword }) => isSetting(keyword ?? '') || means('gradients', keyword ?? ''));
  const isOfKeys = args.length > 0 && args.every(({ keyword }) => keyword) && !isAsked;
  if (of.kind === 'member' && of.name === 'update' && isOfKeys)
    return args.map(({ keyword, value: entry }): Statement => {
      const index: Node = { kind: 'string', text: keyword!, parts: [], ...at };
      return assigned([{ kind: 'entry', of: of.of, index, ...at }], entry, at);
    });
  const out = args.find(({ keyword }) => keyword === 'out');
  if (!out) return [{ kind: 'do', value, ...at }];
  const others = args.filter((arg) => arg !== out);
  // It is filled where it stands, whoever else has a name for it: `out[:] = …`
  const filled: Node =
    out.value.kind === 'name' ? { kind: 'entry', of: out.value, index: null, ...at } : out.value;
  return [assigned([filled], { ...value, args: others }, at)];
}

/** The body of a function as one of a loop, of which a return goes on with the next turn. */
const asTurn = (body: readonly Statement[]): Statement[] =>
  body.flatMap((each, i): Statement[] => {
    if (each.kind === 'if' || each.kind === 'loop') return [withBodies(each, asTurn)];
    if (each.kind !== 'return') return [each];
    const { from, to, value } = each;
    const done: Statement[] = value.kind === 'call' ? [{ kind: 'do', value, from, to }] : [];
    return i === body.length - 1 && value.kind !== 'nothing' ? done : [...done, { kind: 'skip', from, to }];
  });

export class Reader extends AssignmentReader {
  block(node: SyntaxNode): Statement[] {
    const children = childrenOf(node);
    const end = children.findIndex(({ name }) => /^(Break|Raise|Throw)Statement$/.test(name));
    return children.slice(0, end < 0 ? undefined : end + 1).flatMap((child) => this.statement(child));
  }

  protected statement(node: SyntaxNode): Statement[] {
    const { from, to } = node;
    const children = childrenOf(node);
    const at = { from, to };
    switch (node.name) {
      case 'UpdateStatement':
        return this.assigned(children, at).map((each) => ({ ...each, isInPlace: true }));
      case 'AssignStatement':
      case 'PropertyDeclaration':
        return this.assigned(children, at);
      case 'VariableDeclaration': {
        const declares = this.of(node.firstChild!) === 'var' ? 'function' : 'block';
        return this.declared(children, at).map((each) =>
          each.kind === 'assign' && this.isNamed ? { ...each, declares } : each,
        );
      }
      case 'ExpressionStatement':
        return children.flatMap((child) => this.effect(child));
      case 'StatementGroup':
      case 'Block':
      case 'Body':
        return this.block(node);
      case 'ReturnStatement': {
        const [first, ...others] = children.filter(isPart).map((child) => this.node(child));
        if (!first) return this.leaving(node, at);
        const value: Node = others.length === 0 ? first : { kind: 'tuple', items: [first, ...others], ...at };
        return [{ kind: 'return', value, ...at }];
      }
      case 'BreakStatement':
        return [{ kind: 'break', ...at }];
      case 'ContinueStatement':
        return [{ kind: 'skip', ...at }];
      case 'IfStatement': {
        const [test, then, ...others] = children.filter(isPart);
        // What the program itself does, whoever starts it.
        const isMain = /^__name__ *== *["']__main__["']$/.test(this.of(test!)) && others.length === 0;
        return isMain ? this.bodyOf(then!) : this.branches([test!, then!, ...others], at);
      }
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoStatement':
        return this.loop(node, children);
      case 'WithStatement':
        return children.filter(({ name }) => isBody(name)).flatMap((body) => this.block(body));
      case 'TryStatement':
        return this.tried(children);
      case 'FinallyClause':
        return this.block(children.at(-1)!);
      case 'CatchClause':
        return this.perhaps(this.block(children.at(-1)!), at);
      case 'MatchStatement':
      case 'SwitchStatement':
        return this.perhaps(this.cases(children.at(-1)!), at);
      case 'DeleteStatement':
        return children
          .filter(isPart)
          .map((child) => assigned([this.node(child)], { kind: 'other', ...at }, at));
      case 'DecoratedStatement':
      case 'ExportDeclaration':
      case 'LabeledStatement':
        return this.block(node);
      case 'FunctionDefinition':
      case 'FunctionDeclaration':
      case 'MethodDeclaration': {
        const name = children.find((child) => isNameNode(child.name));
        const body = children.findLast((child) => isBody(child.name));
        if (!name || !body) return [];
        const given = node.getChild('ParamList');
        const outer = node.name === 'FunctionDefinition' ? { outer: this.outerIn(body) } : {};
        return [
          {
            kind: 'define',
            name: this.of(name),
            parameters: this.parameters(given),
            body: [...this.unpacked(given), ...this.block(body)],
            ...outer,
            ...this.mannersIn(node),
            ...at,
          },
        ];
      }
      case 'ClassDefinition':
      case 'ClassDeclaration': {
        const [name, body] = [children[1]!, children.at(-1)!];
        const fields = childrenOf(body)
          .map((each) => childrenOf(each, /Comment$/))
          .flatMap(([field, type]) => (field && type?.name === 'TypeDef' ? [this.of(field)] : []));
        const bases = basesInHead(this.text.slice(from, body.from));
        return [{ kind: 'class', name: this.of(name), body: this.block(body), fields, bases, ...at }];
      }
      default:
        return [];
    }
  }

  private mannersIn(node: SyntaxNode): { manners?: string[] } {
    const manners = mannersOf(node, (part) => this.of(part));
    return manners.length > 0 ? { manners } : {};
  }

  /** Of Python's `global m, v` and `nonlocal t`, which may stand anywhere in a function. */
  private outerIn(body: SyntaxNode): string[] {
    return childrenOf(body).flatMap((child) => {
      if (child.name === 'ScopeStatement')
        return childrenOf(child).flatMap((each) => (isNameNode(each.name) ? [this.of(each)] : []));
      return child.name === 'FunctionDefinition' ? [] : this.outerIn(child);
    });
  }

  /** `return`, which gives back nothing; at the end of a function it leaves nothing out. */
  private leaving({ parent, nextSibling }: SyntaxNode, at: Span): Statement[] {
    const isOfFunction = FUNCTION.test(parent?.parent?.name ?? '');
    return isOfFunction && (!nextSibling || !isPart(nextSibling)) ? [] : [leave(at)];
  }

  /** What an expression that stands alone changes. */
  protected effect(node: SyntaxNode): Statement[] {
    const { from, to } = node;
    const at = { from, to };
    const children = childrenOf(node);
    if (node.name === 'AssignmentExpression') return this.assigned(children, at);
    if (node.name === 'SequenceExpression')
      return children.filter(isPart).flatMap((child) => this.effect(child));
    // `t++`, `--t`
    const tick = children.find(({ name }) => name === 'ArithOp');
    const sign = tick && /^(UnaryExpression|PostfixExpression)$/.test(node.name) ? this.of(tick) : '';
    if (sign === '++' || sign === '--') {
      const one: Node = { kind: 'number', value: 1, ...at };
      return [assigned([this.node(children.find(isPart)!)], one, at, sign.charAt(0))];
    }
    if (!isPart(node) || node.name.endsWith('String')) return [];
    const done = this.filled(node, at) ?? this.goneThrough(node, at);
    return done ? [done] : performed(this.node(node), at);
  }

  /** `params.forEach((p, i) => …)` is a loop, of which `return` ends a turn. */
  private goneThrough(node: SyntaxNode, at: Span): Statement | null {
    const [callee, list] = childrenOf(node).filter(isPart);
    const [object, , property] = callee?.name === 'MemberExpression' ? childrenOf(callee) : [];
    const [by, ...more] = list ? childrenOf(list).filter(isPart) : [];
    if (!object || !property || !/^(?:forEach|map)$/.test(this.of(property)) || more.length > 0) return null;
    const patterns = by?.getChild('ParamList');
    const body = by && childrenOf(by).at(-1);
    if (!patterns || !body) return null;
    const [entry, index, whole, ...others] = childrenOf(patterns).filter(isPart);
    if (others.length > 0) return null;
    const over = this.node(object);
    const names = [index, entry].flatMap((each) => (each ? [this.node(each)] : []));
    const told = [index, entry].flatMap((each) => (each ? [this.of(each)] : []));
    const own = whole ? [assigned([this.node(whole)], over, at)] : [];
    return {
      kind: 'loop',
      header: `for (const ${index ? `[${told.join(', ')}]` : told.join('')} of ${this.of(object)})`,
      names,
      over: index
        ? {
            kind: 'call',
            of: { kind: 'name', name: 'enumerate', ...at },
            args: [{ keyword: null, value: over }],
            ...at,
          }
        : over,
      body: [...own, ...asTurn(this.bodyOfLambda(body))],
      copied: 'name',
      ...at,
    };
  }

  /** `v.fill(0)` gives all entries of v that value. */
  private filled(node: SyntaxNode, at: Span): Statement | null {
    const [callee, list] = childrenOf(node).filter(isPart);
    const [object, , property] = callee?.name === 'MemberExpression' ? childrenOf(callee) : [];
    if (!object || !list || !property || this.of(property) !== 'fill') return null;
    const [only, ...others] = this.args(list);
    return only && others.length === 0 ? assigned([this.node(object)], only.value, at) : null;
  }

  /** Behind what is done under a condition stands another condition, or what is done otherwise. */
  private branches([test, then, ...others]: readonly SyntaxNode[], at: Span): Statement[] {
    const [next] = others;
    const otherwise = others.length > 1 ? this.branches(others, at) : next ? this.bodyOf(next) : [];
    return [{ kind: 'if', test: this.node(test!), then: this.bodyOf(then!), otherwise, ...at }];
  }

  private bodyOf(node: SyntaxNode): Statement[] {
    return isBody(node.name) ? this.block(node) : this.statement(node);
  }

  /** What is done under a condition that is not known. */
  private perhaps(then: Statement[], at: Span): Statement[] {
    return [{ kind: 'if', test: { kind: 'other', ...at }, then, otherwise: [], ...at }];
  }

  /** Of Python's `except` a body stands beside those that are always done. */
  private tried(children: readonly SyntaxNode[]): Statement[] {
    let isCaught = false;
    return children.flatMap((child) => {
      if (/^(try|except|else|finally)$/.test(child.name)) isCaught = child.name === 'except';
      if (!isBody(child.name)) return /Clause$/.test(child.name) ? this.statement(child) : [];
      const body = this.block(child);
      return isCaught ? this.perhaps(body, { from: child.from, to: child.to }) : body;
    });
  }

  /** The statements of all cases. */
  private cases(node: SyntaxNode): Statement[] {
    return childrenOf(node).flatMap((child) =>
      /^(MatchClause|Body|MatchBody)$/.test(child.name) ? this.cases(child) : this.statement(child),
    );
  }

  private loop(node: SyntaxNode, children: readonly SyntaxNode[]): Statement[] {
    const { from, to } = node;
    const [body = children.at(-1)!, otherwise] = children.filter(({ name }) => isBody(name));
    const spec = children.find(({ name }) => name.endsWith('Spec'));
    const inner = spec ? childrenOf(spec) : children;
    const divider = inner.findIndex(({ name }) => name === 'in' || name === 'of');
    const counted = spec?.getChild('VariableDeclaration')?.getChildren('VariableDefinition') ?? [];
    const names = divider < 0 ? counted : inner.slice(0, divider).filter(isPart);
    // PyTorch's group of parameters, under whatever name.
    const [group, ...more] = divider < 0 ? [] : names;
    const isOfGroups = group && more.length === 0 && /\bparam_groups$/.test(this.of(inner[divider + 1]!));
    if (isOfGroups) this.renamed.set(this.of(group), 'group');
    const test = node.name === 'ForStatement' ? null : children.find((each) => isPart(each) && each !== body);
    const loop: Statement = {
      kind: 'loop',
      // A variable, and no word for parameters.
      header: this.text
        .slice(from, body.from)
        .replace(/\bvar\b/, 'let')
        .trim(),
      names: names.map((child) => this.node(child)),
      over: divider < 0 ? null : this.node(inner[divider + 1]!),
      body: this.bodyOf(body),
      ...(spec && divider < 0 && this.countOf(spec)),
      // A new value of JavaScript's name, as by `x -= …` too, is none of the entry.
      ...(inner[divider]?.name === 'of' && { copied: 'name' as const }),
      ...(test && { test: this.node(test) }),
      from,
      to,
    };
    if (isOfGroups) this.renamed.delete(this.of(group));
    // What Python does where a loop was not left.
    return otherwise ? [loop, ...this.block(otherwise)] : [loop];
  }

  /** `let i = 0; i < n; i++` */
  private countOf(spec: SyntaxNode): { count: Count } | null {
    const parts: SyntaxNode[][] = [[]];
    for (const child of childrenOf(spec)) {
      if (isPart(child)) parts.at(-1)!.push(child);
      if (child.name === ';' || child.name === 'VariableDeclaration') parts.push([]);
    }
    const [[declared], [test], [next]] = parts as [SyntaxNode[], SyntaxNode[], SyntaxNode[]];
    const [start] = declared ? [...this.statement(declared), ...this.effect(declared)] : [];
    if (start?.kind !== 'assign') return null;
    return {
      count: {
        first: start.value,
        test: test ? this.node(test) : null,
        next: next ? this.effect(next) : null,
      },
    };
  }
}
