/** Which of an answer's equations make up its rule. */
import { equationsOf, isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate, IsGradient, Setting } from '../equations/candidates.ts';
import {
  isRecursion,
  isRestated,
  isSum,
  refuseContradiction,
  withoutContradictions,
} from './contradictions.ts';
import {
  hasGradient,
  hasHistory,
  rewriteWithPoints,
  symbolNames,
  textOf,
  uses,
} from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { isOfFirstStep } from './firstStep.ts';
import { openNames } from './helpers.ts';
import { definesGradient, isMeant } from './meanings.ts';
import { isResetting } from './numbers.ts';
import { findParameter } from './roles.ts';
import { sayTheSame } from './sameness.ts';
import { isBlank } from '../text/words/prose.ts';
import { FORMULA } from '../text/words/repetition.ts';

export interface Choice {
  chosen: Candidate[];
  /** Sums over the history that the answer gives beside the recursion of the same state. */
  unrolled: Candidate[];
}

/**
 * Displays are the rule; inline equations fill in what the displays leave undefined. Where the displays have no update of
 * the parameters the whole text is the rule.
 */
export function choose(
  candidates: readonly Candidate[],
  { notation, isGradient, asked }: Setting,
  assumptions: string[],
): Choice {
  const { timeLetters } = notation;
  const parameterOf = (list: readonly Candidate[]): string | null =>
    findParameter(equationsOf(list), notation);
  const moved = parameterOf(candidates);
  const about = candidates.find((c) => targetName(c) === moved)?.raw.about ?? null;
  const own = candidates.filter((c) => !isGradient(targetName(c)) || isMeant(c, about));
  const shown = shownRule(own, candidates, parameterOf);
  let chosen = filledIn(shown, own, candidates, isGradient);
  // The two are compared wherever they stand: a sum on a line of its own stands for no recursion in the text that it is not.
  const isUnrolled = (c: Candidate): boolean =>
    !(c.raw.isAside || c.raw.isRemark) && chosen.some((sum) => isSum(sum) && isRecursion(c, sum));
  chosen = [...chosen, ...own.filter((c) => !chosen.includes(c) && isUnrolled(c))];
  const names = new Set(chosen.map(targetName));
  for (const c of candidates) {
    const isNeeded = names.has(targetName(c)) || timeLetters.has(targetName(c));
    if (c.equation && isResetting(c, candidates, isNeeded, timeLetters)) c.equation.isReset = true;
  }
  // `m ← 0; v ← 0; t ← 1` in one line above the steps
  const isAbove = (c: Candidate): boolean =>
    c.raw.plain !== null &&
    c.equation?.isArrow === true &&
    candidates
      .slice(0, candidates.indexOf(c))
      .every((other) => isNumber(other) || targetName(other) !== targetName(c));
  const isStart = (c: Candidate): boolean =>
    isNumber(c) && (c.equation?.isReset || c.raw.isInitial || c.target.time?.letter === null || isAbove(c));
  chosen = candidates.filter((c) => chosen.includes(c) || (isStart(c) && names.has(targetName(c))));
  const parameter = parameterOf(chosen);
  const made = new Set(names);
  if (parameter !== null) made.delete(parameter);
  for (const c of candidates) {
    const other = chosen.includes(c) ? undefined : chosen.find((one) => isRestated(one, c));
    if (other && !isOfFirstStep(c.equation!, equationsOf(chosen), timeLetters))
      refuseContradiction(other, c, made);
  }
  // "For β = 0 …", and "t = 1, 2, …".
  const isNoValue = (c: Candidate): boolean =>
    isNumber(c) &&
    ((c.raw.isAside && !isStart(c)) ||
      (c.raw.isRange && timeLetters.has(targetName(c)) && !isListed(c, candidates)));
  const meant = chosen.filter((c) => !isNoValue(c));
  const unrolled = meant.filter((c) => isSum(c) && meant.some((other) => isRecursion(other, c)));
  const single = meant.filter((c) => !unrolled.includes(c));
  const update = single.findLast((c) => targetName(c) === parameter);
  return {
    chosen: withoutRepetitions(
      withoutContradictions(single, made, { update, asked, timeLetters }, assumptions),
    ),
    unrolled,
  };
}

