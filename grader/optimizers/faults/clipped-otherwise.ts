import type { Fault } from './fault.ts';

export const clippedOtherwise: Fault = {
  id: 'clipped-otherwise',
  order: 186,
  meaning: 'each coordinate of the gradient is clipped where the norm should be, or the other way round',
  term: 'the gradient',
  short: 'with a gradient that is clipped otherwise',
  difference: 'the gradient is clipped otherwise',
  inWords: ({ clips }) =>
    clips === 'norm'
      ? 'the whole gradient is shortened where its norm is above the threshold, instead of each coordinate by itself'
      : 'each coordinate of the gradient is clipped by itself, so that a long gradient changes its direction',
  hint: 'Which directions may a clipped gradient have: that of the gradient alone, or others?',
  rubric: /\bclip|\bnorm\b/i,
  apply: (point) =>
    point.clips === 'no' ? [] : [{ ...point, clips: point.clips === 'norm' ? 'coordinates' : 'norm' }],
};
