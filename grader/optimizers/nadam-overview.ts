import { adam } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';
import type { Twist } from './point.ts';

/** m̂ looks ahead as in NAdam, but both of its terms have the correction of their own step. */
const lookAhead: Twist = {
  name: 'nadam-overview',
  moments: ({ m, v, g, beta1, firstCorrection, secondCorrection }) => ({
    keeps: { m, v },
    uses: { m: (beta1 * m + (1 - beta1) * g) / firstCorrection, v: v / secondCorrection },
  }),
};

/** The form that Ruder's overview made known; it differs from Dozat's by the power of one correction. */
export const nadamOverview = defineOptimizer({
  name: 'nadam-overview',
  order: 127,
  title: 'NAdam as in Ruder’s overview',
  source: 'Ruder (2016), Section 4.8',
  equations: String.raw`\theta_t = \theta_{t-1} - \frac{\alpha}{\sqrt{\hat v_t} + \epsilon} \left( \beta_1 \hat m_t + \frac{(1-\beta_1) g_t}{1 - \beta_1^t} \right)`,
  defaults: { learning_rate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  point: { ...adam.point, twist: lookAhead },
});
