import { formatNumber } from '../numbers.ts';
import { moved, type Property } from './property.ts';

const STEPS = 300;

export const momentumTerminalVelocity: Property = {
  name: 'momentum-terminal-velocity',
  title: 'Reaches terminal velocity under a constant gradient',
  law: '|Δ| → η‖g‖/(1−α)',
  source: 'Deep Learning (2016), equation 8.17',
  optimizers: ['momentum'],
  episode: {
    mode: 'replay',
    objective: 'quadratic',
    steps: STEPS,
    start: [0, 0],
    gradients: Array.from({ length: STEPS }, () => [0.3, -0.4]),
  },
  judge: (observation, h) => {
    const size = Math.hypot(moved(observation, STEPS - 1, 0), moved(observation, STEPS - 1, 1));
    const expected = (h.learning_rate * 0.5) / (1 - h.momentum);
    return Math.abs(size - expected) <= 1e-6 * expected
      ? ''
      : `step ${STEPS}: a speed of ${formatNumber(expected)} expected, found ${formatNumber(size)}`;
  },
};
