/** Assignments and declarations of Python and JavaScript, one by one. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf, ExpressionReader, isPart } from './expressions.ts';
import { assigned } from './nodes.ts';
import type { Node, Span, Statement } from './nodes.ts';

export abstract class AssignmentReader extends ExpressionReader {
  /** `a, b = c = d` and `a += b`; of JavaScript's `a = b = c` one assignment is the value of the other. */
  protected assigned(children: readonly SyntaxNode[], at: Span): Statement[] {
    const done = this.doneFirst(children, at);
    if (done) return done;
    const sides: SyntaxNode[][] = [[]];
    const operators = new Set<string>();
    for (let rest = [...children], child = rest.shift(); child; child = rest.shift()) {
      if (/^(AssignOp|UpdateOp|Equals)$/.test(child.name)) {
        sides.push([]);
        operators.add(this.of(child).slice(0, -1));
      } else if (child.name === 'AssignmentExpression') rest = [...childrenOf(child), ...rest];
      else if (!/^([,;]|const|let|var)$/.test(child.name)) sides.at(-1)!.push(child);
    }
    const nodes = sides.map((side): Node => {
      const items = side.map((each) => this.node(each));
      return items.length === 1 ? items[0]! : { kind: 'tuple', items, ...at };
    });
    const right = nodes.pop()!;
    const [target] = nodes;
    // `grad, = torch.autograd.grad(loss, w)` takes the only one.
    const isOnly = children[1]?.name === ',' && sides[0]!.length === 1 && nodes.length === 1;
    const first: Node = { kind: 'number', value: 0, ...at };
    const value: Node = isOnly ? { kind: 'entry', of: right, index: first, ...at } : right;
    // root = np.sqrt(s, out=s)
    const out = value.kind === 'call' ? value.args.find(({ keyword }) => keyword === 'out') : undefined;
    if (value.kind === 'call' && out) {
      const args = value.args.filter((arg) => arg !== out);
      return [assigned([...nodes, out.value], { ...value, args }, at)];
    }
    const entries =
      operators.size === 1 && operators.has('') && target ? this.entriesOf(sides.at(-1)!, target, at) : [];
    if (entries.length > 0) return [assigned(nodes, value, at), ...entries];
    // Optimizer.prototype.update = function (weight) { … }
    if (value.kind === 'function' && target?.kind === 'member')
      return [{ ...value, kind: 'define', name: target.name }];
    const [operator] = operators;
    if (operator === undefined) return [];
    // `a += b = c` gives the two different values.
    return [assigned(nodes, operators.size > 1 ? { kind: 'other', ...at } : value, at, operator)];
  }

  /** `state[p] = {"m": zeros_like(p), "v": 0}` says where each entry starts. */
  private entriesOf([value, ...others]: readonly SyntaxNode[], of: Node, at: Span): Statement[] {
    if (value?.name !== 'DictionaryExpression' || others.length > 0) return [];
    const children = childrenOf(value);
    const found = children.flatMap((child, i): Statement[] => {
      const key = children[i - 2];
      if (children[i - 1]?.name !== ':' || key?.name !== 'String') return [];
      return [assigned([{ kind: 'entry', of, index: this.node(key), ...at }], this.node(child), at)];
    });
    const isStart = found.every(
      (each) => each.kind === 'assign' && /^(?:number|nothing)$|^call$/.test(each.value.kind),
    );
    return isStart ? found : [];
  }

  /** `const { lr, beta: b } = this`: each name is that of a field. */
  private takenApart(children: readonly SyntaxNode[], at: Span): Statement[] | null {
    const [, pattern, , value, ...more] = children.filter(({ name }) => name !== ';');
    const of = pattern?.name === 'ObjectPattern' && value && more.length === 0 ? this.node(value) : null;
    if (!of || !/^(?:name|member|entry)$/.test(of.kind)) return null;
    const fields = childrenOf(pattern!)
      .filter(isPart)
      .map((each) => childrenOf(each));
    // `...rest`, and patterns within it
    if (!fields.every((each) => /^(?:PropertyName|VariableDefinition)$/.test(each[0]!.name))) return null;
    return fields.map((each): Statement => {
      const name = each.find((part) => part.name === 'VariableDefinition');
      const member: Node = { kind: 'member', of, name: this.of(each[0]!), ...at };
      const start = each.findIndex((part) => part.name === 'Equals') + 1;
      const given: Node =
        start > 0
          ? { kind: 'binary', operator: '??', left: member, right: this.node(each[start]!), ...at }
          : member;
      return assigned([name ? this.node(name) : { kind: 'other', ...at }], given, at);
    });
  }

  /** Of `const v = (this.v ??= 0)`, `a = b += c` and `const t = ++this.t` what stands within is done first. */
  private doneFirst(children: readonly SyntaxNode[], at: Span): Statement[] | null {
    const last = children.findLast(isPart);
    const inner = last?.name === 'ParenthesizedExpression' ? childrenOf(last).find(isPart) : last;
    const parts = inner ? childrenOf(inner) : [];
    const isAssigned =
      inner?.name === 'AssignmentExpression' && (inner !== last || parts[1]?.name === 'UpdateOp');
    const isRaised = inner?.name === 'UnaryExpression' && /^(?:\+\+|--)$/.test(this.of(parts[0]!));
    const target = isAssigned ? parts[0] : isRaised ? parts[1] : undefined;
    if (!last || !inner || !target) return null;
    const others = children.slice(0, children.indexOf(last));
    return [...this.effect(inner), ...this.assigned([...others, target], at)];
  }

  /** JavaScript's `const a = 1, [b, c] = d;` */
  protected declared(children: readonly SyntaxNode[], at: Span): Statement[] {
    const comma = children.findIndex(({ name }) => name === ',');
    if (comma < 0) return this.takenApart(children, at) ?? this.assigned(children, at);
    return [...this.assigned(children.slice(0, comma), at), ...this.declared(children.slice(comma + 1), at)];
  }
}
