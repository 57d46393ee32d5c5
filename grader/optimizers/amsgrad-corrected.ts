import { amsgrad } from './amsgrad.ts';
import { defineOptimizer } from './optimizer.ts';

/** Where the maximum is taken after the correction: v̂ falls as its correction fades, so that it is another one. */
export const amsgradCorrected = defineOptimizer({
  name: 'amsgrad-corrected',
  order: 112,
  title: 'AMSGrad with the maximum of corrected moments',
  source:
    'Reddi, Kale and Kumar (2018), Algorithm 2, with Adam’s corrections before the maximum, as in Optax',
  equations: String.raw`\tilde v_t = \max(\tilde v_{t-1}, \hat v_t), \quad \theta_t = \theta_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\tilde v_t} + \epsilon}`,
  defaults: amsgrad.defaults,
  point: {
    ...amsgrad.point,
    second: { kind: 'average', decay: 'beta2', complement: true, squared: true, keepsMaximum: 'corrected' },
  },
});
