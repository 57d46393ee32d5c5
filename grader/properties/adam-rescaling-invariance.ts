import { formatNumber } from '../numbers.ts';
import { at, moved, type Property } from './property.ts';

/** The second coordinate's gradient is the first one's times this, so that one episode shows both. */
const FACTOR = 1e4;

export const adamRescalingInvariance: Property = {
  name: 'adam-rescaling-invariance',
  title: 'Rescaling the gradient does not change the steps',
  law: 'Δ(c·g) = Δ(g) for c > 0, up to ε',
  source: 'Kingma and Ba (2015), section 2.1',
  optimizers: ['adam'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: 6,
    start: [1, 1],
    gradients: [3, -1, 2, 0.5, 4, -2].map((g) => [g, FACTOR * g]),
  },
  judge: (observation) => {
    for (const step of observation.rows.keys()) {
      const [one, scaled] = [moved(observation, step, 0), moved(observation, step, 1)];
      if (!(Math.abs(one - scaled) <= 1e-5 * Math.abs(one))) {
        return `${at(step, 1)}: with gradients ${FACTOR} times as large a step of ${formatNumber(one)} expected, found ${formatNumber(scaled)}`;
      }
    }
    return '';
  },
};
