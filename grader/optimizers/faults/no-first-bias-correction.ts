import type { Fault } from './fault.ts';

export const noFirstBiasCorrection: Fault = {
  id: 'no-first-bias-correction',
  order: 40,
  meaning: 'the first moment is not corrected',
  term: 'the first bias correction',
  short: 'without the bias correction of the first moment',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  difference: 'the first moment is used without its bias correction',
  hint: 'The first moment starts at zero. What makes up for that during the first steps?',
  apply: (point) => (point.firstCorrection ? [{ ...point, firstCorrection: false }] : []),
};