/** What stands in the answer a second time, or there as a line of a program and here as a formula, is no further step of the rule. */
function withoutRepetitions(candidates: readonly Candidate[]): Candidate[] {
  const repeats = (before: Candidate, c: Candidate): boolean => {
    const [one, other] = [before.equation, c.equation];
    if (!one || !other || one.target !== other.target || one.isReset !== other.isReset) return false;
    // v ← μv + g behind v_t = μv_{t−1} + g_t
    if ((one.time === null) !== (other.time === null) && (one.time ?? other.time)?.letter)
      return timelessText(one.value) === timelessText(other.value);
    const isTranslated = (before.raw.plain === null) !== (c.raw.plain === null);
    return isTranslated
      ? sayTheSame(one.value, other.value, new Set())
      : textOf([one.time, one.value]) === textOf([other.time, other.value]);
  };
  return candidates.filter((c, i) => !candidates.slice(0, i).some((before) => repeats(before, c)));
}

const timelessText = (value: Expression): string =>
  textOf(rewriteWithPoints(value, (e) => ('time' in e ? { ...e, time: null } : e)));

/** t of "m = 0, v = 0, t = 1", which counts below: two numbers with nothing but commas between them. */
function isListed(c: Candidate, candidates: readonly Candidate[]): boolean {
  const at = candidates.indexOf(c);
  const isWith = (before: Candidate | undefined, other: Candidate | undefined): boolean => {
    if (!before || !other || !isNumber(before) || !isNumber(other)) return false;
    const between = other.raw.words.before.slice(before.raw.words.before.length);
    return isBlank(between.replace(FORMULA, ''));
  };
  const ticks = candidates.slice(at + 1).some((other) => targetName(other) === targetName(c));
  return ticks && (isWith(candidates[at - 1], c) || isWith(c, candidates[at + 1]));
}

type ParameterOf = (list: readonly Candidate[]) => string | null;

/** @param own candidates without what the text only remarks on the gradient */
function shownRule(
  own: readonly Candidate[],
  candidates: readonly Candidate[],
  parameterOf: ParameterOf,
): Candidate[] {
  const displays = candidates.filter((c) => c.raw.display);
  const shown = parameterOf(displays);
  // $$G = G + g²$$ alone looks like an update; the text moves w with it.
  const moved = parameterOf(own);
  const isHelper = own.some(
    (c) => targetName(c) === moved && c.equation !== null && shown !== null && uses(c.equation.value, shown),
  );
  if (!shown || (moved !== shown && isHelper)) {
    // What is displayed of a name is perhaps only where it starts.
    const defined = new Set(displays.flatMap((c) => (isNumber(c) ? [] : c.target.name)));
    return own.filter((c) => c.raw.display || !defined.has(c.target.name));
  }
  return candidates.filter((c) => c.raw.display || isDecay(c, shown, candidates));
}

/** "First decay, θ ← (1 − ηλ)θ": a step of the parameters that the displays go on from. */
function isDecay({ raw, equation }: Candidate, shown: string, candidates: readonly Candidate[]): boolean {
  if (equation?.target !== shown || raw.isAside || raw.isRemark || !equation.isArrow) return false;
  const made = new Set(candidates.map(targetName));
  const names = symbolNames(equation.value);
  return (
    !hasGradient(equation.value) &&
    !hasHistory(equation.value) &&
    names.includes(shown) &&
    names.every((name) => name === shown || !made.has(name)) &&
    equation.value.kind !== 'symbol'
  );
}

/** Adds what the text defines of what is left undefined. */
function filledIn(
  shown: readonly Candidate[],
  own: readonly Candidate[],
  candidates: readonly Candidate[],
  isGradient: IsGradient,
): Candidate[] {
  let chosen = [...shown];
  // `v = 0` on a line of its own says where v starts, and not what it is.
  const isOnlyStarted = (name: string): boolean =>
    chosen.every((c) => targetName(c) !== name || (isNumber(c) && c.target.time === null)) &&
    own.some((c) => targetName(c) === name && c.equation !== null && uses(c.equation.value, name));
  const started = new Set(chosen.filter(isNumber).map(targetName).filter(isOnlyStarted));
  // What is filled in first explains the displays, and what is filled in after that explains what came first.
  for (let depth = 1; ; depth++) {
    const open = openNames(equationsOf(chosen));
    const more = own.filter(
      (c) =>
        (open.has(targetName(c)) || started.has(targetName(c))) &&
        !chosen.includes(c) &&
        (!isGradient(targetName(c)) || definesGradient(c, isGradient, own)),
    );
    if (more.length === 0) return chosen;
    for (const c of more)
      if (c.equation && !c.raw.isNextStep) c.equation.explanation = Math.max(depth, c.equation.explanation);
    chosen = candidates.filter((c) => chosen.includes(c) || more.includes(c));
  }
}
