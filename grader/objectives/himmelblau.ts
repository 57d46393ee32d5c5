import type { Objective } from './objective.ts';

export const himmelblau: Objective = {
  name: 'himmelblau',
  title: 'Himmelblau',
  formula: String.raw`f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2`,
  start: [0, 0],
  minimum: [3, 2],
  anyDimension: false,
  value: ([x = 0, y = 0]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  gradient: ([x = 0, y = 0]) => {
    const a = x * x + y - 11;
    const b = x + y * y - 7;
    return Float64Array.of(4 * x * a + 2 * b, 2 * a + 4 * y * b);
  },
};
