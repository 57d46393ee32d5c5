import { defineOptimizer } from './optimizer.ts';

export const sgd = defineOptimizer({
  name: 'sgd',
  order: 10,
  title: 'SGD',
  source: 'Goodfellow, Bengio and Courville, Deep Learning (2016), Algorithm 8.1',
  equations: String.raw`\theta \leftarrow \theta - \eta g`,
  defaults: { learning_rate: 1e-2 },
  point: {},
});
