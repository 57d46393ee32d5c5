import type { Fault } from './fault.ts';

export const swappedBetas: Fault = {
  id: 'swapped-betas',
  order: 80,
  meaning: 'β₁ and β₂ have changed places',
  term: 'the decay rates',
  short: 'with its decay rates exchanged',
  rubric: /\b(?:swap(?:s|ped)?|exchanged|interchanged)\b/i,
  difference: 'the two decay rates have changed places',
  hint: 'Which moment forgets faster, and which decay rate belongs to it?',
  apply: (point) =>
    point.first?.decay === 'beta1' && point.second?.decay === 'beta2' && !point.swapsBetas
      ? [{ ...point, swapsBetas: true }]
      : [],
};
