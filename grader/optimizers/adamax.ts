import { adam } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';

/** The paper has no epsilon and divides by zero while all gradients are 0; PyTorch's |g| + ε inside the maximum is used. */
export const adamax = defineOptimizer({
  name: 'adamax',
  order: 100,
  title: 'AdaMax',
  source: 'Kingma and Ba (2015), Algorithm 2',
  equations: String.raw`u_t = \max(\beta_2 u_{t-1}, |g_t|), \quad \theta_t = \theta_{t-1} - \frac{\alpha}{1-\beta_1^t} \frac{m_t}{u_t}`,
  defaults: { learning_rate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  point: {
    ...adam.point,
    second: { kind: 'maximum', decay: 'beta2', complement: false, squared: 'absolute', keepsMaximum: false },
    secondCorrection: false,
    root: false,
    epsilon: 'inside',
  },
});
