import { defineOptimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';

export const adadelta = defineOptimizer({
  name: 'adadelta',
  order: 80,
  title: 'AdaDelta',
  source: 'Zeiler (2012), Algorithm 1',
  equations: String.raw`\Delta\theta_t = -\frac{\mathrm{RMS}[\Delta\theta]_{t-1}}{\mathrm{RMS}[g]_t} g_t, \quad \mathrm{RMS}[x] = \sqrt{E[x^2] + \epsilon}`,
  defaults: { learning_rate: 1, decay_rate: 0.9, epsilon: 1e-6 },
  point: { ...rmsprop.point, epsilon: 'inside', scale: 'adadelta' },
});
