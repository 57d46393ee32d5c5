import { correctingBy, whereCorrected } from './corrections.ts';
import type { Fault } from './fault.ts';

/** One of the corrections counts as it should, the other with t + 1, or with t − 1, which divides by zero at the first step. */
const ALONE = [1, -1].flatMap((offset) =>
  correctingBy(`time-off-by-one, ${offset}`, (moment, beta, t) => moment / (1 - beta ** (t + offset))).slice(
    1,
  ),
);

/** Of both: raised after it is used, and the zero of the first step gone round, by 1 in its place or without a correction there. */
const LATE = [
  correctingBy('time-off-by-one, at least 1', (moment, beta, t) => moment / (1 - beta ** Math.max(1, t - 1))),
  correctingBy('time-off-by-one, from 1', (moment, beta, t) =>
    t === 1 ? moment : moment / (1 - beta ** (t - 1)),
  ),
].map(([both]) => both!);

export const timeOffByOne: Fault = {
  id: 'time-off-by-one',
  order: 70,
  meaning: 'the bias corrections use t−1 or t+1, or count every step twice or once for every coordinate',
  term: 'the step count of the bias corrections',
  short: 'with a step count that is off by one',
  rubric: /\b(?:off[- ]by[- ]one|time ?steps?|time index|step count|index)\b/i,
  difference: 'the bias corrections count the steps one too many or one too few',
  inWords: ({ timePace, twist }) =>
    timePace === 2
      ? 'the bias corrections count every step twice'
      : timePace === 'coordinates' || timePace === 'all-coordinates'
        ? 'the bias corrections count one step for every coordinate, not one for all of them'
        : ALONE.some(({ name }) => name === twist?.name)
          ? `the bias correction of the ${twist!.name.split(', ')[2]} moment alone counts the steps one too many or one too few`
          : LATE.some(({ name }) => name === twist?.name)
            ? 'the bias corrections count the steps one too few, but for the first'
            : 'the bias corrections count the steps one too many or one too few',
  hint: 'Which t does the very first step use, and is it increased before or after it is used?',
  apply: (point) =>
    (point.firstCorrection || point.secondCorrection) && point.timeOffset === 0 && point.timePace === 1
      ? [
          { ...point, timeOffset: -1 },
          { ...point, timeOffset: 1 },
          // Raised at the beginning and at the end (1, 3, 5), or twice before it is used (2, 4, 6).
          { ...point, timePace: 2, timeOffset: -1 },
          { ...point, timePace: 2 },
          { ...point, timePace: 'coordinates' },
          { ...point, timePace: 'all-coordinates' },
          ...(point.firstCorrection && point.secondCorrection
            ? whereCorrected(point, [...ALONE, ...LATE])
            : []),
        ]
      : [],
};
