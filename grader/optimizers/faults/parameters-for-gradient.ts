import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const parametersForGradient: Fault = {
  id: 'parameters-for-gradient',
  order: 141,
  meaning:
    'the parameters stand where the gradient belongs, in the step, in the second moment, or in both; they multiply the gradient; or the two have changed places',
  term: 'the gradient in the update',
  short: 'with the parameters in the place of the gradient',
  difference: 'the parameters stand where the gradient belongs',
  inWords: ({ mistaken, exchanges }) =>
    exchanges
      ? 'the parameters and the gradient have changed places'
      : mistaken?.first === 'product'
        ? 'the gradient is multiplied by the parameters'
        : mistaken?.first && mistaken.second
          ? 'the parameters stand where the gradient belongs'
          : mistaken?.second
            ? 'the second moment accumulates the parameters, not the gradient'
            : 'the step goes by the parameters, not by the gradient',
  hint: 'Of the two arrays that are given, which one says where the loss falls?',
  rare: true,
  apply: (point) => {
    if (point.mistaken || point.exchanges) return [];
    const ways: NonNullable<Point['mistaken']>[] = [{ first: 'parameters' }, { first: 'product' }];
    if (point.second) ways.push({ second: 'parameters' }, { first: 'parameters', second: 'parameters' });
    return [...ways.map((mistaken) => ({ ...point, mistaken })), { ...point, exchanges: true }];
  },
};
