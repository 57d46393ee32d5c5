import type { Fault } from './fault.ts';
import { correctingBy, whereCorrected } from './corrections.ts';

/** m̂ = m/(1 − β₁t); v̂ = v/(1 − β₂t), which mostly has no root from the second step on: alone it cannot be told from both. */
const WAYS = correctingBy('time-multiplied', (moment, beta, t) => moment / (1 - beta * t)).slice(0, 2);

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
  apply: (point) => (point.timeOffset === 0 ? whereCorrected(point, WAYS) : []),
};
