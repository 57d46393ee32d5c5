import type { Fault } from './fault.ts';

export const noFirstBiasCorrection: Fault = {
  id: 'no-first-bias-correction',
  difference: 'the first moment is used without its bias correction',
  hint: 'The first moment starts at zero. What makes up for that during the first steps?',
  apply: (point) => (point.firstCorrection ? [{ ...point, firstCorrection: false }] : []),
};
