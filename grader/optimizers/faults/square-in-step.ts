import type { Fault } from './fault.ts';

export const squareInStep: Fault = {
  id: 'square-in-step',
  order: 117,
  meaning: 'the step goes by the square of the gradient, as where the gradient was squared in place',
  term: 'the gradient in the update',
  short: 'with the square of the gradient in its step',
  difference: 'its step goes by the square of the gradient',
  hint: 'Which sign can a step have, and is the gradient still what it was where the step uses it?',
  rare: true,
  apply: (point) => (point.second && !point.mistaken ? [{ ...point, mistaken: { first: 'square' } }] : []),
};
