import { linearGradient, uniform, type Objective } from './objective.ts';

/** Recorded seed: the noise is the same in every run. */
const SEED = 20210217;

/** Triangular noise in (−1, 1). */
const noise = (step: number, i: number) => uniform(SEED, step, 2 * i) + uniform(SEED, step, 2 * i + 1) - 1;

export const noisy: Objective = {
  name: 'noisy',
  title: 'Noisy quadratic',
  formula: String.raw`f(\theta) = \tfrac12 \|\theta\|^2, \; g = \theta + \text{noise}`,
  start: [1, -1],
  minimum: [0, 0],
  anyDimension: true,
  value: (theta) => theta.reduce((sum, x) => sum + (x * x) / 2, 0),
  ...linearGradient({ slope: () => 1, offset: (i, _size, step) => noise(step, i) }),
};
