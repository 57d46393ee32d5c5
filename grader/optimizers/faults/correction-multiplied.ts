import type { Fault } from './fault.ts';
import { correctingBy, whereCorrected } from './corrections.ts';
import type { Twist } from '../point.ts';

/** m̂ = m(1 − β₁ᵗ), v̂ = v(1 − β₂ᵗ) */
const WAYS = correctingBy('correction-multiplied', (moment, beta, t) => moment * (1 - beta ** t));

/** m/(1 + β₁ᵗ) */
const ADDED = correctingBy('correction-multiplied, plus', (moment, beta, t) => moment / (1 + beta ** t));
/** m/βᵗ */
const BARE = correctingBy('correction-multiplied, bare', (moment, beta, t) => moment / beta ** t);

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
  meaning:
    'the moments are multiplied by their bias corrections, or divided by 1+βᵗ or βᵗ, where they should be divided by 1−βᵗ',
  term: 'the bias corrections',
  short: 'multiplied by its bias corrections',
  difference: 'the moments are multiplied by their bias corrections instead of divided',
  hint: 'Is a moment too small or too large during the first steps, and what makes up for that?',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  rare: true,
  inWords: ({ twist }) => {
    const name = twist?.name ?? '';
    const which = /(first|second)$/.exec(name)?.[1];
    const [moments, are, its] = which
      ? [`the ${which} moment`, 'is', 'its']
      : ['the moments', 'are', 'their'];
    if (name.includes('plus')) return `${moments} ${are} divided by 1 + βᵗ, not by 1 − βᵗ`;
    if (name.includes('bare')) return `${moments} ${are} divided by βᵗ, not by 1 − βᵗ`;
    return `${moments} ${are} multiplied by ${its} bias correction${which ? '' : 's'} instead of divided`;
  },
  apply: (point) =>
    whereCorrected(
      point,
      point.firstCorrection && point.secondCorrection
        ? [...WAYS, folded, ...ADDED, ...BARE]
        : [...WAYS, ...ADDED, ...BARE],
    ),
};
