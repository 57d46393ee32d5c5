import type { Fault } from './fault.ts';

export const ascent: Fault = {
  id: 'ascent',
  difference: 'it moves along the gradient instead of against it',
  hint: 'In which direction does the loss fall: along the gradient or against it?',
  apply: (point) => (point.descent ? [{ ...point, descent: false }] : []),
};
