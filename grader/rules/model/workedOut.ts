/** Gradients that an answer works out from its data, beside the rule that uses them: `dz = a − y`, `dw = x dz`. */
import { targetName } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import { symbolNames, uses } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { attempted } from '../formulas/parser.ts';
import type { Notation } from '../formulas/symbols.ts';
import { means } from '../lexicon.ts';
import { wordOf } from '../text/plain/piece.ts';
import { numberFor, numberWith } from './sameness.ts';

/** What the data say that the answer should be: y, and y_i of one example. */
const isLabel = (name: string): boolean => /^y(?:_|$)/.test(name);

/** By what the loss changes in a layer, which the answer does not say further: dZ, δ. */
const isDifferential = (name: string): boolean => /^(?:d_?[A-Za-z]?|delta)(?:_|$)/.test(name);

const ROUNDS = 3;

/**
 * The equations that make a gradient of data alone: it falls as the label grows, or grows with the differential of a layer, and what is
 * not of a bias has a factor that takes it to zero, as the input does. That is not all there is to a gradient, so the answer is told
 * what was taken for one.
 */
export function workedOut(
  candidates: readonly Candidate[],
  { isGradient, notation }: Pick<Setting, 'isGradient' | 'notation'>,
): Candidate[] {
  const values = new Map<string, Expression | null>();
  for (const c of candidates) {
    const name = targetName(c);
    const value = c.equation?.value ?? ofOneExample(c, notation);
    // Of what is given twice, or anew from its old value, it is not said what it is.
    const isOne = !values.has(name) && value !== null && !uses(value, name);
    values.set(name, isOne ? value : null);
  }
  if ([...values.keys()].some(isLabel)) return [];
  return candidates.filter((c) => {
    const value = values.get(targetName(c));
    return value && isGradient(targetName(c)) && isGradientOf(targetName(c), value, values);
  });
}

/** The addend of `(1/m) Σ_i (ŷ_i − y_i) x_i`, which is no sum over the steps. */
function ofOneExample({ raw }: Candidate, notation: Notation): Expression | null {
  const addend = raw.right.filter((piece) => wordOf(piece) !== 'sum' && piece.kind !== 'break');
  const [first] = addend;
  return first && addend.length < raw.right.length ? attempted(addend, notation, first.at) : null;
}

type Values = ReadonlyMap<string, Expression | null>;

function isGradientOf(name: string, value: Expression, values: Values): boolean {
  const leaves = new Set<string>();
  const whole = expanded(value, values, leaves, new Set([name]));
  const isOfRule = (leaf: string): boolean =>
    (['rate', 'decay', 'epsilon', 'gradient'] as const).some((role) => means(role, leaf)) ||
    (values.get(leaf) === null && !means('parameter', leaf));
  if ([...leaves].some(isOfRule)) return false;
  const by = [...leaves].find(isLabel) ?? [...leaves].find(isDifferential);
  if (!whole || by === undefined) return false;
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
  const sign = isLabel(by) ? -1 : 1;
  const isAlong = rounds.every((round) => sign * (at(whole, round, by, 0.9) - at(whole, round, by, 0.1)) > 0);
  const isScaled = [...leaves].some(
    (leaf) => leaf !== by && rounds.every((round) => at(whole, round, leaf, 0) === 0),
  );
  return isAlong && (isScaled || /b/i.test(name));
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
    // |B|
    case 'call':
      return e.name === 'abs' ? inner(e.args[0]!) : null;
    // Of a sum over the examples each addend is like the other.
    case 'history':
      return e.operator === '+' ? inner(e.body) : null;
    case 'symbol': {
      const value = values.get(e.name);
      if (value === undefined || !isOfData(value, values, within)) {
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

/** Is the value made of the label or a differential, directly or by way of others? */
function isOfData(value: Expression | null, values: Values, within: ReadonlySet<string>): boolean {
  return (
    value !== null &&
    symbolNames(value).some((each) => {
      if (isLabel(each) || (isDifferential(each) && !values.has(each))) return true;
      return !within.has(each) && isOfData(values.get(each) ?? null, values, new Set([...within, each]));
    })
  );
}
