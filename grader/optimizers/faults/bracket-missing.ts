import type { Fault } from './fault.ts';
import type { Moments, Point, Twist } from '../point.ts';

const corrected = ({ m, v, firstCorrection, secondCorrection }: Moments) => ({
  m: m / firstCorrection,
  v: v / secondCorrection,
});

/** βm + 1 − βg */
const loose = (beta: number, old: number, term: number) => beta * old + 1 - beta * term;

const WAYS: readonly Twist[] = [
  {
    name: 'bracket-missing, first correction',
    moments: (now) => ({ keeps: now, uses: { ...corrected(now), m: now.m - now.beta1 ** now.t } }),
  },
  {
    name: 'bracket-missing, second correction',
    moments: (now) => ({ keeps: now, uses: { ...corrected(now), v: now.v - now.beta2 ** now.t } }),
  },
  {
    name: 'bracket-missing, both corrections',
    moments: (now) => ({
      keeps: now,
      uses: { m: now.m - now.beta1 ** now.t, v: now.v - now.beta2 ** now.t },
    }),
  },
  {
    name: 'bracket-missing, first average',
    moments: (now) => {
      const keeps = { m: loose(now.beta1, now.before.m, now.g), v: now.v };
      return { keeps, uses: corrected({ ...now, ...keeps }) };
    },
  },
  {
    name: 'bracket-missing, second average',
    moments: (now) => {
      const keeps = { m: now.m, v: loose(now.beta2, now.before.v, now.g * now.g) };
      return { keeps, uses: corrected({ ...now, ...keeps }) };
    },
  },
  {
    name: 'bracket-missing, both averages',
    moments: (now) => {
      const keeps = {
        m: loose(now.beta1, now.before.m, now.g),
        v: loose(now.beta2, now.before.v, now.g * now.g),
      };
      return { keeps, uses: corrected({ ...now, ...keeps }) };
    },
  },
];

export const bracketMissing: Fault = {
  id: 'bracket-missing',
  order: 128,
  meaning: 'brackets are missing around 1−β, as in m/1−βᵗ or βm+1−βg, or one is too early: (θ−ηm̂)/(√v̂+ε)',
  term: 'the brackets',
  short: 'with brackets amiss',
  difference: 'brackets are missing around a 1 − β',
  inWords: ({ returns, twist }) =>
    returns === 'all-divided'
      ? 'the parameters are divided by the root as well, not the step alone'
      : `brackets are missing around the 1 − β of ${twist?.name.split(', ')[1]}`.replace(
          / (first|second) /,
          ' the $1 ',
        ),
  hint: 'Which comes first: the product, the quotient or the difference?',
  rare: true,
  apply: (point) => {
    if (!point.second || point.twist) return [];
    const divided: Point[] =
      point.returns === 'parameters' && !point.velocity ? [{ ...point, returns: 'all-divided' }] : [];
    if (point.second.kind !== 'average' || point.first?.nesterov) return divided;
    const ways = WAYS.filter(({ name }) => {
      if (!point.first && !name.endsWith('second average')) return false;
      return !name.includes('correction') || (point.firstCorrection && point.secondCorrection);
    });
    return [...ways.map((twist) => ({ ...point, twist })), ...divided];
  },
};
