/** Do two right-hand sides say the same? Decided with numbers for their symbols. */
import { OPERATORS, textOf } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';

const ROUNDS = 3;

/** A number in [0.2, 1.2) that depends on the name alone. */
export function numberFor(name: string, round: number): number {
  let hash = 2166136261 + round * 7919;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return 0.2 + ((hash >>> 8) % 10_007) / 10_007;
}

type Names = ReadonlySet<string>;

/** Is the gradient taken at a point that the answer makes from the parameters? */
function isElsewhere(point: Expression, made: Names): boolean {
  return point.kind !== 'symbol' || made.has(point.name);
}

type Leaf = Exclude<Expression, { kind: 'number' | 'call' | 'binary' }>;

/** @param valueOf a number for a symbol, a gradient or a sum over the history */
export function numberWith(e: Expression, valueOf: (leaf: Leaf) => number): number {
  switch (e.kind) {
    case 'number':
      return e.value;
    case 'call': {
      const values = e.args.map((arg) => numberWith(arg, valueOf)) as [number];
      return e.name === 'norm' ? 3 * Math.abs(values[0]) : Math[e.name](...values);
    }
    case 'binary':
      return OPERATORS[e.operator](numberWith(e.left, valueOf), numberWith(e.right, valueOf));
    default:
      return valueOf(e);
  }
}

function valueOf(e: Expression, round: number, made: Names): number {
  return numberWith(e, (leaf) => {
    if (leaf.kind === 'symbol')
      return numberFor(`${leaf.name} ${leaf.time ? leaf.time.offset : 'now'}`, round);
    // At the parameters, however they are written, or at a point of its own.
    const isPlain = leaf.kind === 'gradient' && !leaf.points.some((p) => isElsewhere(p, made));
    return numberFor(isPlain ? 'gradient' : textOf(leaf), round);
  });
}

/** @param made names that the answer gives to other points than the parameters */
export function sayTheSame(a: Expression, b: Expression, made: Names): boolean {
  for (let round = 0; round < ROUNDS; round++) {
    const [x, y] = [valueOf(a, round, made), valueOf(b, round, made)];
    if (!(Math.abs(x - y) <= 1e-9 * (1 + Math.abs(x)))) return false;
  }
  return true;
}
