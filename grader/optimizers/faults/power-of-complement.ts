import type { Fault } from './fault.ts';
import { correctingBy, whereCorrected } from './corrections.ts';

/** m̂ = m/(1 − β₁)ᵗ; v̂ = v/(1 − β₂)ᵗ */
const WAYS = correctingBy('power-of-complement', (moment, beta, t) => moment / (1 - beta) ** t);

export const powerOfComplement: Fault = {
  id: 'power-of-complement',
  order: 126,
  meaning: 'a bias correction is (1−β)ᵗ, where it should be 1−βᵗ',
  term: 'the step count of the bias corrections',
  short: 'with corrections that raise the whole difference to the power of t',
  difference: 'the bias corrections raise 1 − β to the power of t, not β alone',
  hint: 'What becomes of a correction after many steps: does it go to one, or to zero?',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  rare: true,
  apply: (point) => (point.timeOffset === 0 ? whereCorrected(point, WAYS) : []),
};
