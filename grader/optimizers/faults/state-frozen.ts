import { momentsOf, named, type Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const stateFrozen: Fault = {
  id: 'state-frozen',
  order: 103,
  meaning: 'what is kept after the first step is never replaced, so that every later step goes on from there',
  term: 'the state between steps',
  short: 'with a state that stays that of the first step',
  rubric: /\b(?:state|history|accumulat\w+)\b/i,
  difference: 'what it remembers stays that of the first step',
  inWords: ({ freezes }) =>
    `${named(freezes)} ${freezes.length === 1 ? 'is' : 'are'} stored at the first step and never again`,
  hint: 'After the third step, does the config hold what the third step computed?',
  rare: true,
  apply: (point) => {
    if (point.freezes.length > 0 || point.forgets.length > 0 || point.fixedPower) return [];
    const moments: Point['freezes'][number][] = momentsOf(point);
    if (moments.length === 0) return [];
    const subsets = moments.map((moment): Point['freezes'] => [moment]);
    if (moments.length > 1) subsets.push(moments);
    if (point.firstCorrection || point.secondCorrection) subsets.push([...moments, 'time']);
    return subsets.map((freezes) => ({ ...point, freezes }));
  },
};
