/** Do two right-hand sides say the same? Decided with numbers for their symbols. */
import { OPERATORS, parts, textOf } from '../formulas/expression.ts';
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

function valueOf(e: Expression, round: number, made: Names): number {
  const values = parts(e).map((part) => valueOf(part, round, made));
  const [left = Number.NaN, right = Number.NaN] = values;
  switch (e.kind) {
    case 'number':
      return e.value;
    case 'symbol':
      return numberFor(`${e.name} ${e.time ? e.time.offset : 'now'}`, round);
    case 'gradient':
      // At the parameters, however they are written, or at a point of its own.
      return numberFor(e.points.some((p) => isElsewhere(p, made)) ? textOf(e) : 'gradient', round);
    case 'history':
      return numberFor(textOf(e), round);
    case 'call':
      return e.name === 'norm' ? 3 * Math.abs(left) : Math[e.name](...(values as [number]));
    case 'binary':
      return OPERATORS[e.operator](left, right);
  }
}

/** @param made names that the answer gives to other points than the parameters */
export function sayTheSame(a: Expression, b: Expression, made: Names): boolean {
  for (let round = 0; round < ROUNDS; round++) {
    const [x, y] = [valueOf(a, round, made), valueOf(b, round, made)];
    const isNear = Math.abs(x - y) <= 1e-9 * (1 + Math.abs(x));
    if (!isNear && !(Number.isNaN(x) && Number.isNaN(y))) return false;
  }
  return true;
}
