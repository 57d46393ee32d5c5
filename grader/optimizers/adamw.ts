import { adam } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';

export const adamw = defineOptimizer({
  name: 'adamw',
  order: 130,
  title: 'AdamW',
  source: 'Loshchilov and Hutter (2019), Algorithm 2',
  equations: String.raw`\theta_t = \theta_{t-1} - \alpha \lambda \theta_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}`,
  defaults: { ...adam.defaults, weight_decay: 1e-2 },
  point: { ...adam.point, weightDecay: 'decoupled' },
});
