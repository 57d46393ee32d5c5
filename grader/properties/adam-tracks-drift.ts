import { formatNumber } from '../numbers.ts';
import type { Property } from './property.ts';

const STEPS = 300;

export const adamTracksDrift: Property = {
  name: 'adam-tracks-drift',
  title: 'Follows an optimum that moves',
  law: '|x − x*| ≤ 0.5 after 300 steps in which x* has moved by 3; AdaGrad falls behind by more',
  source: 'Kingma and Ba (2015), section 1: no stationary objective required',
  optimizers: ['adam', 'rmsprop'],
  episode: { mode: 'closed-loop', objective: 'drifting', steps: STEPS, start: [1, 1] },
  judge: (observation) => {
    const x = observation.rows[STEPS - 1]![0]![0]!;
    const optimum = 0.01 * (STEPS - 1);
    return Math.abs(x - optimum) <= 0.5
      ? ''
      : `step ${STEPS}, w[0]: expected within 0.5 of the optimum ${formatNumber(optimum)}, found ${formatNumber(x)}`;
  },
};
