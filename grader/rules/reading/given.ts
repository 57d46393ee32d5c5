/** The equations of an answer, each for the name that it may be about. */
import type { Candidate } from '../equations/candidates.ts';
import { casesOf } from '../equations/cases.ts';
import { readEquation } from '../equations/equations.ts';
import type { RawEquation } from '../equations/equations.ts';
import { solvedTarget } from '../equations/targets.ts';
import type { Target } from '../equations/targets.ts';
import { numberOf, symbolsOf } from '../formulas/expression.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isOfFirstStep } from '../model/firstStep.ts';
import { nameLiterals } from '../model/model.ts';
import { readOr, Unreadable } from '../place.ts';
import { placeOf } from './formulas.ts';

/** Of a name that has an equation of its own, not only a start, another one only tells something. */
export const withoutEquation = (target: Target | null, others: readonly (Target | null)[]): Target | null =>
  others.some((other) => other?.name === target?.name && other?.time?.letter !== null) ? null : target;

/** Equations whose side would have to be solved for a name that has one of its own: they tell something of it, in earnest. */
export const toldBesides = (
  raws: readonly RawEquation[],
  targets: readonly (Target | null)[],
  notation: Notation,
): Candidate[] =>
  raws.flatMap((raw, i) => {
    const target =
      targets[i] || raw.isAside || raw.isRemark || raw.isToRight ? null : solvedTarget(raw.left, notation);
    return target && !withoutEquation(target, targets) ? candidatesOf(raw, target, notation) : [];
  });

/** One, or where the value is given by cases one for the start and one for the steps. */
export function candidatesOf(raw: RawEquation, target: Target, notation: Notation): Candidate[] {
  const cases = casesOf(raw, target, notation);
  if (!cases) return [candidate(raw, target, notation)];
  const general = candidate({ ...raw, right: cases.general }, target, notation);
  const start = { ...target, time: { letter: null, offset: 0 } };
  const special = candidate({ ...raw, right: cases.special }, cases.index === 0 ? start : target, notation);
  if (!general.equation || !special.equation) return [general.error ? general : special];
  if (cases.index === 0 && numberOf(special.equation.value) !== null) return [special, general];
  // g_1 and g_t are of the first step, g_0 and g_{t−1} are not.
  const present = symbolsOf(general.equation.value);
  const behind = (general.equation.time?.offset ?? 0) - 1;
  const isOfNow = symbolsOf(special.equation.value).every(({ name, time }) => {
    const offset = time && time.offset + (time.letter === null ? behind : 0);
    return time === null || present.some((other) => other.name === name && other.time?.offset === offset);
  });
  if (
    cases.index === 1 &&
    isOfNow &&
    isOfFirstStep(special.equation, [general.equation], notation.timeLetters)
  )
    return [general];
  const at = (cases.special[0] ?? raw.left[0])?.at ?? placeOf(target.name);
  const error = new Unreadable(
    at,
    cases.index === 0
      ? 'a start that is no number'
      : 'a step that is another than the steps behind it make from 0',
    'Give the value before the first step as a number, and one equation that holds at every step.',
  );
  return [{ ...general, equation: null, error }];
}

function candidate(raw: RawEquation, target: Target, notation: Notation): Candidate {
  return readOr(
    () => {
      const equation = readEquation(raw, target, notation);
      const value = numberOf(equation.value) === null ? nameLiterals(equation.value) : equation.value;
      return { raw, target, equation: { ...equation, value }, error: null };
    },
    (error) => ({ raw, target, equation: null, error }),
  );
}
