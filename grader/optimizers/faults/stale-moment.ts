import type { Point, Twist } from '../point.ts';
import { momentsOf, named, type Fault } from './fault.ts';

/** Where no moment keeps the gradient, it can itself be that of the step before. */
const gradient: Twist = {
  name: 'stale-moment, gradient',
  moments: ({ m: g, v, before }) => ({ keeps: { m: g, v }, uses: { m: before.m, v } }),
};

/** What fades is used before the new term joins it. */
const faded: Twist = {
  name: 'stale-moment, faded',
  moments: ({ m, v, before, beta2, firstCorrection, secondCorrection }) => ({
    keeps: { m, v },
    uses: { m: m / firstCorrection, v: (beta2 * before.v) / secondCorrection },
  }),
};

export const staleMoment: Fault = {
  id: 'stale-moment',
  order: 110,
  meaning: 'a moment of the step before is used, or its gradient',
  term: 'the moment in the update',
  short: 'with a moment of the step before',
  rubric: /\b(?:stale|previous step|old moment|order)\b/i,
  difference: 'the update uses a moment of the step before',
  inWords: ({ stale, twist }) =>
    twist === faded
      ? 'the update uses the second moment before the square of the gradient joins it'
      : `the update uses ${twist === gradient ? 'the gradient' : named(stale)} of the step before`,
  hint: 'Is the moment updated before or after it is used?',
  apply: (point) => {
    if (point.stale.length > 0) return [];
    const moments = momentsOf(point);
    const subsets = moments.map((moment) => [moment]);
    if (moments.length > 1) subsets.push(moments);
    const ways = subsets.map((stale): Point => ({ ...point, stale }));
    if (point.twist) return ways;
    if (point.second?.kind === 'average') ways.push({ ...point, twist: faded });
    return point.first ? ways : [...ways, { ...point, twist: gradient }];
  },
};
