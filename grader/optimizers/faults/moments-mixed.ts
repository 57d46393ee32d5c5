import type { Fault } from './fault.ts';
import type { Moments, Twist } from '../point.ts';

type Kept = ReturnType<Twist['moments']>['keeps'];

const uses = ({ firstCorrection, secondCorrection }: Moments, { m, v }: Kept): Kept => ({
  m: m / firstCorrection,
  v: v / secondCorrection,
});

/** What is stored of the two; the step itself uses both as they should be. */
const storing = (name: string, keeps: (now: Moments) => Kept): Twist => ({
  name: `moments-mixed, ${name}`,
  moments: (now) => ({ keeps: keeps(now), uses: uses(now, now) }),
});

/** m and v are one array, which both lines write to. A root of it may be no number, and people take its size then. */
const sharing = (name: string, underRoot: (v: number) => number): Twist => ({
  name: `moments-mixed, ${name}`,
  moments: (now) => {
    const v = now.beta2 * now.m + (1 - now.beta2) * now.g * now.g;
    return { keeps: { m: v, v }, uses: uses(now, { m: v, v: underRoot(v) }) };
  },
});

const SHARED: readonly Twist[] = [sharing('one array', (v) => v), sharing('one array, its size', Math.abs)];

/** v ← β₂m + (1 − β₂)g² */
const continuing: Twist = {
  name: 'moments-mixed, second from first',
  moments: (now) => {
    const both = { m: now.m, v: now.beta2 * now.m + (1 - now.beta2) * now.g * now.g };
    return { keeps: both, uses: uses(now, both) };
  },
};

const WAYS: readonly Twist[] = [
  ...SHARED,
  continuing,
  storing('second over first', ({ v }) => ({ m: v, v: 0 })),
  storing('first over second', ({ m }) => ({ m: 0, v: m })),
  storing('second in both', ({ v }) => ({ m: v, v })),
  storing('first in both', ({ m }) => ({ m, v: m })),
  storing('exchanged', ({ m, v }) => ({ m: v, v: m })),
];

export const momentsMixed: Fault = {
  id: 'moments-mixed',
  order: 143,
  meaning: 'one of the two moments is stored in the place of the other, or goes on from it',
  term: 'the state between steps',
  short: 'with one moment in the place of the other',
  difference: 'one of the two moments is stored in the place of the other, or goes on from it',
  inWords: ({ twist }) =>
    twist !== null && SHARED.includes(twist)
      ? 'the two moments are one array, to which both are written'
      : 'one of the two moments is stored in the place of the other, or goes on from it',
  hint: 'Where does each moment stand after a step, and where does the next step look for it?',
  rare: true,
  apply: (point) =>
    point.first && point.second?.kind === 'average' && !point.twist
      ? WAYS.map((twist) => ({ ...point, twist }))
      : [],
};
