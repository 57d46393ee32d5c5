import type { Fault } from './fault.ts';
import type { Moments, Twist } from '../point.ts';

const average = (beta: number, t: number, before: number, term: number): number =>
  beta ** t * before + (1 - beta ** t) * term;

/** m ← β₁ᵗm + (1 − β₁ᵗ)g, and v likewise. */
const kept = ({ beta1, beta2, t, before, g }: Moments, hasFirst: boolean, m: number) => ({
  m: hasFirst ? average(beta1, t, before.m, g) : m,
  v: average(beta2, t, before.v, g * g),
});

const way = (hasFirst: boolean, isCorrected: boolean): Twist => ({
  name: `power-in-average, ${hasFirst ? 'both' : 'second'}${isCorrected ? '' : ', not corrected'}`,
  moments: (now) => {
    const keeps = kept(now, hasFirst, now.m);
    return {
      keeps,
      uses: isCorrected ? { m: keeps.m / now.firstCorrection, v: keeps.v / now.secondCorrection } : keeps,
    };
  },
});

export const powerInAverage: Fault = {
  id: 'power-in-average',
  order: 127,
  meaning: 'the decay rates are raised to the power of t in the averages, not in the bias corrections',
  term: 'a moving average',
  short: 'with powers of the decay rates in its averages',
  difference: 'the decay rates are raised to the power of t in the averages',
  inWords: ({ twist }) =>
    `the decay rates are raised to the power of t in the averages${twist?.name.endsWith('not corrected') ? ', and nothing is corrected' : ''}`,
  hint: 'Where does the algorithm have a power of β: in the average, or where the average is corrected?',
  rare: true,
  apply: (point) => {
    if (point.second?.kind !== 'average' || point.first?.nesterov || point.twist) return [];
    const hasFirst = point.first !== null;
    const ways = point.secondCorrection
      ? [way(hasFirst, true), way(hasFirst, false)]
      : [way(hasFirst, false)];
    return ways.map((twist) => ({ ...point, twist }));
  },
};
