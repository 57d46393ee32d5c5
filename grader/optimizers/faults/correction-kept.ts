import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** m ← m/(1 − β₁ᵗ) in place: what was corrected is averaged and corrected again. */
const both: Twist = {
  name: 'correction-kept',
  moments: ({ m, v, firstCorrection, secondCorrection }) => {
    const corrected = { m: m / firstCorrection, v: v / secondCorrection };
    return { keeps: corrected, uses: corrected };
  },
};

const first: Twist = {
  name: 'correction-kept, first',
  moments: ({ m, v, firstCorrection, secondCorrection }) => {
    const corrected = m / firstCorrection;
    return { keeps: { m: corrected, v }, uses: { m: corrected, v: v / secondCorrection } };
  },
};

const second: Twist = {
  name: 'correction-kept, second',
  moments: ({ m, v, firstCorrection, secondCorrection }) => {
    const corrected = v / secondCorrection;
    return { keeps: { m, v: corrected }, uses: { m: m / firstCorrection, v: corrected } };
  },
};

export const correctionKept: Fault = {
  id: 'correction-kept',
  order: 105,
  meaning: 'a corrected moment is stored and corrected again at the next step',
  term: 'the bias corrections',
  short: 'with a corrected moment that is stored',
  difference: 'a corrected moment is stored, so that it is corrected again at every step',
  inWords: ({ twist }) =>
    twist === both
      ? 'the corrected moments are stored, so that they are corrected again at every step'
      : `the corrected ${twist === first ? 'first' : 'second'} moment is stored, so that it is corrected again at every step`,
  hint: 'Which moment does the next step average: the one before its bias correction or the one after?',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  rare: true,
  apply: (point) =>
    point.firstCorrection && point.secondCorrection && !point.twist
      ? [both, second, first].map((twist) => ({ ...point, twist }))
      : [],
};
