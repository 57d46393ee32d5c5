import { defineOptimizer } from './optimizer.ts';

export const momentumEma = defineOptimizer({
  name: 'momentum-ema',
  order: 30,
  title: 'SGD with an exponential average of gradients',
  source:
    'Lecture-note form of momentum; the first moment of Kingma and Ba (2015) without its bias correction',
  equations: String.raw`v \leftarrow \beta v + (1-\beta) g, \quad \theta \leftarrow \theta - \eta v`,
  defaults: { learning_rate: 1e-2, momentum: 0.9 },
  point: { velocity: { average: 'exponential', learningRate: 'outside', nesterov: 'no' } },
});
