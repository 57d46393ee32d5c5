import type { Objective } from './objective.ts';

export const rosenbrock: Objective = {
  name: 'rosenbrock',
  title: 'Rosenbrock valley',
  formula: String.raw`f(x, y) = (1 - x)^2 + 100 (y - x^2)^2`,
  start: [-1.2, 1],
  minimum: [1, 1],
  anyDimension: false,
  value: ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: ([x = 0, y = 0]) => Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
};
