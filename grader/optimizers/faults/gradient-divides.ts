import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

/** η/g, (1 − β)/g or (1 − β)/g². A gradient that is divided by itself is not among them: what is left is a schedule of the rate. */
const WAYS: readonly NonNullable<Point['mistaken']>[] = [{ first: 'reciprocal' }, { second: 'reciprocal' }];

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
      : 'the second moment is divided by the squares where it should be multiplied',
  hint: 'Does a larger gradient make the step, or what is accumulated, larger or smaller?',
  rare: true,
  apply: (point) =>
    point.mistaken || point.exchanges
      ? []
      : WAYS.filter(({ second }) => !second || point.second).map((mistaken) => ({ ...point, mistaken })),
};
