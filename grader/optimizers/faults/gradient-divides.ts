import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

/** η/g, (1 − β)/g, (1 − β)/g² or, of `/ g * g`, 1 − β alone. */
const WAYS: readonly NonNullable<Point['mistaken']>[] = [
  { first: 'reciprocal' },
  { second: 'reciprocal' },
  { second: 'one' },
];

export const gradientDivides: Fault = {
  id: 'gradient-divides',
  order: 119,
  meaning:
    'something is divided by the gradient, in the step or in the second moment, where it should be multiplied by it',
  term: 'the gradient in the update',
  short: 'divided by the gradient',
  difference: 'something is divided by the gradient where it should be multiplied',
  inWords: ({ mistaken }) =>
    mistaken?.first
      ? 'its step is divided by the gradient where it should be multiplied'
      : mistaken?.second === 'one'
        ? 'the gradient is divided out of the second moment'
        : 'the second moment is divided by the squares where it should be multiplied',
  hint: 'Does a larger gradient make the step, or what is accumulated, larger or smaller?',
  rare: true,
  apply: (point) =>
    point.mistaken || point.exchanges
      ? []
      : WAYS.filter(({ second }) => !second || point.second).map((mistaken) => ({ ...point, mistaken })),
};
