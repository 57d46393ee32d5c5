import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** Values that the accumulated squares are given before the first step; 0.1 is TensorFlow's for AdaGrad. */
const STARTS = [1, 0.1];

/** v₀ is not zero: the first step finds v₀ in a sum, β₂v₀ in an average. */
const from = (start: number, kind: 'sum' | 'average'): Twist => ({
  name: `state-starts-elsewhere, ${kind} ${start}`,
  moments: ({ before, m, v, beta2, firstCorrection, secondCorrection }) => {
    // So it is at every step where what is accumulated is not stored.
    const found = before.v === 0 ? (kind === 'sum' ? start : beta2 * start) : 0;
    const keeps = { m, v: v + found };
    return { keeps, uses: { m: m / firstCorrection, v: keeps.v / secondCorrection } };
  },
});

/** As `cache = config.get("cache", dw**2)` makes it before the first square is added. */
const fromFirstSquare: Twist = {
  name: 'state-starts-elsewhere, square',
  moments: ({ m, v, g, t, firstCorrection, secondCorrection }) => {
    const keeps = { m, v: t === 1 ? v + g * g : v };
    return { keeps, uses: { m: m / firstCorrection, v: keeps.v / secondCorrection } };
  },
};

/** m₀ is one, as of `ones_like`. It fades to zero soon, and does not begin again there. */
const firstFromOne: Twist = {
  name: 'state-starts-elsewhere, first',
  moments: ({ before, m, v, t, beta1, firstCorrection, secondCorrection }) => {
    const keeps = { m: before.m === 0 && t <= 2 ? m + beta1 : m, v };
    return { keeps, uses: { m: keeps.m / firstCorrection, v: v / secondCorrection } };
  },
};
const bothFromOne: Twist = {
  name: 'state-starts-elsewhere, both',
  moments: ({ before, m, v, beta1, beta2, firstCorrection, secondCorrection }) => {
    const keeps = before.v === 0 ? { m: m + beta1, v: v + beta2 } : { m, v };
    return { keeps, uses: { m: keeps.m / firstCorrection, v: keeps.v / secondCorrection } };
  },
};

const VELOCITY_STARTS = {
  parameters: 'its velocity starts at the parameters, not at zero',
  term: 'its velocity starts at its first term, which is then added to it',
  gradient: 'its velocity starts at the first gradient, not at zero',
  'minus-gradient': 'its velocity starts at the first gradient, not at zero',
} as const;

export const stateStartsElsewhere: Fault = {
  id: 'state-starts-elsewhere',
  order: 118,
  meaning: 'a moment, the accumulated squares, or a velocity do not start at zero',
  term: 'the second moment',
  short: 'with a second moment that does not start at zero',
  difference: 'its second moment does not start at zero',
  inWords: ({ velocity, twist }) =>
    twist === firstFromOne
      ? 'its first moment does not start at zero'
      : twist === bothFromOne
        ? 'its moments do not start at zero'
        : twist === fromFirstSquare
          ? 'its second moment starts at the first square, which is then added to it'
          : velocity?.startsAt === undefined
            ? 'its second moment does not start at zero'
            : typeof velocity.startsAt === 'number'
              ? 'its velocity does not start at zero'
              : VELOCITY_STARTS[velocity.startsAt],
  hint: 'What has been accumulated before the first step, and what does the memory hold when it is made?',
  rare: true,
  apply: (point) => {
    const { second, velocity } = point;
    if (velocity && !second && velocity.startsAt === undefined) {
      const inside = velocity.learningRate === 'inside';
      const starts = [
        1,
        -1,
        'parameters',
        'term',
        ...(inside ? (['gradient', 'minus-gradient'] as const) : []),
      ] as const;
      return starts.map((startsAt) => ({ ...point, velocity: { ...velocity, startsAt } }));
    }
    if (!second || second.kind === 'maximum' || point.twist || point.timeOffset !== 0) return [];
    const { kind } = second;
    const ways = STARTS.map((start) => from(start, kind));
    if (kind === 'sum') ways.push(fromFirstSquare);
    if (point.first) ways.push(firstFromOne, bothFromOne);
    return ways.map((twist) => ({ ...point, twist }));
  },
};
