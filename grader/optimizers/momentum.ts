import { defineOptimizer } from './optimizer.ts';

export const momentum = defineOptimizer({
  name: 'momentum',
  order: 20,
  title: 'SGD with momentum',
  source: 'Polyak (1964); Deep Learning (2016), Algorithm 8.2',
  equations: String.raw`v \leftarrow \alpha v - \eta g, \quad \theta \leftarrow \theta + v`,
  defaults: { learning_rate: 1e-2, momentum: 0.9 },
  point: { velocity: { average: 'heavy-ball', learningRate: 'inside', nesterov: 'no' } },
});
