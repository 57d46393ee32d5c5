import { defineOptimizer } from './optimizer.ts';

export const sgdNormClipped = defineOptimizer({
  name: 'sgd-norm-clipped',
  order: 145,
  title: 'SGD with the gradient’s norm clipped',
  source: 'Pascanu, Mikolov and Bengio (2013), Algorithm 1',
  equations: String.raw`\theta \leftarrow \theta - \eta \, g \min\left(1, \frac{c}{\|g\|}\right)`,
  defaults: { learning_rate: 1e-2, clip: 1 },
  point: { clips: 'norm' },
  isWrapped: true,
});
