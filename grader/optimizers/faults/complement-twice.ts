import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const complementTwice: Fault = {
  id: 'complement-twice',
  order: 122,
  meaning: 'a new term has the factor 1−β twice: in its average and again in the step',
  term: 'a moving average',
  short: 'with the factor (1 − decay) twice',
  difference: 'the factor (1 − decay) enters twice',
  hint: 'How much of a gradient that stays the same reaches the step after many steps?',
  rare: true,
  apply: (point) => {
    const ways: Point[] = [];
    if (point.first?.complement === true)
      ways.push({ ...point, first: { ...point.first, complement: 'twice' } });
    if (point.second?.kind === 'average' && point.second.complement === true)
      ways.push({ ...point, second: { ...point.second, complement: 'twice' } });
    const average = point.velocity?.average;
    if (average === 'heavy-ball' || average === 'exponential')
      ways.push({ ...point, velocity: { ...point.velocity!, average: 'exponential-twice' } });
    return ways;
  },
};
