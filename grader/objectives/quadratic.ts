import { linearGradient, type Objective } from './objective.ts';

export const quadratic: Objective = {
  name: 'quadratic',
  title: 'Quadratic bowl',
  formula: String.raw`f(x, y) = \tfrac12 (x^2 + 10 y^2)`,
  start: [1, 2],
  minimum: [0, 0],
  anyDimension: false,
  value: ([x = 0, y = 0]) => (x * x + 10 * y * y) / 2,
  ...linearGradient({ slope: (i) => (i === 0 ? 1 : 10), offset: () => 0 }),
};
