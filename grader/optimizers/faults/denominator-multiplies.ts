import { goingOn, type Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** ηm̂(√v̂ + ε), with epsilon under the root, or without the root */
const multiplying = (name: string, by: (v: number, epsilon: number) => number): Twist => ({
  name: `denominator-multiplies, ${name}`,
  takesStep: true,
  moments: ({ m, v, firstCorrection, secondCorrection, epsilon }) => ({
    keeps: { m, v },
    uses: { m, v, direction: (m / firstCorrection) * by(v / secondCorrection, epsilon) },
  }),
});

const OUTSIDE = [
  multiplying('root', (v, epsilon) => Math.sqrt(v) + epsilon),
  multiplying('no root', (v, epsilon) => v + epsilon),
];
const INSIDE = [multiplying('root of both', (v, epsilon) => Math.sqrt(v + epsilon))];

export const denominatorMultiplies: Fault = {
  id: 'denominator-multiplies',
  order: 132,
  meaning: 'the step is multiplied by the root of the second moment, not divided by it',
  term: 'the denominator',
  short: 'multiplied by the second moment',
  difference: 'the step is multiplied by the root of the second moment instead of divided by it',
  hint: 'Where gradients are large, should a coordinate take larger steps or smaller ones?',
  rare: true,
  apply: (point) => {
    if (!point.second || point.second.kind === 'maximum') return [];
    const ways = point.epsilon === 'outside' ? OUTSIDE : point.epsilon === 'inside' ? INSIDE : [];
    return goingOn(point, ways).map((twist) => ({ ...point, twist, epsilonHat: false }));
  },
};
