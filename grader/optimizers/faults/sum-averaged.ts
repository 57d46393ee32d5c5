import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** √(Σg²/t) instead of √Σg² */
const averaged: Twist = {
  name: 'sum-averaged',
  moments: ({ m, v, t }) => ({ keeps: { m, v }, uses: { m, v: v / t } }),
};

export const sumAveraged: Fault = {
  id: 'sum-averaged',
  order: 144,
  meaning: 'the sum of squares is divided by the number of steps',
  term: 'the second moment',
  short: 'with a sum that is divided by the number of steps',
  difference: 'it divides by the root of the mean of all squares so far, not of their sum',
  hint: 'Should the step shrink while squares are accumulated, and does it?',
  rare: true,
  apply: (point) => (point.second?.kind === 'sum' && !point.twist ? [{ ...point, twist: averaged }] : []),
};
