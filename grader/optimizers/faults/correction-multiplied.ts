import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** m̂ = m(1 − β₁ᵗ), v̂ = v(1 − β₂ᵗ) */
const multiplied: Twist = {
  name: 'correction-multiplied',
  moments: ({ m, v, firstCorrection, secondCorrection }) => ({
    keeps: { m, v },
    uses: { m: m * firstCorrection, v: v * secondCorrection },
  }),
};

/** η(1 − β₁ᵗ)/√(1 − β₂ᵗ) */
const folded: Twist = {
  name: 'correction-multiplied, folded',
  moments: ({ m, v, firstCorrection, secondCorrection }) => ({
    keeps: { m, v },
    uses: { m: (m * firstCorrection) / Math.sqrt(secondCorrection), v },
  }),
};

export const correctionMultiplied: Fault = {
  id: 'correction-multiplied',
  order: 175,
  meaning: 'the moments are multiplied by their bias corrections, not divided',
  term: 'the bias corrections',
  short: 'multiplied by its bias corrections',
  difference: 'the moments are multiplied by their bias corrections instead of divided',
  hint: 'Is a moment too small or too large during the first steps, and what makes up for that?',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  rare: true,
  apply: (point) =>
    point.firstCorrection && point.secondCorrection && !point.twist
      ? [multiplied, folded].map((twist) => ({ ...point, twist, epsilonHat: false }))
      : [],
};
