import { defineOptimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';

/** The book divides by √r alone; epsilon is kept inside the root as in its Algorithm 8.5, so that a first gradient of 0 is defined. */
export const rmspropNesterov = defineOptimizer({
  name: 'rmsprop-nesterov',
  order: 70,
  title: 'RMSProp with Nesterov momentum',
  titleOfSteps: 'RMSProp with momentum',
  source: 'Deep Learning (2016), Algorithm 8.6',
  equations: String.raw`\tilde\theta \leftarrow \theta + \alpha v, \quad r \leftarrow \rho r + (1-\rho)\, g \odot g, \quad v \leftarrow \alpha v - \frac{\eta}{\sqrt{r}} \odot g, \quad \theta \leftarrow \theta + v`,
  defaults: { learning_rate: 1e-2, momentum: 0.9, decay_rate: 0.99, epsilon: 1e-8 },
  point: {
    ...rmsprop.point,
    epsilon: 'inside',
    velocity: { average: 'heavy-ball', learningRate: 'inside', nesterov: 'lookahead' },
  },
});
