import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const coordinatesPooled: Fault = {
  id: 'coordinates-pooled',
  order: 116,
  meaning:
    'the squares of all coordinates are added up or averaged, or the first one stands for all, so that all are divided by the same number',
  term: 'the second moment',
  short: 'with one second moment for all coordinates',
  difference: 'all coordinates are divided by the same number',
  inWords: ({ pools, second }) =>
    pools === 'mean'
      ? 'the squares of all coordinates are averaged into one number, by which all are divided'
      : pools === 'first'
        ? 'every coordinate is divided by what the squares of the first one come to'
        : second?.squared === 'absolute'
          ? 'the length of the whole gradient goes into one number, by which all coordinates are divided'
          : 'the squares of all coordinates are added up into one number, by which all are divided',
  hint: 'How many second moments are there: one, or one for each parameter?',
  rare: true,
  apply: (point) => {
    const { second } = point;
    if (!second || second.kind === 'maximum' || second.squared !== true || point.pools !== 'no') return [];
    const ways: Point[] = (['sum', 'mean', 'first'] as const).map((pools) => ({ ...point, pools }));
    // ‖g‖ is a length as it is, and nobody takes its root then.
    if (point.root === true && !point.epsilonHat)
      ways.push({ ...point, pools: 'sum', second: { ...second, squared: 'absolute' }, root: false });
    return ways;
  },
};
