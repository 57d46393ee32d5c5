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

/** v ← √(v + g²), and the step divides by the root of that. */
const twice: Twist = {
  name: 'root-kept, twice',
  moments: ({ m, v, firstCorrection, secondCorrection }) => {
    const root = Math.sqrt(v);
    return { keeps: { m, v: root }, uses: { m: m / firstCorrection, v: root / secondCorrection } };
  },
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
      ? [kept, twice].map((twist) => ({ ...point, twist }))
      : [],
};
