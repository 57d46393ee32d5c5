import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** Values that the accumulated squares are given before the first step; 0.1 is TensorFlow's for AdaGrad. */
const STARTS = [1, 0.1];

/** v₀ is not zero: the first step finds v₀ in a sum, β₂v₀ in an average. */
const from = (start: number, kind: 'sum' | 'average'): Twist => ({
  name: `state-starts-elsewhere, ${kind} ${start}`,
  moments: ({ t, m, v, beta2, firstCorrection, secondCorrection }) => {
    const found = t === 1 ? (kind === 'sum' ? start : beta2 * start) : 0;
    const keeps = { m, v: v + found };
    return { keeps, uses: { m: m / firstCorrection, v: keeps.v / secondCorrection } };
  },
});

export const stateStartsElsewhere: Fault = {
  id: 'state-starts-elsewhere',
  order: 118,
  meaning: 'the accumulated squares, or a velocity, do not start at zero',
  term: 'the second moment',
  short: 'with a second moment that does not start at zero',
  difference: 'its second moment does not start at zero',
  inWords: ({ velocity }) =>
    velocity?.startsAt === 'parameters'
      ? 'its velocity starts at the parameters, not at zero'
      : velocity?.startsAt === undefined
        ? 'its second moment does not start at zero'
        : 'its velocity does not start at zero',
  hint: 'What has been accumulated before the first step, and what does the memory hold when it is made?',
  rare: true,
  apply: (point) => {
    const { second, velocity } = point;
    if (velocity && !second && velocity.startsAt === undefined)
      return [
        { ...point, velocity: { ...velocity, startsAt: 1 } },
        { ...point, velocity: { ...velocity, startsAt: -1 } },
        { ...point, velocity: { ...velocity, startsAt: 'parameters' } },
      ];
    if (!second || second.kind === 'maximum' || point.twist || point.timeOffset !== 0) return [];
    const { kind } = second;
    return STARTS.map((start) => ({ ...point, twist: from(start, kind), epsilonHat: false }));
  },
};
