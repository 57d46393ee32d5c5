import { withComplement, type Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const weightsExchanged: Fault = {
  id: 'weights-exchanged',
  order: 120,
  meaning:
    'the weights of a moving average have changed places or stand before another term, or the learning rate and the momentum have',
  term: 'a moving average',
  short: 'with the weights of an average exchanged',
  difference: 'the two weights of a moving average have changed places',
  inWords: ({ first, second, velocity }) =>
    velocity?.average === 'on-both'
      ? 'the momentum is a factor of the new term, too'
      : first?.complement === 'both' || second?.complement === 'both'
        ? 'the decay is a factor of the new term of a moving average, too'
        : first?.complement === 'both-complement' || second?.complement === 'both-complement'
          ? 'the factor (1 − decay) stands before the old average, too'
          : velocity?.average === 'on-gradient'
            ? 'the momentum is a factor of the gradient, not of the old velocity'
            : velocity?.average === 'rate-exchanged'
              ? 'the learning rate and the momentum have changed places'
              : 'the two weights of a moving average have changed places',
  hint: 'With a decay close to one, which should count for more: the old average or the new term?',
  rare: true,
  apply: (point) => {
    const faulty: Point[] = [];
    // Where a mechanism subtracts one moment from another, these mostly come to the root of something negative.
    const ways = point.twist ? (['exchanged'] as const) : (['exchanged', 'both', 'both-complement'] as const);
    for (const complement of ways) faulty.push(...withComplement(point, complement));
    const average = point.velocity?.average;
    if (average === 'heavy-ball' || average === 'exponential')
      for (const exchanged of ['exchanged', 'on-gradient', 'on-both', 'rate-exchanged'] as const)
        faulty.push({ ...point, velocity: { ...point.velocity!, average: exchanged } });
    return faulty;
  },
};
