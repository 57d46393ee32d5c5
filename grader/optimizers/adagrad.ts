import { defineOptimizer } from './optimizer.ts';

export const adagrad = defineOptimizer({
  name: 'adagrad',
  order: 50,
  title: 'AdaGrad',
  source: 'Duchi, Hazan and Singer (2011); Deep Learning (2016), Algorithm 8.4',
  equations: String.raw`r \leftarrow r + g \odot g, \quad \theta \leftarrow \theta - \frac{\eta}{\delta + \sqrt{r}} \odot g`,
  defaults: { learning_rate: 1e-2, epsilon: 1e-8 },
  point: {
    second: { kind: 'sum', decay: 'decay_rate', complement: false, squared: true, keepsMaximum: false },
  },
});
