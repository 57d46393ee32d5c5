import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** (Σg)², (βv + (1 − β)g)²: what has been accumulated is squared, not what is. */
const squared: Twist = {
  name: 'sum-squared',
  moments: ({ m, v, firstCorrection, secondCorrection }) => ({
    keeps: { m, v },
    uses: { m: m / firstCorrection, v: (v / secondCorrection) ** 2 },
  }),
};

/** v ← (v + g)², v ← (βv + (1 − β)g)²: the square of it all is kept. */
const kept: Twist = {
  name: 'sum-squared, kept',
  moments: ({ m, v, firstCorrection, secondCorrection }) => ({
    keeps: { m, v: v * v },
    uses: { m: m / firstCorrection, v: (v * v) / secondCorrection },
  }),
};

export const sumSquared: Fault = {
  id: 'sum-squared',
  order: 146,
  meaning: 'gradients are accumulated and then squared, where their squares should be accumulated',
  term: 'the second moment',
  short: 'with the square of a sum where a sum of squares belongs',
  difference: 'its second moment is the square of accumulated gradients, not accumulated squares',
  hint: 'Do a gradient of 3 and one of −3 leave anything in the second moment?',
  rare: true,
  apply: (point) => {
    const { second } = point;
    if (!second || second.kind === 'maximum' || second.squared !== true || point.twist) return [];
    return [squared, kept].map((twist) => ({
      ...point,
      second: { ...second, squared: false },
      twist,
    }));
  },
};
