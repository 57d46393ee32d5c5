import { formatNumber } from '../numbers.ts';
import { moved, type Property } from './property.ts';

/** Below the customary threshold, above it, above it though none of its coordinates is, and far above it. */
const GRADIENTS = [
  [0.25, -0.5],
  [30, -40],
  [0.8, 0.9],
  [-3e5, 4e5],
];

export const clippedNorm: Property = {
  name: 'clipped-norm',
  title: 'A gradient longer than the threshold keeps its direction and moves as far as the threshold does',
  law: 'Δ = −η·g·min(1, c/‖g‖)',
  source: 'Pascanu, Mikolov and Bengio (2013), Algorithm 1',
  optimizers: ['sgd-norm-clipped'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: GRADIENTS.length,
    start: [0, 0],
    gradients: GRADIENTS,
  },
  judge: (observation, h) => {
    for (const [step, gradient] of GRADIENTS.entries()) {
      const [x, y] = [moved(observation, step, 0), moved(observation, step, 1)];
      const norm = Math.hypot(...gradient);
      const expected = h.learning_rate * Math.min(norm, h.clip);
      const size = Math.hypot(x, y);
      if (!(Math.abs(size - expected) <= 1e-9 * expected))
        return `step ${step + 1}: a step as long as ${formatNumber(expected)} expected, found ${formatNumber(size)}`;
      const along = -(x * gradient[0]! + y * gradient[1]!) / norm;
      if (!(Math.abs(along - expected) <= 1e-9 * expected))
        return `step ${step + 1}: a step against the gradient expected, found (${formatNumber(x)}, ${formatNumber(y)})`;
    }
    return '';
  },
};
