import { defineOptimizer } from './optimizer.ts';
import type { Twist } from './point.ts';

const sign: Twist = {
  name: 'sign-sgd',
  moments: ({ m, v, g }) => ({ keeps: { m, v }, uses: { m: Math.sign(g), v } }),
};

/** Every coordinate moves by the learning rate, whatever the size of its gradient. */
export const signSgd = defineOptimizer({
  name: 'sign-sgd',
  order: 45,
  title: 'signSGD',
  source: 'Bernstein, Wang, Azizzadenesheli and Anandkumar (2018), Algorithm 1',
  equations: String.raw`\theta \leftarrow \theta - \eta\, \mathrm{sign}(g)`,
  defaults: { learning_rate: 1e-2 },
  point: { twist: sign },
});
