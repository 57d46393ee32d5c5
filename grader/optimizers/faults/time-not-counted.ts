import { named, type Fault } from './fault.ts';
import type { Point } from '../space.ts';

/** Powers that stand in corrections by mistake; 1 is also a t that is never raised. Others are solved for. */
const POWERS = [1, 2, 10, 100, 1000];
const SMALL = 2;

export const timeNotCounted: Fault = {
  id: 'time-not-counted',
  order: 60,
  meaning: 'a bias correction has the same power at every step: t is never raised, or there is no power',
  term: 'the step count of the bias corrections',
  short: 'with corrections that do not count the steps',
  difference: 'a bias correction has the same power at every step, as if time did not go on',
  inWords: ({ fixedPower }) => {
    const moments = (['first', 'second'] as const).filter((moment) => fixedPower?.[moment] !== undefined);
    return `the bias correction of ${named(moments)} has the same power at every step, as if time did not go on`;
  },
  hint: 'Which t is in the correction: is it raised at every step, and still there at the next?',
  apply: (point) => {
    if (point.fixedPower || point.timeOffset !== 0 || point.timePace !== 1 || point.forgets.length > 0)
      return [];
    if (point.otherDecays.some((place) => place.endsWith('correction'))) return [];
    const ways: Point['fixedPower'][] = [];
    for (const power of POWERS) {
      if (point.firstCorrection && point.secondCorrection) ways.push({ first: power, second: power });
      if (power > SMALL) continue;
      if (point.firstCorrection) ways.push({ first: power });
      if (point.secondCorrection) ways.push({ second: power });
    }
    // A misprint: 1 − β₁ and 1 − β₂².
    if (point.firstCorrection && point.secondCorrection)
      ways.push({ first: 1, second: 2 }, { first: 2, second: 1 });
    return ways.map((fixedPower) => ({ ...point, fixedPower }));
  },
};
