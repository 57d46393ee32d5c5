/**
 * `g_t = ∇f(θ_t)` beside `θ_t = θ_{t−1} + v_t`: the gradient that a step goes by is g_{t−1} there, since it is taken at θ_{t−1}. Where
 * a definition counts otherwise than the update, what stands for the present gradient is put in its own place.
 */
import type { Equation } from '../equations/equations.ts';
import { rewrite, symbolsOf, uses } from '../formulas/expression.ts';
import type { Expression, Gradient } from '../formulas/expression.ts';

interface Definition {
  equation: Equation;
  /** At the parameters before the step. */
  present: Gradient;
  /** How its name counts time there. */
  offset: number;
}

export function withPresentGradients(
  equations: readonly Equation[],
  parameter: string,
  isGradient: (name: string) => boolean,
): Equation[] {
  const update = equations.findLast(({ target }) => target === parameter);
  const before = update && symbolsOf(update.value).find(({ name, time }) => name === parameter && time)?.time;
  if (!before) return [...equations];
  const definitions = equations.flatMap((equation): Definition[] => {
    const { target, time, value } = equation;
    if (!isGradient(target) || !time || value.kind !== 'gradient') return [];
    const [point, ...others] = value.points;
    if (others.length > 0 || point?.kind !== 'symbol' || point.name !== parameter || !point.time) return [];
    if (time.letter !== before.letter || point.time.letter !== before.letter) return [];
    const offset = time.offset + before.offset - point.time.offset;
    const present = { ...value, points: [{ ...point, time: before }] };
    return offset === time.offset ? [] : [{ equation, present, offset }];
  });
  const replaced = (e: Expression): Expression => {
    if (e.kind !== 'symbol') return e;
    const found = definitions.find(
      ({ equation, offset }) => equation.target === e.name && e.time?.offset === offset,
    );
    return found ? { ...found.present, at: e.at } : e;
  };
  const own = new Set(definitions.map(({ equation }) => equation));
  const rewritten = equations.map((equation) =>
    own.has(equation) ? equation : { ...equation, value: rewrite(equation.value, replaced) },
  );
  return rewritten.filter(
    (equation) =>
      !own.has(equation) ||
      rewritten.some(({ value }) => value !== equation.value && uses(value, equation.target)),
  );
}
