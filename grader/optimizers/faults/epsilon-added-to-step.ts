import type { Fault } from './fault.ts';

export const epsilonAddedToStep: Fault = {
  id: 'epsilon-added-to-step',
  order: 130,
  meaning: 'epsilon is added to the step, not to the denominator',
  term: 'the denominator',
  short: 'with epsilon added to the step',
  difference: 'epsilon is added to the step instead of the denominator',
  hint: 'What is epsilon to keep away from zero, and does a bracket put it there?',
  rare: true,
  apply: (point) =>
    point.second && point.scale !== 'adadelta' && point.epsilon === 'outside' && !point.epsilonHat
      ? (['on-direction', 'on-step', 'on-parameter'] as const).map((epsilon) => ({ ...point, epsilon }))
      : [],
};
