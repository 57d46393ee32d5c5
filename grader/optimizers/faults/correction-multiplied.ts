import type { Fault } from './fault.ts';
import { correctingBy, whereCorrected } from './corrections.ts';
import type { Twist } from '../point.ts';

/** m̂ = m(1 − β₁ᵗ), v̂ = v(1 − β₂ᵗ) */
const WAYS = correctingBy('correction-multiplied', (moment, beta, t) => moment * (1 - beta ** t));

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
  inWords: ({ twist }) =>
    twist?.name.endsWith('first')
      ? 'the first moment is multiplied by its bias correction instead of divided'
      : twist?.name.endsWith('second')
        ? 'the second moment is multiplied by its bias correction instead of divided'
        : 'the moments are multiplied by their bias corrections instead of divided',
  apply: (point) =>
    whereCorrected(point, point.firstCorrection && point.secondCorrection ? [...WAYS, folded] : WAYS),
};
