import { linearGradient, type Objective } from './objective.ts';

/** The optimum walks away along the first axis, 0.01 a step: a non-stationary objective. */
const optimum = (step: number) => 0.01 * step;

export const drifting: Objective = {
  name: 'drifting',
  title: 'Drifting quadratic',
  formula: String.raw`f_t(x, y) = \tfrac12 \left( (x - 0.01 t)^2 + y^2 \right)`,
  start: [1, 1],
  minimum: null,
  anyDimension: false,
  value: ([x = 0, y = 0], step) => ((x - optimum(step)) ** 2 + y * y) / 2,
  ...linearGradient({ slope: () => 1, offset: (i, _size, step) => (i === 0 ? -optimum(step) : 0) }),
};
