/** Which of an answer's equations make up its rule. */
import type { IsGradient, Setting } from './setting.ts';
import { equationsOf, isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import {
  isRecursion,
  isRestated,
  isSum,
  refuseContradiction,
  withoutContradictions,
} from './contradictions.ts';
import {
  gradientsIn,
  hasGradient,
  hasHistory,
  pointNames,
  symbolNames,
  uses,
} from '../formulas/expression.ts';
import { isParameterName } from '../formulas/gradients.ts';
import { isOfFirstStep } from './firstStep.ts';
import { baseOf } from './helpers.ts';
import { definesGradient, isMeant } from './meanings.ts';
import { isResetting } from './resets.ts';
import { isBlank } from '../text/prose.ts';
import { FORMULA } from '../text/repetition.ts';
import { findParameter } from './roles.ts';
import { sayTheSame } from './sameness.ts';

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
  all: readonly Candidate[],
  { notation, isGradient, asked }: Setting,
  assumptions: string[],
): Choice {
  const candidates = withoutTranslations(all);
  const { timeLetters } = notation;
  const parameterOf = (list: readonly Candidate[]): string | null =>
    findParameter(equationsOf(list), notation);
  const moved = parameterOf(candidates);
  const about = candidates.find((c) => targetName(c) === moved)?.raw.about ?? null;
  const own = candidates.filter((c) => !isGradient(targetName(c)) || isMeant(c, about));
  const shown = shownRule(own, candidates, parameterOf);
  let chosen = filledIn(shown, own, candidates, isGradient);
  const names = new Set(chosen.map(targetName));
  for (const c of candidates) {
    const isNeeded = names.has(targetName(c)) || timeLetters.has(targetName(c));
    if (c.equation && isResetting(c, candidates, isNeeded, timeLetters)) c.equation.isReset = true;
  }
  for (const [i, c] of candidates.entries()) {
    const [before, after] = [candidates[i - 1], candidates[i + 1]];
    const isClock = timeLetters.has(targetName(c)) && c.target.time === null;
    const isListed = (before && isListedWith(before, c)) || (after && isListedWith(c, after));
    const ticks = candidates.slice(i + 1).some((other) => targetName(other) === targetName(c));
    if (isClock && c.equation && isListed && ticks) c.equation.isInitial = true;
  }
  const isStart = (c: Candidate): boolean =>
    isNumber(c) && (c.equation?.isReset || c.raw.isInitial || c.target.time?.letter === null);
  chosen = candidates.filter((c) => chosen.includes(c) || (isStart(c) && names.has(targetName(c))));
  const parameter = parameterOf(chosen);
  const made = new Set(names);
  if (parameter !== null) made.delete(parameter);
  for (const c of candidates) {
    const other = chosen.includes(c) ? undefined : chosen.find((one) => isRestated(one, c));
    if (other && !isOfFirstStep(c.equation!, equationsOf(chosen), timeLetters))
      refuseContradiction(other, c, made);
  }
  const isSpecialValue = (c: Candidate): boolean => c.raw.isAside && !isStart(c) && isNumber(c);
  const meant = chosen.filter((c) => !isSpecialValue(c));
  const unrolled = meant.filter((c) => isSum(c) && meant.some((other) => isRecursion(other, c)));
  const single = meant.filter((c) => !unrolled.includes(c));
  const update = single.findLast((c) => targetName(c) === parameter);
  return {
    chosen: withoutContradictions(single, made, { update, asked, timeLetters }, assumptions),
    unrolled,
  };
}

/** Lines of a program that the text gives again as formulas are no further steps of the rule. */
function withoutTranslations(candidates: readonly Candidate[]): Candidate[] {
  const translates = (one: Candidate, other: Candidate): boolean =>
    one.equation !== null &&
    other.equation !== null &&
    one.equation.target === other.equation.target &&
    (one.raw.plain === null) !== (other.raw.plain === null) &&
    sayTheSame(one.equation.value, other.equation.value, new Set());
  return candidates.filter((c, i) => !candidates.slice(0, i).some((before) => translates(before, c)));
}

/** "m = 0, v = 0, t = 0": two numbers with nothing but commas between them. */
function isListedWith(before: Candidate, c: Candidate): boolean {
  const between = c.raw.words.before.slice(before.raw.words.before.length).replace(FORMULA, '');
  return isNumber(before) && isNumber(c) && isBlank(between);
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
  // An accumulator may have a parameter's letter, b or x; what the text moves then has one too.
  const isPlain = shown !== null && (!isParameterName(shown) || (moved !== null && isParameterName(moved)));
  if (!shown || (moved !== shown && isHelper && isPlain)) {
    const defined = new Set(displays.map((c) => c.target.name));
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
  // What is filled in first explains the displays, and what is filled in after that explains what came first.
  for (let depth = 1; ; depth++) {
    const defined = new Set(equationsOf(chosen).map((e) => e.target));
    const missing = new Set(
      equationsOf(chosen)
        .flatMap((e) => symbolNames(e.value))
        .flatMap((name) => [name, baseOf(name) ?? name])
        .filter((name) => !defined.has(name)),
    );
    const gradients = new Set([...missing].filter(isGradient));
    for (const name of gradients) missing.delete(name);
    const gradientPoints = new Set(
      equationsOf(chosen).flatMap((e) => gradientsIn(e.value).flatMap(pointNames)),
    );
    const more = own.filter(
      (c) =>
        !chosen.includes(c) &&
        (missing.has(targetName(c)) ||
          (gradientPoints.has(targetName(c)) && !defined.has(targetName(c))) ||
          (gradients.has(targetName(c)) && definesGradient(c, isGradient, own))),
    );
    if (more.length === 0) return chosen;
    for (const c of more)
      if (c.equation && !c.raw.isNextStep) c.equation.explanation = Math.max(depth, c.equation.explanation);
    chosen = candidates.filter((c) => chosen.includes(c) || more.includes(c));
  }
}
