/** Constants that nothing else is told of: a rate that is written `1/L`, and a decay that is given by numbers of the objective. */
import type { Candidate } from '../equations/candidates.ts';
import { binary, hasGradient, rewrite, symbolNames, walkWithPoints } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isRateName, meansWithLabels } from '../lexicon.ts';

/** The constant of Lipschitz, by which steps are divided in the theory of convex functions. */
const LIPSCHITZ = 'L';

const everywhere = (candidates: readonly Candidate[]): Expression[] =>
  candidates.flatMap(({ equation }) => (equation ? walkWithPoints(equation.value) : []));

const isLipschitz = (e: Expression): boolean => e.kind === 'symbol' && e.name === LIPSCHITZ && !e.time;

/** `1/L` is a rate: L becomes it where it only divides. */
function withRateForL(candidates: readonly Candidate[]): Candidate[] {
  const all = everywhere(candidates);
  const isDivisor = (e: Expression): e is Expression & { kind: 'binary' } =>
    e.kind === 'binary' &&
    e.operator === '/' &&
    isLipschitz(e.right) &&
    !symbolNames(e.left).some(isRateName);
  const divisors = all.filter(isDivisor).length;
  const isGiven = candidates.some(({ target }) => target.name === LIPSCHITZ);
  if (divisors === 0 || isGiven || all.filter(isLipschitz).length !== divisors) return [...candidates];
  return candidates.map((c) => {
    if (!c.equation) return c;
    const value = rewrite(c.equation.value, (e) => (isDivisor(e) ? binary('*', e.left, e.right) : e));
    return { ...c, equation: { ...c.equation, value } };
  });
}

/** `β = (√κ − 1)/(√κ + 1)`, where κ is told of nowhere: β is a constant. */
function withoutOrigins(candidates: readonly Candidate[], { timeLetters }: Notation): Candidate[] {
  const targets = new Set(candidates.map(({ target }) => target.name));
  const isOrigin = (c: Candidate): boolean => {
    if (!c.equation || c.target.time || hasGradient(c.equation.value)) return false;
    if (!isRateName(c.target.name) && !meansWithLabels('decay', c.target.name)) return false;
    const names = symbolNames(c.equation.value);
    const others = candidates.filter((each) => each !== c);
    const isAlone = (name: string): boolean =>
      !targets.has(name) &&
      !timeLetters.has(name) &&
      others.every(({ equation }) => !equation || !symbolNames(equation.value).includes(name));
    return names.length > 0 && names.every(isAlone);
  };
  return candidates.filter((c) => !isOrigin(c));
}

export const withFreeConstants = (candidates: readonly Candidate[], notation: Notation): Candidate[] =>
  withoutOrigins(withRateForL(candidates), notation);
