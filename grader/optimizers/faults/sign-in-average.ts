import { named, withComplement, type Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const signInAverage: Fault = {
  id: 'sign-in-average',
  order: 170,
  meaning: 'a moving average subtracts one of its terms, or has 1+β for 1−β',
  term: 'a moving average',
  short: 'with a minus in a moving average',
  difference: 'a moving average subtracts one of its terms',
  inWords: ({ minus, first, second }) => {
    const turned = [first?.complement, second?.complement];
    if (turned.includes('plus')) return 'a moving average has 1 + decay before its new term, not 1 − decay';
    if (turned.includes('sign-turned'))
      return 'a moving average moves away from its new term, not towards it';
    return `${named((['first', 'second', 'velocity'] as const).filter((moment) => minus?.[moment]))} subtracts one of its terms`;
  },
  hint: 'Does a new term join what was before, or is it taken off?',
  rare: true,
  apply: (point) => {
    if (point.minus) return [];
    // Squares that are taken off lead to no number at all, as other mistakes do.
    // A first moment or a velocity that subtracts its new term is the right one with its sign turned: that is ascent.
    const ways: NonNullable<Point['minus']>[] = [];
    if (point.first) ways.push({ first: 'old' });
    if (point.velocity) ways.push({ velocity: 'old' });
    if (point.second && point.second.kind !== 'maximum') ways.push({ second: 'old' });
    const turned = (['plus', 'sign-turned'] as const).flatMap((complement) =>
      withComplement(point, complement),
    );
    return [...ways.map((minus) => ({ ...point, minus })), ...turned];
  },
};
