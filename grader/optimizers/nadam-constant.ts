import { adam } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';
import type { Twist } from './point.ts';

/** m̂ looks ahead: the gradient has β₁'s complement once more, with the correction of its own step. */
const lookAhead: Twist = {
  name: 'nadam-constant',
  moments: ({ m, v, g, t, beta1, firstCorrection, secondCorrection }) => ({
    keeps: { m, v },
    uses: {
      m: (beta1 * m) / (1 - beta1 ** (t + 1)) + ((1 - beta1) * g) / firstCorrection,
      v: v / secondCorrection,
    },
  }),
};

/** NAdam with a constant μ = β₁, as in the body of the paper and in most courses. */
export const nadamConstant = defineOptimizer({
  name: 'nadam-constant',
  order: 125,
  title: 'NAdam without warm-up',
  source: 'Dozat (2016), Section 2.2',
  equations: String.raw`\theta_t = \theta_{t-1} - \frac{\alpha}{\sqrt{\hat v_t} + \epsilon} \left( \frac{\beta_1 m_t}{1 - \beta_1^{t+1}} + \frac{(1-\beta_1) g_t}{1 - \beta_1^t} \right)`,
  defaults: { learning_rate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  point: { ...adam.point, twist: lookAhead },
});
