/** Left-hand sides that are more than a symbol, solved for it: `σ_t² = …`, `1/a_t² = …`, `θ_{t+1} − θ_t = …`. */
import { binary, call, number, numberOf, symbolsOf } from '../formulas/expression.ts';
import type { Expression, SymbolIn } from '../formulas/expression.ts';

/** The symbol that such a side makes: the only one, or the only one of the latest step; null where nothing says which. */
export function madeIn(side: Expression): SymbolIn | null {
  const all = symbolsOf(side);
  const timed = all.filter(({ time }) => time !== null);
  const latest = Math.max(...timed.map(({ time }) => time!.offset));
  const [made, ...others] = timed.length > 0 ? timed.filter(({ time }) => time!.offset === latest) : all;
  return made && others.length === 0 && solved(side, made, made) ? made : null;
}

/**
 * What a symbol is where a side that holds it once has a value; null where this is no matter of roots, products and sums. States of
 * which a square is written are roots, and so never negative.
 */
export function solved(side: Expression, made: Expression, value: Expression): Expression | null {
  if (side === made) return value;
  if (side.kind === 'call')
    return side.name === 'sqrt' ? solved(side.args[0]!, made, binary('^', value, number(2, value.at))) : null;
  if (side.kind !== 'binary') return null;
  const { left, right } = side;
  const isLeft = holds(left, made);
  const [inner, other] = isLeft ? [left, right] : [right, left];
  if (!holds(inner, made)) return null;
  const power = numberOf(other);
  switch (side.operator) {
    case '+':
      return solved(inner, made, binary('-', value, other));
    case '-':
      return solved(inner, made, isLeft ? binary('+', value, other) : binary('-', other, value));
    case '*':
      return solved(inner, made, binary('/', value, other));
    case '/':
      return solved(inner, made, isLeft ? binary('*', value, other) : binary('/', other, value));
    case '^':
      return isLeft && power !== null ? solved(inner, made, rootOf(value, power)) : null;
  }
}

const holds = (e: Expression, made: Expression): boolean =>
  e === made || symbolsOf(e).some((each) => each === made);

/** The value of x where x to a power is known. */
function rootOf(value: Expression, power: number): Expression {
  const known = numberOf(value);
  const { at } = value;
  if (known !== null) return number(known ** (1 / power), at);
  return power === 2 ? call('sqrt', [value], at) : binary('^', value, number(1 / power, at));
}
