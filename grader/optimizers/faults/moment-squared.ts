import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** v ← β₂v + (1 − β₂)m² */
const squared: Twist = {
  name: 'moment-squared',
  moments: ({ m, before, beta2, firstCorrection, secondCorrection }) => {
    const v = beta2 * before.v + (1 - beta2) * m * m;
    return { keeps: { m, v }, uses: { m: m / firstCorrection, v: v / secondCorrection } };
  },
};

export const momentSquared: Fault = {
  id: 'moment-squared',
  order: 142,
  meaning: 'the second moment averages the square of the first moment, not of the gradient',
  term: 'the second moment',
  short: 'with the first moment squared in the second',
  difference: 'its second moment averages the square of the first moment, not of the gradient',
  hint: 'Of what is each of the two moments an average?',
  rare: true,
  apply: (point) =>
    point.first && point.second?.kind === 'average' && point.second.complement === true && !point.twist
      ? [{ ...point, twist: squared }]
      : [],
};
