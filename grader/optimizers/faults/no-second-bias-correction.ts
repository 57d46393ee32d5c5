import type { Fault } from './fault.ts';

export const noSecondBiasCorrection: Fault = {
  id: 'no-second-bias-correction',
  order: 50,
  meaning: 'the second moment is not corrected',
  term: 'the second bias correction',
  short: 'without the bias correction of the second moment',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  difference: 'the second moment is used without its bias correction',
  hint: 'The second moment starts at zero. What makes up for that during the first steps?',
  apply: (point) =>
    point.secondCorrection ? [{ ...point, secondCorrection: false, epsilonHat: false }] : [],
};
