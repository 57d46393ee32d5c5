import { momentsOf, named, type Fault } from './fault.ts';

export const momentUpdatedTwice: Fault = {
  id: 'moment-updated-twice',
  order: 114,
  meaning: 'a moment is updated twice in a step with the same gradient',
  term: 'a moving average',
  short: 'with a moment that is updated twice in a step',
  difference: 'a moment is updated twice in every step',
  inWords: ({ repeats }) =>
    `${named(repeats)} ${repeats.length > 1 ? 'are' : 'is'} updated twice in every step, or a decay rate is squared`,
  hint: 'How often does each line run in one step, and which value does it find the second time?',
  rare: true,
  apply: (point) => {
    if (point.repeats.length > 0 || point.twist || point.second?.kind === 'maximum') return [];
    const moments = momentsOf(point);
    const ways = moments.map((moment) => [moment]);
    if (moments.length > 1) ways.push(moments);
    return ways.map((repeats) => ({ ...point, repeats }));
  },
};
