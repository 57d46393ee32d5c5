import type { Fault } from './fault.ts';

export const coordinatesPooled: Fault = {
  id: 'coordinates-pooled',
  order: 116,
  meaning:
    'the squares of all coordinates are added up or averaged, so that all are divided by the same number',
  term: 'the second moment',
  short: 'with one second moment for all coordinates',
  difference: 'the squares of all coordinates go into one number',
  inWords: ({ pools }) =>
    pools === 'mean'
      ? 'the squares of all coordinates are averaged into one number, by which all are divided'
      : 'the squares of all coordinates are added up into one number, by which all are divided',
  hint: 'How many second moments are there: one, or one for each parameter?',
  rare: true,
  apply: (point) =>
    point.second && point.second.kind !== 'maximum' && point.second.squared === true && point.pools === 'no'
      ? (['sum', 'mean'] as const).map((pools) => ({ ...point, pools }))
      : [],
};
