import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** m̂ = m/(1 − β₁)ᵗ; v̂ = v/(1 − β₂)ᵗ */
const powered: Twist = {
  name: 'power-of-complement',
  moments: ({ m, v, t, beta1, beta2 }) => ({
    keeps: { m, v },
    uses: { m: m / (1 - beta1) ** t, v: v / (1 - beta2) ** t },
  }),
};

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
  apply: (point) =>
    point.firstCorrection && point.secondCorrection && !point.twist && point.timeOffset === 0
      ? [{ ...point, twist: powered, epsilonHat: false }]
      : [],
};
