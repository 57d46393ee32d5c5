import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

/** Of optimizers without a first moment, what comes of it has a name: AdaGrad. */
export const averageSummed: Fault = {
  id: 'average-summed',
  order: 121,
  meaning: 'a moving average adds up all its terms and forgets none',
  term: 'a moving average',
  short: 'with a sum in the place of a moving average',
  difference: 'a moving average is the sum of all its terms',
  inWords: ({ first, second }) =>
    first?.complement === 'sum' && second?.complement === 'sum'
      ? 'both moments add up all their terms, where they should average them'
      : first?.complement === 'sum'
        ? 'the first moment adds up all gradients, where it should average them'
        : 'the second moment adds up all squares, where it should average them',
  hint: 'What becomes of a gradient of long ago: does it fade, or does it count for ever?',
  rare: true,
  apply: (point) => {
    const { first, second } = point;
    if (!first || second?.kind !== 'average' || point.twist) return [];
    const ways: Point[] = [];
    if (second.complement === true) ways.push({ ...point, second: { ...second, complement: 'sum' } });
    if (first.complement === true) ways.push({ ...point, first: { ...first, complement: 'sum' } });
    if (ways.length === 2) ways.push({ ...ways[0]!, first: { ...first, complement: 'sum' } });
    return ways;
  },
};
