import type { Fault } from './fault.ts';

export const gradientNormalized: Fault = {
  id: 'gradient-normalized',
  order: 184,
  meaning: 'the gradient is divided by its length before anything is done with it',
  term: 'the gradient',
  short: 'with a gradient that is divided by its length',
  difference: 'the gradient is divided by its length',
  hint: 'Should a step be as long on a gentle slope as on a steep one?',
  rare: true,
  apply: (point) => (point.normalizes || point.clips !== 'no' ? [] : [{ ...point, normalizes: { plus: 0 } }]),
};
