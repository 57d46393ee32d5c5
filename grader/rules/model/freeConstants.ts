/** Constants that nothing else is told of: a rate that is chosen, and a decay that is given by numbers of the objective. */
import { equationsOf, withValue } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import { binary, numberOf, rewrite, symbolNames, textOf, walkWithPoints } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { meansWithLabels } from '../lexicon.ts';

/** The constant of Lipschitz, by which steps are divided in the theory of convex functions. */
const LIPSCHITZ = 'L';

const everywhere = (candidates: readonly Candidate[]): Expression[] =>
  candidates.flatMap(({ equation }) => (equation ? walkWithPoints(equation.value) : []));

const isLipschitz = (e: Expression): boolean => e.kind === 'symbol' && e.name === LIPSCHITZ && !e.time;

/** `1/L` is a rate: L becomes it where it only divides. */
function withRateForL(candidates: readonly Candidate[]): Candidate[] {
  const all = everywhere(candidates);
  const isDivisor = (e: Expression): e is Expression & { kind: 'binary' } =>
    e.kind === 'binary' && e.operator === '/' && isLipschitz(e.right) && isOne(e.left);
  const divisors = all.filter(isDivisor).length;
  const isGiven = candidates.some(({ target }) => target.name === LIPSCHITZ);
  if (divisors === 0 || isGiven || all.filter(isLipschitz).length !== divisors) return [...candidates];
  return candidates.map((c) =>
    withValue(c, (value) => rewrite(value, (e) => (isDivisor(e) ? binary('*', e.left, e.right) : e))),
  );
}

const isOne = (e: Expression): boolean => numberOf(e) === 1;

/** κ of `(√κ − 1)/(√κ + 1)`. */
function conditionOf(value: Expression): string | null {
  if (value.kind !== 'binary' || value.operator !== '/') return null;
  const [top, bottom] = [value.left, value.right];
  if (top.kind !== 'binary' || bottom.kind !== 'binary') return null;
  const isShape = top.operator === '-' && bottom.operator === '+' && isOne(top.right) && isOne(bottom.right);
  const [root] = symbolNames(top.left);
  const isRoot =
    top.left.kind === 'call' && top.left.name === 'sqrt' && textOf(top.left) === textOf(bottom.left);
  return isShape && isRoot && root !== undefined ? root : null;
}

/** `β = (√κ − 1)/(√κ + 1)`, where κ is told of nowhere: β is a constant between 0 and 1. */
function withoutOrigins(candidates: readonly Candidate[]): Candidate[] {
  const targets = new Set(candidates.map(({ target }) => target.name));
  return candidates.filter((c) => {
    const condition = c.equation && !c.target.time ? conditionOf(c.equation.value) : null;
    if (condition === null || !meansWithLabels('decay', c.target.name)) return true;
    const others = equationsOf(candidates.filter((each) => each !== c));
    return targets.has(condition) || others.some(({ value }) => symbolNames(value).includes(condition));
  });
}

/** `α = 4/(√L + √μ)²`, of which nothing else is made: whatever rate the theory of convex functions gives, it is one. */
function withoutChoices(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((c) => {
    const { name, time } = c.target;
    if (!c.equation || time || !meansWithLabels('rate', name) || meansWithLabels('decay', name)) return true;
    const used = symbolNames(c.equation.value);
    const elsewhere = candidates.flatMap((each) =>
      each === c ? [] : [each.target.name, ...everywhere([each]).flatMap(symbolNames)],
    );
    const isPositive = walkWithPoints(c.equation.value).every(
      (e) =>
        e.kind === 'symbol' ||
        (e.kind === 'number' && e.value > 0) ||
        (e.kind === 'call' && e.name === 'sqrt') ||
        (e.kind === 'binary' && e.operator !== '-'),
    );
    return !(isPositive && used.includes(LIPSCHITZ) && !used.some((each) => elsewhere.includes(each)));
  });
}

export const withFreeConstants = (candidates: readonly Candidate[]): Candidate[] =>
  withoutChoices(withoutOrigins(withRateForL(candidates)));
