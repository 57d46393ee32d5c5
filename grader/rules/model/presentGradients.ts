/** Gradients that a definition counts otherwise than the update does. */
import type { IsGradient } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import { symbolsOf } from '../formulas/expression.ts';

/**
 * `g_t = ∇f(θ_t)` beside `θ_t = θ_{t−1} + v_t`: the gradient that a step goes by is g_{t−1} there, since it is taken at θ_{t−1}. Where
 * the rule uses that one, its definition is counted back.
 */
export function withPresentGradients(
  equations: readonly Equation[],
  parameter: string,
  isGradient: IsGradient,
): Equation[] {
  const update = equations.findLast(({ target }) => target === parameter);
  const before = update && symbolsOf(update.value).find(({ name, time }) => name === parameter && time)?.time;
  return equations.map((equation) => {
    const { target, time, value } = equation;
    if (!before || !isGradient(target) || !time || value.kind !== 'gradient') return equation;
    const [point, ...others] = value.points;
    if (others.length > 0 || point?.kind !== 'symbol' || point.name !== parameter || !point.time)
      return equation;
    const offset = time.offset + before.offset - point.time.offset;
    const isUsed = equations.some((e) =>
      symbolsOf(e.value).some((s) => s.name === target && s.time?.offset === offset),
    );
    const counted = { time: { ...time, offset }, value: { ...value, points: [{ ...point, time: before }] } };
    return isUsed ? { ...equation, ...counted } : equation;
  });
}
