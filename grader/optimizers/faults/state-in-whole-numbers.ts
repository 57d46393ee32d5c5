import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** What becomes of a number; what is too large for an array of integers comes out of it as something else. */
const KINDS = {
  number: Math.trunc,
  int64: (x: number) => (Math.abs(x) < 2 ** 63 ? Math.trunc(x) : -(2 ** 63)),
  Int32Array: (x: number) => x | 0,
} as const;
type Kind = keyof typeof KINDS;

/** As `v // 1`, `dtype=int` and `Int32Array` make it: a number loses its fraction when it is kept. */
const storing = (kind: Kind, of: 'both' | 'v', isUsedSo: boolean): Twist => ({
  name: `state-in-whole-numbers, ${kind} ${of}${isUsedSo ? ' as used' : ''}`,
  moments: ({ m, v, firstCorrection, secondCorrection }) => {
    const whole = KINDS[kind];
    const keeps = { m: of === 'v' ? m : whole(m), v: whole(v) };
    const read = isUsedSo ? keeps : { m, v };
    return { keeps, uses: { m: read.m / firstCorrection, v: read.v / secondCorrection } };
  },
});

/** Without a first moment, `m` is the gradient. */
const waysOf = (of: 'both' | 'v'): Twist[] =>
  (Object.keys(KINDS) as Kind[]).flatMap((kind) => [storing(kind, of, true), storing(kind, of, false)]);
const OF_BOTH = waysOf('both');
const OF_SECOND = waysOf('v');

export const stateInWholeNumbers: Fault = {
  id: 'state-in-whole-numbers',
  order: 144,
  meaning: 'what is remembered is kept in an array of integers, so that fractions are lost',
  term: 'the state between steps',
  short: 'with its state in whole numbers',
  difference: 'what it remembers loses its fractions, as in an array of integers',
  hint: 'What becomes of 0.5 in the array in which the state is kept, and which type of number was it made with?',
  rare: true,
  apply: (point) => {
    if (point.twist || !point.second) return [];
    return (point.first ? OF_BOTH : OF_SECOND).map((twist) => ({ ...point, twist }));
  },
};
