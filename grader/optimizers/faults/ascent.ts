import type { Fault } from './fault.ts';

export const ascent: Fault = {
  id: 'ascent',
  order: 90,
  meaning: 'moves along the gradient',
  term: 'the sign of the step',
  short: 'along the gradient instead of against it',
  rubric: /\b(?:sign|ascent|direction)\b/i,
  difference: 'it moves along the gradient instead of against it',
  hint: 'In which direction does the loss fall: along the gradient or against it?',
  apply: (point) => (point.descent ? [{ ...point, descent: false }] : []),
};
