import { goingOn, type Fault } from './fault.ts';
import type { Moments, Twist } from '../point.ts';

const dividing = (name: string, by: (root: number, epsilon: number) => number): Twist => ({
  name: `epsilon-misplaced, ${name}`,
  takesStep: true,
  moments: ({ m, v, firstCorrection, secondCorrection, epsilon }: Moments) => ({
    keeps: { m, v },
    uses: { m, v, direction: m / firstCorrection / by(Math.sqrt(v / secondCorrection), epsilon) },
  }),
});

/** v ← v + g² + ε, √v: epsilon is added at every step to what is kept. */
const accumulated = (name: string, weight: (beta2: number) => number): Twist => ({
  name: `epsilon-misplaced, ${name}`,
  takesStep: true,
  moments: ({ m, v, beta2, firstCorrection, secondCorrection, epsilon }: Moments) => {
    const keeps = { m, v: v + weight(beta2) * epsilon };
    const direction = m / firstCorrection / Math.sqrt(keeps.v / secondCorrection);
    return { keeps, uses: { ...keeps, direction } };
  },
});

const WAYS: readonly Twist[] = [
  dividing('floor', Math.max),
  dividing('factor', (root, epsilon) => root * epsilon),
  dividing('twice', (root, epsilon) => Math.sqrt(root * root + epsilon) + epsilon),
  dividing('subtracted', (root, epsilon) => root - epsilon),
];
const KEPT = [accumulated('accumulated', () => 1)];
/** βv + (1 − β)(g² + ε) */
const AVERAGED = [...KEPT, accumulated('averaged', (beta2) => 1 - beta2)];

export const epsilonMisplaced: Fault = {
  id: 'epsilon-misplaced',
  order: 134,
  meaning:
    'epsilon multiplies the root, is the least that it may be, is added inside and outside of it or subtracted, or joins what is kept at every step',
  term: 'the denominator',
  short: 'with epsilon that is not added to the denominator',
  difference: 'epsilon is not what is added to the denominator',
  inWords: ({ twist }) =>
    twist === WAYS[0]
      ? 'epsilon is the least that the denominator may be, where it should be added'
      : twist === WAYS[1]
        ? 'the denominator is multiplied by epsilon, where it should be added'
        : twist === WAYS[2]
          ? 'epsilon is added inside the root and outside of it'
          : twist === WAYS[3]
            ? 'epsilon is subtracted from the denominator, where it should be added'
            : 'epsilon is added to the second moment that is kept, and so again at every step',
  hint: 'What does the denominator come to for a large second moment, and what for a tiny one?',
  rare: true,
  apply: (point) => {
    const { second, epsilon, twist } = point;
    if (!second || second.kind === 'maximum' || epsilon !== 'outside') return [];
    const kept = twist ? [] : second.kind === 'average' ? AVERAGED : KEPT;
    return [...goingOn(point, WAYS), ...kept].map((way) => ({ ...point, twist: way, epsilonHat: false }));
  },
};
