/** Parameters that are numbered from 0, as in linear regression: θ_0 beside θ_1. */
import type { Candidate } from '../equations/candidates.ts';
import { rewriteWithPoints, symbolsOf } from '../formulas/expression.ts';
import type { Expression, Time } from '../formulas/expression.ts';

/** In `θ_0 := θ_0 − …` the 0 counts parameters and not steps: such a θ_0 is a name. */
export function withNumberedZeros(candidates: readonly Candidate[]): Candidate[] {
  const isAtZero = ({ name, time }: { name: string; time: Time | null }, target: string): boolean =>
    name === target && time !== null && time.letter === null;
  const names = new Set(
    candidates.flatMap(({ target, equation }) =>
      equation &&
      isAtZero(target, equation.target) &&
      symbolsOf(equation.value).some((s) => isAtZero(s, equation.target))
        ? [equation.target]
        : [],
    ),
  );
  if (names.size === 0) return [...candidates];
  const change = (e: Expression): Expression => {
    if (e.kind === 'symbol' && names.has(e.name) && isAtZero(e, e.name))
      return { ...e, name: `${e.name}_0`, time: null };
    if (e.kind !== 'gradient') return e;
    const [only, ...more] = e.points;
    return { ...e, of: only?.kind === 'symbol' && more.length === 0 ? only.name : e.of };
  };
  return candidates.map((c) => {
    const isOwn = names.has(c.target.name) && isAtZero(c.target, c.target.name);
    const target = isOwn ? { ...c.target, name: `${c.target.name}_0`, time: null } : c.target;
    if (!c.equation) return { ...c, target };
    const renamed = isOwn ? { target: target.name, time: null } : {};
    return {
      ...c,
      target,
      equation: { ...c.equation, ...renamed, value: rewriteWithPoints(c.equation.value, change) },
    };
  });
}
