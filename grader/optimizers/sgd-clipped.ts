import { defineOptimizer } from './optimizer.ts';

export const sgdClipped = defineOptimizer({
  name: 'sgd-clipped',
  order: 140,
  title: 'SGD with clipped gradients',
  source: 'Deep Learning (2016), Section 10.11.1; Mikolov (2012)',
  equations: String.raw`\theta \leftarrow \theta - \eta \max(-c, \min(c, g))`,
  defaults: { learning_rate: 1e-2, clip: 1 },
  point: { clips: 'coordinates' },
  isWrapped: true,
});
