/** Python and JavaScript by the grammars of the editor, as nodes that are the same for both. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser as script } from '@lezer/javascript';
import { parser as python } from '@lezer/python';
import { childrenOf, ExpressionReader, isBody } from './expressions.ts';
import type { Node, Span, Statement } from './nodes.ts';

export interface Program {
  text: string;
  statements: Statement[];
}

/** With the types of TypeScript. */
const javascript = script.configure({ dialect: 'ts' });

/** A method without its class. */
const method = javascript.configure({ top: 'SingleClassItem' });

/** Letters with their accents, digits and underscores: other signs, such as √ and ←, belong to pseudo-code. */
const IDENTIFIER = /^[\p{L}\p{M}\p{N}_$#]+$/u;

/** Words of C and its like where JavaScript has `let`; as long, so that places hold. */
const TYPES = /\b(?:int|auto|float|double|size_t|var)\b(?=\s+[\p{L}_])/gu;

const isNameNode = (node: string): boolean => /^(Variable|Property)(Name|Definition)$/.test(node);

function isClean(tree: Tree, text: string): boolean {
  let found = true;
  tree.iterate({
    enter: ({ type, name, from, to }) => {
      if (type.isError) found = false;
      if (isNameNode(name) && !IDENTIFIER.test(text.slice(from, to))) found = false;
    },
  });
  return found;
}

/** The program that a text is; null where it is none in a language that is known here. */
export function programOf(code: string, language: string): Program | null {
  const text = code.replace(TYPES, (word) => 'let'.padEnd(word.length));
  const isScript = /^(js|javascript|jsx|ts|typescript|c|cpp|c\+\+|java)$/i.test(language);
  const grammars = isScript ? [javascript, method, python] : [python, javascript, method];
  for (const grammar of grammars) {
    // A block at the end has to be ended by a line break.
    const source = grammar === method ? text.trimEnd() : `${grammar === python ? dedented(code) : text}\n`;
    const tree = grammar.parse(source);
    if (!isClean(tree, source)) continue;
    const read = new Reader(source).block(tree.topNode);
    const whole = { from: 0, to: source.length };
    const statements: Statement[] =
      grammar === method ? [{ kind: 'class', name: '', body: read, ...whole }] : read;
    // Words alone are no program.
    const isCode = statements.some(
      (each) => each.kind !== 'skip' && (each.kind !== 'do' || each.value.kind === 'call'),
    );
    return isCode ? { text: code, statements } : null;
  }
  return null;
}

/** An indented block is a program of its own; its lines keep their places. */
function dedented(code: string): string {
  const first = /^[ \t]*(?=\S)/m.exec(code)?.[0] ?? '';
  if (first === '') return code;
  const lines = code.split('\n');
  if (!lines.every((line) => line.trim() === '' || line.startsWith(first))) return code;
  return lines.map((line) => line.slice(first.length).padEnd(line.length)).join('\n');
}

const assigned = (targets: Node[], value: Node, at: Span, operator = ''): Statement => ({
  kind: 'assign',
  targets,
  operator,
  value,
  ...at,
});

/** A call for what it changes: `state.set(key, v)` and `torch.maximum(a, b, out=a)` assign. */
function performed(value: Node, at: Span): Statement {
  if (value.kind !== 'call') return { kind: 'do', value, ...at };
  const [key, given] = value.args;
  if (value.of.kind === 'member' && value.of.name === 'set' && value.args.length === 2)
    return assigned([{ kind: 'entry', of: value.of.of, index: key!.value, ...at }], given!.value, at);
  const out = value.args.find(({ keyword }) => keyword === 'out');
  const args = value.args.filter((arg) => arg !== out);
  return out ? assigned([out.value], { ...value, args }, at) : { kind: 'do', value, ...at };
}

class Reader extends ExpressionReader {
  block(node: SyntaxNode): Statement[] {
    return childrenOf(node).flatMap((child) => this.statement(child));
  }

  protected statement(node: SyntaxNode): Statement[] {
    const { from, to } = node;
    const children = childrenOf(node);
    const at = { from, to };
    switch (node.name) {
      case 'AssignStatement':
        return this.assigned(children, at);
      case 'UpdateStatement':
      case 'AssignmentExpression': {
        const [target, operator, value] = children;
        if (!target || !operator || !value) return [];
        const sign = this.of(operator).slice(0, -1);
        return [assigned([this.node(target)], this.node(value), at, sign)];
      }
      case 'VariableDeclaration':
        return this.declared(children, at);
      case 'PropertyDeclaration': {
        const [target, , value] = children;
        if (!target || !value) return [];
        const own: Node = { kind: 'name', name: this.of(target).replace('#', ''), from, to: target.to };
        return [assigned([own], this.node(value), at)];
      }
      case 'ExpressionStatement':
        return children.flatMap((child) => this.expressionStatement(child));
      case 'PostfixExpression':
        return this.counted(node);
      case 'StatementGroup':
      case 'Block':
      case 'Body':
        return this.block(node);
      case 'ReturnStatement': {
        const values = children.filter(({ name }) => !/^(return|,|;)$/.test(name));
        const items = values.map((child) => this.node(child));
        if (items.length === 0) return [];
        const value: Node = items.length === 1 ? items[0]! : { kind: 'tuple', items, ...at };
        return [{ kind: 'return', value, ...at }];
      }
      case 'ContinueStatement':
        return [{ kind: 'skip', ...at }];
      case 'IfStatement':
        return this.branches(children, at);
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoStatement':
        return [this.loop(node, children)];
      case 'WithStatement':
      case 'TryStatement':
        return children.filter(({ name }) => isBody(name)).flatMap((body) => this.block(body));
      case 'DecoratedStatement':
      case 'ExportDeclaration':
        return children.flatMap((child) => this.statement(child));
      case 'FunctionDefinition':
      case 'FunctionDeclaration':
      case 'MethodDeclaration': {
        const name = children.find((child) => isNameNode(child.name));
        const body = children.findLast((child) => isBody(child.name));
        if (!name || !body) return [];
        const list = children.find((child) => child.name === 'ParamList');
        const parameters = list ? this.parameters(list) : [];
        return [{ kind: 'define', name: this.of(name), parameters, body: this.block(body), ...at }];
      }
      case 'ClassDefinition':
      case 'ClassDeclaration': {
        const [, name] = children;
        const body = children.findLast((child) => /^(Body|ClassBody)$/.test(child.name));
        return name && body ? [{ kind: 'class', name: this.of(name), body: this.block(body), ...at }] : [];
      }
      default:
        return [];
    }
  }

  private expressionStatement(node: SyntaxNode): Statement[] {
    const { from, to } = node;
    if (/^(AssignmentExpression|PostfixExpression)$/.test(node.name)) return this.chainOfScript(node);
    if (node.name === 'UnaryExpression' && /^(\+\+|--)/.test(this.of(node))) return this.counted(node);
    if (node.name === 'SequenceExpression')
      return childrenOf(node).flatMap((child) => (child.name === ',' ? [] : this.expressionStatement(child)));
    if (/String$|^\(|;/.test(node.name)) return [];
    return [performed(this.node(node), { from, to })];
  }

  /** `m = v = 0` of JavaScript is an assignment within one. */
  private chainOfScript(node: SyntaxNode): Statement[] {
    const [target, , value] = childrenOf(node);
    if (value?.name !== 'AssignmentExpression' || !target) return this.statement(node);
    const inner = this.chainOfScript(value);
    const last = inner.at(-1);
    if (last?.kind !== 'assign') return inner;
    return [...inner.slice(0, -1), { ...last, targets: [this.node(target), ...last.targets] }];
  }

  /** `t++` */
  private counted(node: SyntaxNode): Statement[] {
    const { from, to } = node;
    const children = childrenOf(node);
    const target = children.find(({ name }) => name !== 'ArithOp');
    const sign = this.of(node).includes('++') ? '+' : '-';
    if (!target) return [];
    const one: Node = { kind: 'number', value: 1, from, to };
    return [assigned([this.node(target)], one, { from, to }, sign)];
  }

  /** Python's `a, b = c = d` */
  private assigned(children: readonly SyntaxNode[], at: Span): Statement[] {
    const sides: SyntaxNode[][] = [[]];
    for (const child of children) {
      if (child.name === 'AssignOp') sides.push([]);
      else if (child.name !== ',') sides.at(-1)!.push(child);
    }
    const nodes = sides.map((side): Node => {
      const items = side.map((each) => this.node(each));
      return items.length === 1 ? items[0]! : { kind: 'tuple', items, ...at };
    });
    const value = nodes.pop();
    if (!value || nodes.length === 0) return [];
    return [assigned(nodes, value, at)];
  }

  /** JavaScript's `const a = 1, [b, c] = d;` */
  private declared(children: readonly SyntaxNode[], at: Span): Statement[] {
    return children.flatMap((child, i) => {
      const [target, value] = child.name === 'Equals' ? [children[i - 1], children[i + 1]] : [];
      return target && value ? [assigned([this.node(target)], this.node(value), at)] : [];
    });
  }

  private branches(children: readonly SyntaxNode[], at: Span): Statement[] {
    const parts = children.filter(({ name }) => name !== 'if' && name !== ':');
    const test = parts.shift();
    const then = parts.shift();
    if (!test || !then) return [];
    const next = parts.shift();
    const last = next?.name === 'else' && parts[0] ? this.bodyOf(parts[0]) : [];
    const otherwise = next?.name === 'elif' ? this.branches(parts, at) : last;
    return [{ kind: 'if', test: this.node(test), then: this.bodyOf(then), otherwise, ...at }];
  }

  private bodyOf(node: SyntaxNode): Statement[] {
    return isBody(node.name) ? this.block(node) : this.statement(node);
  }

  private loop(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const body = children.findLast(({ name }) => isBody(name)) ?? children.at(-1)!;
    const header = this.text.slice(node.from, body.from).trim();
    const spec = children.find(({ name }) => /^For(Of|In)?Spec$/.test(name));
    const inner = spec ? childrenOf(spec) : children;
    const divider = inner.findIndex(({ name }) => /^(in|of)$/.test(name));
    const [declared] = inner.filter(({ name }) => name === 'VariableDeclaration');
    const named = divider < 0 && declared ? childrenOf(declared) : inner.slice(0, Math.max(divider, 0));
    const names = named
      .filter(({ name }) => /^(Variable|Tuple|Array|Parenthesized)/.test(name))
      .map((child) => this.node(child));
    const over = divider >= 0 ? inner[divider + 1] : undefined;
    const { from, to } = node;
    return {
      kind: 'loop',
      header,
      names,
      over: over ? this.node(over) : null,
      body: this.bodyOf(body),
      from,
      to,
    };
  }
}
