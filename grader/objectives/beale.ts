import type { Objective } from './objective.ts';

const TERMS = [
  [1.5, 1],
  [2.25, 2],
  [2.625, 3],
] as const;

export const beale: Objective = {
  name: 'beale',
  title: 'Beale',
  formula: String.raw`f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2`,
  start: [1, 1],
  minimum: [3, 0.5],
  anyDimension: false,
  value: ([x = 0, y = 0]) => TERMS.reduce((sum, [c, k]) => sum + (c - x + x * y ** k) ** 2, 0),
  gradient: ([x = 0, y = 0]) => {
    const gradient = new Float64Array(2);
    for (const [c, k] of TERMS) {
      const residual = c - x + x * y ** k;
      gradient[0]! += 2 * residual * (y ** k - 1);
      gradient[1]! += 2 * residual * x * k * y ** (k - 1);
    }
    return gradient;
  },
};
