import { formatNumber } from '../numbers.ts';
import { at, moved, type Property } from './property.ts';

/** Below the customary threshold, above it, and far above it, in both directions. */
const GRADIENTS = [
  [0.25, -0.5],
  [40, -3],
  [-1e6, 0.125],
];

export const clippedStep: Property = {
  name: 'clipped-step',
  title: 'A gradient beyond the threshold moves as far as the threshold does',
  law: '|Δ| = η·min(|g|, c)',
  source: 'Deep Learning (2016), section 10.11.1',
  optimizers: ['sgd-clipped'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: GRADIENTS.length,
    start: [0, 0],
    gradients: GRADIENTS,
  },
  judge: (observation, h) => {
    for (const [step, gradient] of GRADIENTS.entries()) {
      for (const i of [0, 1]) {
        const size = Math.abs(moved(observation, step, i));
        const expected = h.learning_rate * Math.min(Math.abs(gradient[i]!), h.clip);
        if (!(Math.abs(size - expected) <= 1e-9 * expected))
          return `${at(step, i)}: a step of ${formatNumber(expected)} expected, found ${formatNumber(size)}`;
      }
    }
    return '';
  },
};
