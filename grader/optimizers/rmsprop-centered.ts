import { defineOptimizer } from './optimizer.ts';
import type { Twist } from './point.ts';
import { rmsprop } from './rmsprop.ts';

/** The variance instead of the mean square: v − m². */
const centered: Twist = {
  name: 'rmsprop-centered',
  moments: ({ m, v, g }) => ({ keeps: { m, v }, uses: { m: g, v: v - m * m } }),
};

/** Epsilon outside the root, as in PyTorch; the paper has it inside. */
export const rmspropCentered = defineOptimizer({
  name: 'rmsprop-centered',
  order: 75,
  title: 'Centered RMSProp',
  source: 'Graves (2013), Equations 38–41',
  equations: String.raw`m \leftarrow \rho m + (1-\rho)\, g, \quad r \leftarrow \rho r + (1-\rho)\, g \odot g, \quad \theta \leftarrow \theta - \frac{\eta}{\sqrt{r - m \odot m} + \delta} \odot g`,
  defaults: rmsprop.defaults,
  point: {
    ...rmsprop.point,
    first: { decay: 'decay_rate', complement: true, nesterov: false },
    twist: centered,
  },
});
