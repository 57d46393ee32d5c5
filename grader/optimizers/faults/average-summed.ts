import type { Point } from '../space.ts';
import { momentsOf, named, withComplement, type Fault } from './fault.ts';

/** Which moments keep all of the old average: m + (1 − β)g. */
const unfadingOf = (point: Point) =>
  momentsOf(point).filter((moment) =>
    moment === 'velocity' ? point.velocity?.average === 'unfading' : point[moment]?.complement === 'unfading',
  );

export const averageSummed: Fault = {
  id: 'average-summed',
  order: 121,
  meaning:
    'a moving average adds up all its terms and forgets none, with the factor (1 − decay) before them or without, or `+=` adds it to what it was',
  term: 'a moving average',
  short: 'with a sum in the place of a moving average',
  difference: 'a moving average is the sum of all its terms',
  inWords: (point) => {
    const { first, second } = point;
    const piled = [first?.complement, second?.complement, point.velocity?.average];
    if (piled.some((how) => how === 'piled' || how === 'exponential-piled'))
      return 'what is accumulated is added to what it was, not put in its place';
    const unfading = unfadingOf(point);
    if (unfading.length > 0)
      return `${named(unfading)} ${unfading.length > 1 ? 'leave' : 'leaves'} out the decay before the old average, so that nothing in it fades`;
    return first?.complement === 'sum' && second?.complement === 'sum'
      ? 'both moments add up all their terms, where they should average them'
      : first?.complement === 'sum'
        ? 'the first moment adds up all gradients, where it should average them'
        : 'the second moment adds up all squares, where it should average them';
  },
  hint: 'What becomes of a gradient of long ago: does it fade, or does it count for ever?',
  rare: true,
  apply: (point) => {
    const { first, second, velocity } = point;
    if (point.twist) return [];
    const average = velocity?.average;
    if (velocity && (average === 'heavy-ball' || average === 'exponential'))
      return (['unfading', average === 'heavy-ball' ? 'piled' : 'exponential-piled'] as const).map(
        (other) => ({
          ...point,
          velocity: { ...velocity, average: other },
        }),
      );
    if (second?.kind === 'sum') return [{ ...point, second: { ...second, complement: 'piled' } }];
    const summed = (['sum', 'unfading'] as const).flatMap((complement): Point[] => {
      // Of optimizers without a first moment, what comes of a mere sum has a name: AdaGrad.
      if (complement === 'sum' && !first) return [];
      const all = {
        first: first && { ...first, complement },
        second: second && { ...second, complement },
      };
      const ways: Point[] = [];
      const isAverage = second?.kind === 'average' && second.complement === true;
      if (isAverage) ways.push({ ...point, second: all.second });
      if (first?.complement === true) ways.push({ ...point, first: all.first });
      if (ways.length === 2) ways.push({ ...point, ...all });
      return ways;
    });
    return [...summed, ...withComplement(point, 'piled')];
  },
};
