import type { Objective } from './objective.ts';

/** Coordinate i has a gradient only at every (i+1)² -th step: rare features. */
const active = (i: number, step: number) => step % (i + 1) ** 2 === 0;

export const sparse: Objective = {
  name: 'sparse',
  title: 'Sparse gradients',
  formula: String.raw`f(\theta) = \tfrac12 \|\theta\|^2, \; g_i = 0 \text{ except at every } (i+1)^2\text{th step}`,
  start: [1, -1, 2],
  minimum: [0, 0, 0],
  anyDimension: true,
  value: (theta) => theta.reduce((sum, x) => sum + (x * x) / 2, 0),
  gradient: (theta, step) => theta.map((x, i) => (active(i, step) ? x : 0)),
};
