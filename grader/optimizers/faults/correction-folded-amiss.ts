import type { Fault } from './fault.ts';
import type { Moments, Twist } from '../point.ts';

/** The step uses m times a factor, over the root of v or of v̂. */
const folded = (name: string, factor: (now: Moments) => number, corrects: boolean): Twist => ({
  name: `correction-folded-amiss, ${name}`,
  moments: (now) => {
    const { m, v, secondCorrection } = now;
    return { keeps: { m, v }, uses: { m: m * factor(now), v: corrects ? v / secondCorrection : v } };
  },
});

const WAYS: readonly Twist[] = [
  // η(1 − β₂ᵗ)/(1 − β₁ᵗ): the root over 1 − β₂ᵗ is missing.
  folded('unrooted', (now) => now.secondCorrection / now.firstCorrection, false),
  // η√(1 − β₂ᵗ)/(1 − β₁ᵗ) with m̂ and v̂.
  folded('twice', (now) => Math.sqrt(now.secondCorrection) / now.firstCorrection ** 2, true),
  // η/(1 − β₁ᵗ) with m̂.
  folded('first twice', (now) => now.firstCorrection ** -2, true),
  // η√(1 − β₂ᵗ) with m̂ and v̂; or η(1 − β₂ᵗ)/(1 − β₁ᵗ) over √v + ε√(1 − β₂ᵗ).
  folded('second twice', (now) => Math.sqrt(now.secondCorrection) / now.firstCorrection, true),
  // η√(β₂ᵗ)/(1 − β₁ᵗ): what should be one minus the power has been subtracted from one before.
  folded('rooted power', (now) => Math.sqrt(now.beta2 ** now.t) / now.firstCorrection, false),
  // m̂/(√v/(1 − β₂ᵗ) + ε): the correction is outside the root.
  {
    name: 'correction-folded-amiss, outside the root',
    moments: ({ m, v, firstCorrection, secondCorrection }) => ({
      keeps: { m, v },
      uses: { m: m / firstCorrection, v: v / secondCorrection ** 2 },
    }),
  },
  // η√(1 − β₂ᵗ)/√(1 − β₁ᵗ)
  folded('both rooted', (now) => Math.sqrt(now.secondCorrection / now.firstCorrection), false),
];

export const correctionFoldedAmiss: Fault = {
  id: 'correction-folded-amiss',
  order: 176,
  meaning:
    'the bias corrections in the learning rate have a root too many or too few, or come on top of corrected moments',
  term: 'the bias corrections',
  short: 'with bias corrections that are folded into the learning rate amiss',
  difference: 'the bias corrections enter the step twice, or are not under the right roots',
  inWords: ({ twist }) =>
    twist?.name.includes('twice')
      ? 'a bias correction enters the step twice: in the moments and in the learning rate'
      : 'a bias correction is not under the root that it belongs under',
  hint: 'What is left of the learning rate when the two corrections are taken out of m̂ and out of the root of v̂?',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  rare: true,
  apply: (point) =>
    point.firstCorrection && point.secondCorrection && !point.twist
      ? WAYS.map((twist) => ({ ...point, twist, epsilonHat: false }))
      : [],
};
