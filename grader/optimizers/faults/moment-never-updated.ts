import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** The line that adds to it is missing; a first moment or a velocity that stays zero leads nowhere, which is said without a search. */
const WAY: Twist = {
  name: 'moment-never-updated',
  moments: ({ m, before, firstCorrection, secondCorrection }) => ({
    keeps: { m, v: before.v },
    uses: { m: m / firstCorrection, v: before.v / secondCorrection },
  }),
};

export const momentNeverUpdated: Fault = {
  id: 'moment-never-updated',
  order: 66,
  meaning: 'the second moment is never updated, so that epsilon alone is divided by',
  term: 'the second moment',
  short: 'with a second moment that is never updated',
  difference: 'the second moment is never updated, so that it stays zero',
  hint: 'Which line changes the second moment, and what does the step divide by without it?',
  rare: true,
  apply: (point) =>
    point.second && point.second.kind !== 'maximum' && !point.twist ? [{ ...point, twist: WAY }] : [],
};
