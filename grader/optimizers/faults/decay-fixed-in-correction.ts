import { whereCorrected } from './corrections.ts';
import { named, type Fault } from './fault.ts';
import type { Twist } from '../point.ts';

/** What people write out. */
const USUAL = { first: 0.9, second: 0.999 } as const;

type Fixed = keyof typeof USUAL;

const fixing = (name: string, ...fixed: readonly Fixed[]): { twist: Twist; fixed: readonly Fixed[] } => ({
  fixed,
  twist: {
    name: `decay-fixed-in-correction${name}`,
    moments: ({ m, v, t, firstCorrection, secondCorrection }) => {
      const by = (moment: Fixed, own: number) => (fixed.includes(moment) ? 1 - USUAL[moment] ** t : own);
      return {
        keeps: { m, v },
        uses: { m: m / by('first', firstCorrection), v: v / by('second', secondCorrection) },
      };
    },
  },
});

const WAYS = [fixing('', 'first', 'second'), fixing(', first', 'first'), fixing(', second', 'second')];

export const decayFixedInCorrection: Fault = {
  id: 'decay-fixed-in-correction',
  order: 148,
  meaning:
    'a bias correction has 0.9 or 0.999 written out, where the average has the decay rate that is given',
  term: 'the bias corrections',
  short: 'with a decay rate written out in its corrections',
  difference: 'a bias correction has its decay rate written out, whatever is given',
  inWords: ({ twist }) => {
    const { fixed } = WAYS.find((way) => way.twist.name === twist?.name)!;
    return `the bias correction of ${named(fixed)} has ${fixed.map((moment) => USUAL[moment]).join(' and ')} written out, whatever is given`;
  },
  hint: 'Which decay rate did the average have, and which one does its correction have?',
  rare: true,
  apply: (point) =>
    point.timeOffset === 0
      ? whereCorrected(
          point,
          WAYS.map(({ twist }) => twist),
        )
      : [],
};
