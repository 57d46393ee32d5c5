import { adam } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';

/** The schedule under which the paper proves its regret bound, and with which it draws Figure 1. */
export const adamDecaying = defineOptimizer({
  name: 'adam-decaying',
  order: 150,
  title: 'Adam with a decaying rate',
  source: 'Kingma and Ba (2015), Theorem 4.1',
  equations: String.raw`\alpha_t = \frac{\alpha}{\sqrt{t}}, \quad \theta_t = \theta_{t-1} - \alpha_t \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}`,
  defaults: { ...adam.defaults, learning_rate: 1e-2 },
  point: { ...adam.point, schedule: 'inverse-root' },
  isWrapped: true,
});
