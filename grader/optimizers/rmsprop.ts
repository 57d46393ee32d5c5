import { defineOptimizer } from './optimizer.ts';

/** Epsilon outside the root, as in PyTorch and in most courses; the book's Algorithm 8.5 has it inside. */
export const rmsprop = defineOptimizer({
  name: 'rmsprop',
  order: 60,
  title: 'RMSProp',
  source: 'Tieleman and Hinton (2012), lecture 6.5; Deep Learning (2016), Algorithm 8.5',
  equations: String.raw`r \leftarrow \rho r + (1-\rho)\, g \odot g, \quad \theta \leftarrow \theta - \frac{\eta}{\sqrt{r} + \delta} \odot g`,
  defaults: { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8 },
  point: {
    second: { kind: 'average', decay: 'decay_rate', complement: true, squared: true, keepsMaximum: false },
  },
});
