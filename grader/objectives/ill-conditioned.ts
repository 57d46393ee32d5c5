import { linearGradient, type Objective } from './objective.ts';

/** Curvature of coordinate i of n: from 1 to 1000 in equal ratios. */
const curvature = (i: number, n: number) => 1000 ** (n > 1 ? i / (n - 1) : 0);

export const illConditioned: Objective = {
  name: 'ill-conditioned',
  title: 'Ill-conditioned quadratic',
  formula: String.raw`f(\theta) = \tfrac12 \sum_i 1000^{i/(n-1)} \theta_i^2, \; i = 0 \dots n-1`,
  start: [1, -2, 3, -0.5, 0.25, -1.5],
  minimum: [0, 0, 0, 0, 0, 0],
  anyDimension: true,
  value: (theta) => theta.reduce((sum, x, i) => sum + (curvature(i, theta.length) * x * x) / 2, 0),
  ...linearGradient({ slope: curvature, offset: () => 0 }),
};
