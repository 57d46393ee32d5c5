/** What the answer tells in words instead of an equation: how a rate changes, and that g is the gradient. */
import type { Candidate } from '../equations/candidates.ts';
import type { RawEquation } from '../equations/equations.ts';
import type { Target } from '../equations/targets.ts';
import { isGradientName } from '../formulas/gradients.ts';
import { readTime } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isRateName, meansWithLabels } from '../lexicon.ts';
import { tellsGradient } from '../text/gradientWords.ts';
import { argumentOf, wordOf } from '../text/piece.ts';

/**
 * `η_t ← SetScheduleMultiplier(t)`, "`η_t ←` as scheduled", "`g ←` gradient on the mini-batch": the name then stands for what it
 * stands for by custom.
 */
export function isToldInWords({ right, words }: RawEquation, { name }: Target, notation: Notation): boolean {
  const [first, argument, ...more] = right.filter(({ kind }) => kind !== 'break');
  const isRate = isRateName(name) && !meansWithLabels('momentum', name);
  if (!first) {
    if (isRate) return /^\s*\p{L}/u.test(words.behind);
    const clause = /^([^.;\n]*)[.;\n]/.exec(words.behind)?.[1] ?? '';
    return isGradientName(name, notation) && tellsGradient(clause);
  }
  const inside = argumentOf(argument);
  const isOfStep = !!inside && !!readTime(inside, notation.timeLetters);
  return isRate && first.kind === 'word' && more.length === 0 && isOfStep;
}

/** `u_t = lim_{p→∞} v_t^{1/p} = …` beside `u_t = max(β_2 u_{t−1}, |g_t|)`: why, and how. */
export function withoutLimits(candidates: readonly Candidate[]): Candidate[] {
  const made = new Set(candidates.flatMap((c) => (c.equation && !c.raw.isAside ? [c.target.name] : [])));
  const isLimit = ({ raw }: Candidate): boolean => raw.right.some((piece) => wordOf(piece) === 'lim');
  return candidates.filter((c) => c.equation !== null || !isLimit(c) || !made.has(c.target.name));
}
