import type { Fault } from './fault.ts';

export const timeOffByOne: Fault = {
  id: 'time-off-by-one',
  difference: 'the bias corrections count the steps one too many or one too few',
  hint: 'Which t does the very first step use, and is it increased before or after it is used?',
  apply: (point) =>
    (point.firstCorrection || point.secondCorrection) && point.timeOffset === 0
      ? [
          { ...point, timeOffset: -1 },
          { ...point, timeOffset: 1 },
        ]
      : [],
};
