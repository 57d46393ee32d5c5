import { formatNumber } from '../numbers.ts';
import { at, moved, type Property } from './property.ts';

const STEPS = 25;

export const rateDecays: Property = {
  name: 'rate-decays',
  title: 'Steps shrink with the root of their number',
  law: '|Δₜ| ≤ α/√t under a constant gradient, and all but ε of it',
  source: 'Kingma and Ba (2015), Theorem 4.1',
  optimizers: ['adam-decaying'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: STEPS,
    start: [0, 0],
    gradients: Array.from({ length: STEPS }, () => [2, -0.5]),
  },
  judge: (observation, h) => {
    for (const step of observation.rows.keys()) {
      for (const [i, g] of [2, 0.5].entries()) {
        const size = Math.abs(moved(observation, step, i));
        const expected = h.learning_rate / Math.sqrt(step + 1);
        // Where epsilon stands is a convention, and as much as it may take away at most.
        const lost = Math.sqrt(h.epsilon + h.epsilon ** 2) / g + 1e-9;
        if (!(size <= expected * (1 + 1e-9) && size >= expected * (1 - lost)))
          return `${at(step, i)}: a step of ${formatNumber(expected)} expected, found ${formatNumber(size)}`;
      }
    }
    return '';
  },
};
