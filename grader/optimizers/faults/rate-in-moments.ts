import type { Fault } from './fault.ts';

export const rateInMoments: Fault = {
  id: 'rate-in-moments',
  order: 182,
  meaning:
    'the moments accumulate the gradient times the learning rate, so that the rate cancels where it is divided by them',
  term: 'the learning rate',
  short: 'with the learning rate in its moments',
  difference: 'its moments accumulate the gradient times the learning rate, so that the rate cancels',
  hint: 'What becomes of a step when the learning rate is doubled, and what should become of it?',
  rare: true,
  apply: (point) =>
    point.second &&
    !point.velocity &&
    !point.ratesGradient &&
    point.schedule === 'constant' &&
    point.scale !== 'adadelta'
      ? [{ ...point, ratesGradient: true }]
      : [],
};
