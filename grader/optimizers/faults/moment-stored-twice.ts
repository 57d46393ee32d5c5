import { momentsOf, named, type Fault } from './fault.ts';

export const momentStoredTwice: Fault = {
  id: 'moment-stored-twice',
  order: 115,
  meaning: 'what is stored of a moment is updated once more than what the step used',
  term: 'the state between steps',
  short: 'with a moment that is updated once more when it is stored',
  rubric: /\b(?:state|history|accumulat\w+)\b/i,
  difference: 'a moment is updated once more when it is stored',
  inWords: ({ storesAgain }) =>
    `${named(storesAgain)} ${storesAgain.length > 1 ? 'are' : 'is'} updated once more when ${storesAgain.length > 1 ? 'they are' : 'it is'} stored`,
  hint: 'Is what the next step finds the very value that this step used?',
  rare: true,
  apply: (point) => {
    if (point.storesAgain.length > 0 || point.repeats.length > 0 || point.twist) return [];
    if (point.second?.kind === 'maximum' || point.forgets.length > 0 || point.freezes.length > 0) return [];
    const moments = momentsOf(point);
    const ways = moments.map((moment) => [moment]);
    if (moments.length > 1) ways.push(moments);
    return ways.map((storesAgain) => ({ ...point, storesAgain }));
  },
};
