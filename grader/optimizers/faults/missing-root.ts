import type { Fault } from './fault.ts';

export const missingRoot: Fault = {
  id: 'missing-root',
  order: 10,
  meaning: 'divides by the second moment without the square root',
  term: 'the denominator',
  short: 'without the square root',
  rubric: /\b(?:square[- ]?root|root|sqrt)\b/i,
  difference: 'it divides by the second moment itself, without the square root',
  hint: 'What are the units of the accumulated squares, and what must the gradient be divided by to have none?',
  inWords: ({ root }) =>
    typeof root === 'object'
      ? `it divides by the second moment to the power of ${root.power}, not by its square root`
      : 'it divides by the second moment itself, without the square root',
  apply: (point) =>
    point.second && point.second.kind !== 'maximum' && point.root && !point.epsilonHat
      ? [{ ...point, root: false }]
      : [],
};
