/** Conditions of C, C++, Java, Rust and Go: what is not there yet is nothing, whatever says so. */
import type { SyntaxNode } from '@lezer/common';
import { isNumber } from '../nodes.ts';
import type { Node, Span } from '../nodes.ts';
import { Expressions } from './expressions.ts';
import { binaryOf } from './libraries.ts';
import { isPart, partsOf } from './parts.ts';

const IS_EMPTY = /^(?:empty|is_empty|isEmpty|is_none|isNull)$/;
const IS_FULL = /^(?:is_some|isPresent)$/;
const HOLDS = /^(?:containsKey|contains_key|contains|count)$/;

/** Of what nothing is said, not even by its words. */
export const unsaid = ({ from }: Span): Node => ({ kind: 'other', from, to: from });

const isLength = (node: Node): node is Node & { kind: 'member' } =>
  node.kind === 'member' && node.name === 'length';

export abstract class Tests extends Expressions {
  protected test(node: SyntaxNode): Node {
    const at = this.at(node);
    const [inner, ...others] = partsOf(node).filter(isPart);
    if (
      /^(?:ParenthesizedExpression|ParenthesizedExpr|ConditionClause)$/.test(node.name) &&
      inner &&
      others.length === 0
    )
      return this.test(inner);
    const sign = partsOf(node).find(({ name }) => name === 'LogicOp');
    const [, last] = [inner, ...others];
    if (sign && /^(?:&&|\|\|)$/.test(this.of(sign)) && inner && last)
      return binaryOf(this.test(inner), this.of(sign), this.test(last), at);
    if (sign && this.of(sign) === '!' && inner) {
      const denied = this.test(inner);
      const isOfNothing = denied.kind === 'binary' && denied.right.kind === 'nothing';
      if (isOfNothing) return { ...denied, operator: denied.operator === '==' ? '!=' : '==' };
      return this.isCall(denied) ? unsaid(at) : this.node(node);
    }
    return this.asked(this.node(node), at);
  }

  private isCall(node: Node): boolean {
    return node.kind === 'call' || node.kind === 'binary';
  }

  private asked(node: Node, at: Span): Node {
    const nothing: Node = { kind: 'nothing', ...at };
    const compared = (left: Node, operator: string): Node => binaryOf(left, operator, nothing, at);
    if (node.kind === 'name') {
      const found = this.scopes.find(node.name)?.found;
      return found ? compared(found, '!=') : node;
    }
    if (node.kind === 'call' && node.of.kind === 'member') {
      const [key] = node.args;
      if (IS_EMPTY.test(node.of.name) && !key) return compared(node.of.of, '==');
      if (IS_FULL.test(node.of.name) && !key) return compared(node.of.of, '!=');
      if (HOLDS.test(node.of.name) && key)
        return compared({ kind: 'entry', of: node.of.of, index: key.value, ...at }, '!=');
      return unsaid(at);
    }
    if (node.kind !== 'binary') return node;
    const { left, operator, right } = node;
    const isNone = isNumber(right, 0);
    if (isLength(left) && isNone && operator === '==') return compared(left.of, '==');
    if (isLength(left) && isNone && /^(?:>|!=)$/.test(operator)) return compared(left.of, '!=');
    // `m.size() != w.size()`, before m has been given its length
    if (isLength(left) && /^(?:!=|<)$/.test(operator) && right.kind !== 'call')
      return compared(left.of, '==');
    // `m.find(k) == m.end()`, `m.count(k) == 0`
    const [key] = left.kind === 'call' ? left.args : [];
    if (left.kind !== 'call' || left.of.kind !== 'member' || !key) return node;
    const entry: Node = { kind: 'entry', of: left.of.of, index: key.value, ...at };
    if (HOLDS.test(left.of.name) && isNone && operator === '==') return compared(entry, '==');
    const isEnd = left.of.name === 'find' && right.kind === 'call' && /^[!=]=$/.test(operator);
    return isEnd ? compared(entry, operator) : node;
  }
}
