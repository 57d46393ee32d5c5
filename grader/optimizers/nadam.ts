import { adam } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';

/** With Dozat's warm-up of the momentum factor, μ_t = β₁(1 − ½·0.96^{0.004 t}), as in PyTorch. */
export const nadam = defineOptimizer({
  name: 'nadam',
  order: 120,
  title: 'NAdam',
  source: 'Dozat (2016), Algorithm 8',
  equations: String.raw`\theta_t = \theta_{t-1} - \frac{\alpha}{\sqrt{\hat v_t} + \epsilon} \left( \frac{\mu_{t+1} m_t}{1 - \prod_{i=1}^{t+1} \mu_i} + \frac{(1-\mu_t) g_t}{1 - \prod_{i=1}^{t} \mu_i} \right)`,
  defaults: { learning_rate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  point: { ...adam.point, first: { decay: 'beta1', complement: true, nesterov: true } },
});
