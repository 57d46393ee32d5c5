import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** v ← √(ρv + (1 − ρ)g²): the next step averages the root, as if it were the square. */
const kept: Twist = {
  name: 'root-kept',
  moments: ({ m, v, firstCorrection, secondCorrection }) => ({
    keeps: { m, v: Math.sqrt(v) },
    uses: { m: m / firstCorrection, v: v / secondCorrection },
  }),
};

export const rootKept: Fault = {
  id: 'root-kept',
  order: 145,
  meaning: 'the square root of the second moment is stored, and the next squares are added to it',
  term: 'the second moment',
  short: 'with the root of the second moment stored',
  difference: 'the root of the second moment is stored, and the next squares are added to that',
  hint: 'Which of the two does the next step need: the accumulated squares, or their root?',
  rare: true,
  apply: (point) =>
    point.second &&
    point.second.kind !== 'maximum' &&
    point.second.squared === true &&
    point.root === true &&
    !point.twist
      ? [{ ...point, twist: kept, epsilonHat: false }]
      : [],
};
