/** Gradients that an answer works out from its data, beside the rule that uses them: `dz = a − y`, `dw = x dz`. */
import { targetName } from '../equations/candidates.ts';
import type { Candidate, IsGradient } from '../equations/candidates.ts';
import { symbolNames, uses } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { means } from '../lexicon.ts';
import { numberFor, numberWith } from './sameness.ts';

/** What the data say that the answer should be. */
const LABEL = 'y';
const ROUNDS = 3;

/**
 * The equations that make a gradient of data alone: it falls as the label grows, and what is not of a bias has a factor that takes it
 * to zero, as the input does. That is not all there is to a gradient, so the answer is told what was taken for one.
 */
export function workedOut(candidates: readonly Candidate[], isGradient: IsGradient): Candidate[] {
  const values = new Map<string, Expression | null>();
  for (const c of candidates) {
    const name = targetName(c);
    // Of what is given twice, or anew from its old value, it is not said what it is.
    const isOne = !values.has(name) && c.equation !== null && !uses(c.equation.value, name);
    values.set(name, isOne ? c.equation!.value : null);
  }
  if (values.has(LABEL)) return [];
  return candidates.filter((c) => {
    const value = values.get(targetName(c));
    return value && isGradient(targetName(c)) && isOfData(targetName(c), value, values);
  });
}

type Values = ReadonlyMap<string, Expression | null>;

function isOfData(name: string, value: Expression, values: Values): boolean {
  const leaves = new Set<string>();
  const whole = expanded(value, values, leaves, new Set([name]));
  if (!whole || !leaves.has(LABEL)) return false;
  const isOfRule = (leaf: string): boolean =>
    (['rate', 'decay', 'epsilon', 'gradient'] as const).some((role) => means(role, leaf)) ||
    (values.get(leaf) === null && !means('parameter', leaf));
  if ([...leaves].some(isOfRule)) return false;
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
  const falls = rounds.every((round) => at(whole, round, LABEL, 0.9) < at(whole, round, LABEL, 0.1));
  const isScaled = [...leaves].some(
    (leaf) => leaf !== LABEL && rounds.every((round) => at(whole, round, leaf, 0) === 0),
  );
  return falls && (isScaled || /b/i.test(name));
}

/** The value of an expression where one name has this value and all others have values between 0 and 1. */
const at = (e: Expression, round: number, name: string, value: number): number =>
  numberWith(e, (leaf) =>
    leaf.kind !== 'symbol' ? NaN : leaf.name === name ? value : 0.7 * numberFor(leaf.name, round),
  );

/** The same with what is made of the label, as far as it can be computed; null where something in it is no expression of data. */
function expanded(
  e: Expression,
  values: Values,
  leaves: Set<string>,
  within: ReadonlySet<string>,
): Expression | null {
  const inner = (part: Expression): Expression | null => expanded(part, values, leaves, within);
  switch (e.kind) {
    case 'number':
      return e;
    case 'binary': {
      // X^T
      if (e.operator === '^' && e.right.kind === 'symbol' && e.right.name === 'T') return inner(e.left);
      const [left, right] = [inner(e.left), inner(e.right)];
      return left && right && { ...e, left, right };
    }
    // Of a sum over the examples each addend is like the other.
    case 'history':
      return e.operator === '+' ? inner(e.body) : null;
    case 'symbol': {
      const value = values.get(e.name);
      if (value === undefined || !isMadeOf(LABEL, value, values, within)) {
        leaves.add(e.name);
        return e;
      }
      if (!value || within.has(e.name)) return null;
      return expanded(value, values, leaves, new Set([...within, e.name]));
    }
    default:
      return null;
  }
}

/** Is the value made of a name, directly or by way of others? */
function isMadeOf(
  name: string,
  value: Expression | null,
  values: Values,
  within: ReadonlySet<string>,
): boolean {
  return (
    value !== null &&
    symbolNames(value).some((each) => {
      if (each === name) return true;
      return (
        !within.has(each) && isMadeOf(name, values.get(each) ?? null, values, new Set([...within, each]))
      );
    })
  );
}
