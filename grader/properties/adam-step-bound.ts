import { formatNumber } from '../numbers.ts';
import { at, moved, type Property } from './property.ts';

/** A huge gradient after a long quiet: the case in which the bound is reached. */
const QUIET = 30;

export const adamStepBound: Property = {
  name: 'adam-step-bound',
  title: 'The learning rate bounds every step',
  law: '|Δ| ≤ α·max(1, (1−β₁)/√(1−β₂))',
  source: 'Kingma and Ba (2015), section 2.1',
  optimizers: ['adam'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: QUIET + 1,
    start: [1, 1],
    gradients: [...Array.from({ length: QUIET }, () => [1e-3, 0]), [1e3, -1e3]],
  },
  judge: (observation, h) => {
    const bound = h.learning_rate * Math.max(1, (1 - h.beta1) / Math.sqrt(1 - h.beta2));
    for (const step of observation.rows.keys()) {
      for (const i of [0, 1]) {
        const size = Math.abs(moved(observation, step, i));
        // 1e-6: rounding in θ of size 1, against steps of size α.
        if (!(size <= bound * (1 + 1e-6))) {
          return `${at(step, i)}: a step of at most ${formatNumber(bound)} expected, found ${formatNumber(size)}`;
        }
      }
    }
    return '';
  },
};
