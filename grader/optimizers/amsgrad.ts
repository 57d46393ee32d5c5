import { adam } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';

/** With Adam's bias corrections, as in PyTorch; Reddi et al. write it without them. */
export const amsgrad = defineOptimizer({
  name: 'amsgrad',
  order: 110,
  title: 'AMSGrad',
  source: 'Reddi, Kale and Kumar (2018), Algorithm 2',
  equations: String.raw`\tilde v_t = \max(\tilde v_{t-1}, v_t), \quad \theta_t = \theta_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\tilde v_t / (1-\beta_2^t)} + \epsilon}`,
  defaults: adam.defaults,
  point: {
    ...adam.point,
    second: { kind: 'average', decay: 'beta2', complement: true, squared: true, keepsMaximum: true },
  },
});
