import { formatNumber } from '../numbers.ts';
import { moved, type Property } from './property.ts';

/** First a steady gradient (signal), then one of the same size whose sign changes (noise). */
const HALF = 60;

export const adamAnnealing: Property = {
  name: 'adam-annealing',
  title: 'Steps shrink as noise takes over from signal',
  law: 'mean |Δ| under noise ≤ ½ · mean |Δ| under signal',
  source: 'Kingma and Ba (2015), section 2.1: automatic annealing',
  optimizers: ['adam'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: 2 * HALF,
    start: [1, 1],
    gradients: Array.from({ length: 2 * HALF }, (_, step) => {
      const g = step < HALF || step % 2 === 0 ? 1 : -1;
      return [g, 2 * g];
    }),
  },
  judge: (observation) => {
    const mean = (from: number) => {
      let sum = 0;
      for (let step = from; step < from + HALF / 2; step++) sum += Math.abs(moved(observation, step, 0));
      return sum / (HALF / 2);
    };
    const [signal, noise] = [mean(HALF / 2), mean(HALF + HALF / 2)];
    return noise <= signal / 2
      ? ''
      : `a mean step of at most ${formatNumber(signal / 2)} expected under noise, found ${formatNumber(noise)}`;
  },
};
