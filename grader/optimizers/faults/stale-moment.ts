import { momentsOf, named, type Fault } from './fault.ts';

export const staleMoment: Fault = {
  id: 'stale-moment',
  order: 110,
  meaning: 'a moment of the step before is used',
  term: 'the moment in the update',
  short: 'with a moment of the step before',
  rubric: /\b(?:stale|previous step|old moment|order)\b/i,
  difference: 'the update uses a moment of the step before',
  inWords: ({ stale }) => `the update uses ${named(stale)} of the step before`,
  hint: 'Is the moment updated before or after it is used?',
  apply: (point) => {
    if (point.stale.length > 0) return [];
    const moments = momentsOf(point);
    const subsets = moments.map((moment) => [moment]);
    if (moments.length > 1) subsets.push(moments);
    return subsets.map((stale) => ({ ...point, stale }));
  },
};
