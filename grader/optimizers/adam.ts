import { defineOptimizer } from './optimizer.ts';

export const adam = defineOptimizer({
  name: 'adam',
  order: 90,
  title: 'Adam',
  source: 'Kingma and Ba (2015), Algorithm 1',
  equations: String.raw`m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2, \quad \hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}, \quad \theta_t = \theta_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}`,
  defaults: { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  point: {
    first: { decay: 'beta1', complement: true, nesterov: false },
    second: { kind: 'average', decay: 'beta2', complement: true, squared: true, keepsMaximum: false },
    firstCorrection: true,
    secondCorrection: true,
  },
});
