import { defineOptimizer } from './optimizer.ts';

/**
 * Nesterov's momentum in the form that takes the gradient at the parameters it is given, as PyTorch does: the θ of
 * Deep Learning, Algorithm 8.3, seen from its interim point θ + αv.
 */
export const nesterov = defineOptimizer({
  name: 'nesterov',
  order: 40,
  title: 'Nesterov momentum',
  source: 'Sutskever et al. (2013), section 2; Deep Learning (2016), Algorithm 8.3',
  equations: String.raw`v \leftarrow \alpha v + g, \quad \theta \leftarrow \theta - \eta (g + \alpha v)`,
  defaults: { learning_rate: 1e-2, momentum: 0.9 },
  point: { velocity: { average: 'heavy-ball', learningRate: 'outside', nesterov: 'direction' } },
});
