import { momentsOf, type Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const firstStepLeftOut: Fault = {
  id: 'first-step-left-out',
  order: 102,
  meaning: 'the first call only prepares what is kept, and the parameters stay where they are',
  term: 'the first step',
  short: 'without its first step',
  difference: 'its first call leaves the parameters where they are',
  inWords: ({ firstStep }) =>
    firstStep === 'still'
      ? 'its first call updates what is kept, but not the parameters'
      : 'its first call prepares what is kept and takes no step',
  hint: 'What does the very first call do with the gradient that it is given?',
  rare: true,
  apply: (point) => {
    if (point.firstStep !== 'taken' || point.forgets.length > 0) return [];
    const ways: Point[] = [{ ...point, firstStep: 'nothing' }];
    if (momentsOf(point).length > 0) ways.push({ ...point, firstStep: 'still' });
    return ways;
  },
};
