import { formatNumber } from '../numbers.ts';
import { moved, type Property } from './property.ts';

/** Large gradients first, then small ones for many times the average's memory. */
const LARGE = 10;
const STEPS = 500;

export const rmspropRecovery: Property = {
  name: 'rmsprop-recovery',
  title: 'Recovers after large early gradients',
  law: '|Δ| ≥ ½η once the large gradients are forgotten',
  source: 'Deep Learning (2016), section 8.5.2',
  optimizers: ['rmsprop'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: STEPS,
    start: [1, 1],
    gradients: Array.from({ length: STEPS }, (_, step) => (step < LARGE ? [10, -10] : [0.1, 0.1])),
  },
  judge: (observation, h) => {
    const size = Math.abs(moved(observation, STEPS - 1, 0));
    return size >= h.learning_rate / 2
      ? ''
      : `step ${STEPS}, w[0]: a step of at least ${formatNumber(h.learning_rate / 2)} expected, found ${formatNumber(size)}`;
  },
};
