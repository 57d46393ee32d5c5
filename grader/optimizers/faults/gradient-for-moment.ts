import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const gradientForMoment: Fault = {
  id: 'gradient-for-moment',
  order: 140,
  meaning: 'the step uses the gradient where a moment belongs, or beside a velocity that has it already',
  term: 'the moment in the update',
  short: 'with the gradient in place of a moment',
  difference: 'the step uses the gradient where a moment belongs',
  inWords: ({ gradientFor, velocity }) =>
    velocity?.addsTerm
      ? 'the step takes the gradient once more beside the velocity'
      : gradientFor?.first
        ? 'the step uses the gradient where the first moment belongs'
        : 'the step uses the square of the gradient where the second moment belongs',
  hint: 'What is the moment computed for, and does the last line use it?',
  rare: true,
  apply: (point) => {
    if (point.gradientFor || point.twist) return [];
    const { velocity } = point;
    if (velocity && !point.second && velocity.nesterov === 'no' && !velocity.addsTerm)
      return [{ ...point, velocity: { ...velocity, addsTerm: true } }];
    const ways: NonNullable<Point['gradientFor']>[] = [];
    if (point.first && point.second && !point.first.nesterov) {
      ways.push({ first: 'plain' });
      if (point.firstCorrection) ways.push({ first: 'corrected' });
    }
    if (point.second && point.second.kind !== 'maximum') {
      ways.push({ second: 'plain' });
      if (point.secondCorrection) ways.push({ second: 'corrected' });
    }
    return ways.map((gradientFor) => ({ ...point, gradientFor }));
  },
};
