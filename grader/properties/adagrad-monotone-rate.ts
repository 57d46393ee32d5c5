import { formatNumber } from '../numbers.ts';
import { at, moved, type Property } from './property.ts';

export const adagradMonotoneRate: Property = {
  name: 'adagrad-monotone-rate',
  title: 'The effective learning rate never grows',
  law: '|Δₜ| / |gₜ| ≤ |Δₜ₋₁| / |gₜ₋₁|',
  source: 'Deep Learning (2016), section 8.5.1',
  optimizers: ['adagrad'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: 12,
    start: [1, 1],
    gradients: [4, 1, 3, 0.5, 2, 0.1, 5, 0.2, 1, 2, 0.3, 1].map((g) => [g, -3 * g]),
  },
  judge: (observation) => {
    for (const i of [0, 1]) {
      let before = Infinity;
      for (const step of observation.rows.keys()) {
        const rate = Math.abs(moved(observation, step, i) / observation.gradients[step]![0]![i]!);
        // 1e-6: rounding in θ of size 1, against steps of size η.
        if (!(rate <= before * (1 + 1e-6))) {
          return `${at(step, i)}: an effective rate of at most ${formatNumber(before)} expected, found ${formatNumber(rate)}`;
        }
        before = rate;
      }
    }
    return '';
  },
};
