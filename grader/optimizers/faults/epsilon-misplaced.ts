import type { Fault } from './fault.ts';
import type { Moments, Twist } from '../point.ts';

const dividing = (name: string, by: (root: number, epsilon: number) => number): Twist => ({
  name: `epsilon-misplaced, ${name}`,
  moments: ({ m, v, firstCorrection, secondCorrection, epsilon }: Moments) => ({
    keeps: { m, v },
    uses: { m, v, direction: m / firstCorrection / by(Math.sqrt(v / secondCorrection), epsilon) },
  }),
});

const WAYS: readonly Twist[] = [
  dividing('floor', Math.max),
  dividing('factor', (root, epsilon) => root * epsilon),
  dividing('twice', (root, epsilon) => Math.sqrt(root * root + epsilon) + epsilon),
];

export const epsilonMisplaced: Fault = {
  id: 'epsilon-misplaced',
  order: 134,
  meaning: 'epsilon multiplies the root, is the least that it may be, or is added inside and outside of it',
  term: 'the denominator',
  short: 'with epsilon that is not added to the denominator',
  difference: 'epsilon is not what is added to the denominator',
  inWords: ({ twist }) =>
    twist === WAYS[0]
      ? 'epsilon is the least that the denominator may be, where it should be added'
      : twist === WAYS[1]
        ? 'the denominator is multiplied by epsilon, where it should be added'
        : 'epsilon is added inside the root and outside of it',
  hint: 'What does the denominator come to for a large second moment, and what for a tiny one?',
  rare: true,
  apply: (point) =>
    point.second && point.second.kind !== 'maximum' && point.epsilon === 'outside' && !point.twist
      ? WAYS.map((twist) => ({ ...point, twist, epsilonHat: false }))
      : [],
};
