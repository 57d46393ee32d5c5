import type { Fault } from './fault.ts';

export const stepReturned: Fault = {
  id: 'step-returned',
  order: 101,
  meaning: 'the step, or the velocity, is returned in the place of the new parameters',
  term: 'what is returned',
  short: 'with its step in the place of the new parameters',
  difference: 'what it returns is the step alone, not the parameters after it',
  inWords: ({ descent }) =>
    descent
      ? 'what it returns is the step alone, not the parameters after it'
      : 'what it returns is what should be taken off the parameters, not the parameters after it',
  hint: 'What does the next step begin with: what was returned, or what it was taken from?',
  rare: true,
  // Whoever leaves the subtraction to the caller returns the step with its other sign: one mistake, not two.
  apply: (point) =>
    point.returns === 'parameters'
      ? [
          { ...point, returns: 'step' },
          { ...point, returns: 'step', descent: !point.descent },
        ]
      : [],
};
