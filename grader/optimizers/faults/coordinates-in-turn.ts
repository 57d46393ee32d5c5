import type { Point } from '../space.ts';
import { momentsOf, type Fault } from './fault.ts';

/** A loop over the coordinates that keeps its moments in single numbers. */
export const coordinatesInTurn: Fault = {
  id: 'coordinates-in-turn',
  order: 192,
  meaning:
    'one number is kept where each coordinate needs its own, so that each goes on from the one before it',
  term: 'the state between steps',
  short: 'with one state for all coordinates',
  difference: 'all coordinates share one state, and each goes on from what the one before it left there',
  inWords: ({ pools }) =>
    `all coordinates share ${pools === 'state' ? 'one state' : `one ${pools === 'first-state' ? 'first' : 'second'} moment`}, and each goes on from what the one before it left there`,
  hint: 'How many numbers does it keep from one step to the next: one, or one for every parameter?',
  rare: true,
  apply: (point) => {
    if (momentsOf(point).length === 0 || point.pools !== 'no') return [];
    const ways: Point['pools'][] = ['state'];
    if (point.first && point.second) ways.push('first-state', 'second-state');
    return ways.map((pools) => ({ ...point, pools }));
  },
};
