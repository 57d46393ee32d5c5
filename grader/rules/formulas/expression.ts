/** The right-hand sides of rules, before it is known which symbols are constants and which are states. */
import type { Place } from '../place.ts';

/** The index of a symbol: `t−1` is letter t, offset −1; a fixed number has no letter. */
export interface Time {
  letter: string | null;
  offset: number;
  /** `t−i`, counted back from the present step by the index i of a sum. */
  backwards?: boolean;
}

export type Expression = { at: Place } & (
  | { kind: 'number'; value: number }
  | { kind: 'symbol'; name: string; time: Time | null }
  /**
   * `points`: the expressions at which the gradient may be meant to be taken; the most telling is chosen later.
   * `of`: with respect to which parameters it is taken, where that is written.
   */
  | { kind: 'gradient'; time: Time | null; points: Expression[]; of: string | null; overBatch: boolean }
  | { kind: 'call'; name: 'sqrt' | 'abs' | 'max' | 'min' | 'norm' | 'sign'; args: Expression[] }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/' | '^'; left: Expression; right: Expression }
  /** A sum, or a product, over the history: `index` runs from `lower` (the first step when null) to `upper` (the present one when null). */
  | {
      kind: 'history';
      operator: '+' | '*';
      index: string;
      lower: number | null;
      upper: Time | null;
      body: Expression;
    }
);

export type BinaryOperator = '+' | '-' | '*' | '/' | '^';

export function calculate(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      return left ** right;
  }
}

export function number(value: number, at: Place): Expression {
  return { kind: 'number', value, at };
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, at: left.at };
}

/** The direct parts of an expression; the points of a gradient are no parts, since they are not computed with. */
export function parts(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'call':
      return [...expression.args];
    case 'binary':
      return [expression.left, expression.right];
    case 'history':
      return [expression.body];
    default:
      return [];
  }
}

/** The expression and everything in it, outermost first and from left to right. */
export function walk(expression: Expression): Expression[] {
  const found: Expression[] = [];
  const open = [expression];
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    open.push(...parts(next).reverse());
  }
  return found;
}

/** Rebuilds an expression from the leaves up. */
export function rewrite(expression: Expression, change: (e: Expression) => Expression): Expression {
  const inner = (e: Expression): Expression => rewrite(e, change);
  switch (expression.kind) {
    case 'call':
      return change({ ...expression, args: expression.args.map(inner) });
    case 'binary':
      return change({ ...expression, left: inner(expression.left), right: inner(expression.right) });
    case 'history':
      return change({ ...expression, body: inner(expression.body) });
    default:
      return change(expression);
  }
}

export function symbolsOf(expression: Expression): { name: string; time: Time | null; at: Place }[] {
  return walk(expression).filter((e) => e.kind === 'symbol');
}
