import type { Fault } from './fault.ts';

export const gradientNormalized: Fault = {
  id: 'gradient-normalized',
  order: 184,
  meaning:
    'before anything is done with it, the gradient is divided by its length or by how many coordinates it has, its coordinates are added up or averaged into one number, or their mean is taken off each',
  term: 'the gradient',
  short: 'with a gradient that is divided by its length',
  difference: 'the gradient is divided by its length',
  inWords: ({ normalizes }) =>
    normalizes === 'count'
      ? 'the gradient is divided by the number of its coordinates'
      : normalizes === 'sum' || normalizes === 'mean'
        ? `the ${normalizes} of all coordinates of the gradient stands for each of them`
        : normalizes === 'centred'
          ? 'the mean of its coordinates is taken off the gradient'
          : 'the gradient is divided by its length',
  hint: 'What is done with the gradient before the step, and does the algorithm ask for it?',
  rare: true,
  apply: (point) =>
    point.normalizes
      ? []
      : [
          // A long gradient that is clipped to the length 1 is.
          { ...point, clips: 'no', normalizes: { plus: 0 } },
          { ...point, clips: 'no', normalizes: 'count' },
          { ...point, clips: 'no', normalizes: 'sum' },
          { ...point, clips: 'no', normalizes: 'mean' },
          { ...point, clips: 'no', normalizes: 'centred' },
        ],
};
