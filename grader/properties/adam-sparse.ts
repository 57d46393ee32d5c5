import { formatNumber } from '../numbers.ts';
import { at, moved, type Property } from './property.ts';

/** The second coordinate has a gradient only at every tenth step. */
const EVERY = 10;
const STEPS = 50;

export const adamSparse: Property = {
  name: 'adam-sparse',
  title: 'Rare gradients still move their coordinate',
  law: '|Δ| at a rare gradient ≥ |Δ| at a frequent one of the same size',
  source: 'Kingma and Ba (2015), section 1: works with sparse gradients',
  optimizers: ['adam', 'adagrad', 'rmsprop'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: STEPS,
    start: [1, 1],
    gradients: Array.from({ length: STEPS }, (_, step) => [
      step % 2 === 0 ? 1 : -1,
      step % EVERY === 0 ? 1 : 0,
    ]),
  },
  judge: (observation) => {
    for (let step = EVERY; step < STEPS; step += EVERY) {
      const [frequent, rare] = [Math.abs(moved(observation, step, 0)), Math.abs(moved(observation, step, 1))];
      if (!(rare >= frequent)) {
        return `${at(step, 1)}: a step of at least ${formatNumber(frequent)} expected, found ${formatNumber(rare)}`;
      }
    }
    return '';
  },
};
