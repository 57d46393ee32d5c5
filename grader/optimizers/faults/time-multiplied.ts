import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** m̂ = m/(1 − β₁t); v̂ = v/(1 − β₂t), which mostly has no root from the second step on. */
const multiplied: Twist = {
  name: 'time-multiplied',
  moments: ({ m, v, t, beta1, beta2 }) => ({
    keeps: { m, v },
    uses: { m: m / (1 - beta1 * t), v: v / (1 - beta2 * t) },
  }),
};

export const timeMultiplied: Fault = {
  id: 'time-multiplied',
  order: 125,
  meaning: 'a bias correction has the decay rate times t, not to the power of t',
  term: 'the step count of the bias corrections',
  short: 'with corrections that multiply by the step count',
  difference: 'the decay rates are multiplied by t where they should be raised to the power of t',
  hint: 'What is β·t after a hundred steps, and what becomes of the root of 1 − β₂t?',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  rare: true,
  apply: (point) =>
    point.firstCorrection && point.secondCorrection && !point.twist && point.timeOffset === 0
      ? [{ ...point, twist: multiplied, epsilonHat: false }]
      : [],
};
