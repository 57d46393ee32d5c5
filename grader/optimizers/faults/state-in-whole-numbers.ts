import type { Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** An array of integers, as `dtype=int` and `Int32Array` make it: a number loses its fraction when it is put there. */
const storing = (of: 'both' | 'v', isUsedSo: boolean): Twist => ({
  name: `state-in-whole-numbers, ${of}${isUsedSo ? ' as used' : ''}`,
  moments: ({ m, v, firstCorrection, secondCorrection }) => {
    const keeps = { m: of === 'v' ? m : Math.trunc(m), v: Math.trunc(v) };
    const read = isUsedSo ? keeps : { m, v };
    return { keeps, uses: { m: read.m / firstCorrection, v: read.v / secondCorrection } };
  },
});

/** Without a first moment, `m` is the gradient. */
const OF_BOTH: readonly Twist[] = [storing('both', true), storing('both', false)];
const OF_SECOND: readonly Twist[] = [storing('v', true), storing('v', false)];

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
