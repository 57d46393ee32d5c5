import { formatNumber } from '../../numbers.ts';
import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';
import type { Twist } from '../point.ts';

/** η√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(v + ε): the root of the correction is there, where it is folded into the learning rate. */
const folded = (name: string, scale: (secondCorrection: number) => number): Twist => ({
  name: `missing-root, ${name}`,
  takesStep: true,
  moments: ({ m, v, firstCorrection, secondCorrection, epsilon }) => {
    const rate = Math.sqrt(secondCorrection) / firstCorrection;
    const direction = (rate * m) / (v + epsilon * scale(secondCorrection));
    return { keeps: { m, v }, uses: { m, v, direction } };
  },
});
const FOLDED = [folded('folded', () => 1), folded('folded with epsilon', Math.sqrt)];

export const missingRoot: Fault = {
  id: 'missing-root',
  order: 10,
  meaning: 'divides by the second moment without the square root',
  term: 'the denominator',
  short: 'without the square root',
  rubric: /\b(?:square[- ]?root|root|sqrt)\b/i,
  difference: 'it divides by the second moment itself, without the square root',
  hint: 'What are the units of the accumulated squares, and what must the gradient be divided by to have none?',
  inWords: ({ root }) =>
    root === 'half'
      ? 'it divides by half of the second moment, not by its square root: ** comes before /'
      : typeof root === 'object'
        ? root.power === 0
          ? 'it does not divide by the second moment: its power is 0, not one half'
          : `it divides by the second moment to the power of ${formatNumber(root.power)}, not by its square root`
        : 'it divides by the second moment itself, without the square root',
  apply: (point) => {
    if (!point.second || point.second.kind === 'maximum' || !point.root || point.epsilonHat) return [];
    const ways: Point['root'][] = [false, 'half'];
    // v ** (1 // 2); with nothing added outside of it, what is left is another optimizer.
    if (point.epsilon === 'outside') ways.push({ power: 0 });
    const isFolded = point.firstCorrection && point.secondCorrection && point.epsilon === 'outside';
    const folds = isFolded && !point.twist ? FOLDED : [];
    return [...ways.map((root) => ({ ...point, root })), ...folds.map((twist) => ({ ...point, twist }))];
  },
};
