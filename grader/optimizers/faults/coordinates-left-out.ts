import type { Fault } from './fault.ts';

export const coordinatesLeftOut: Fault = {
  id: 'coordinates-left-out',
  order: 113,
  meaning: 'the first or the last coordinate is never moved, or the first alone is',
  term: 'the coordinates',
  short: 'with coordinates that no step moves',
  difference: 'some coordinates are never moved',
  inWords: ({ leavesOut }) =>
    leavesOut === 'all-but-first'
      ? 'it moves the first coordinate alone'
      : `the ${leavesOut} coordinate never moves`,
  hint: 'With which index does the loop begin, with which does it end, and what ends it before that?',
  rare: true,
  apply: (point) =>
    point.leavesOut === 'none'
      ? (['all-but-first', 'last', 'first'] as const).map((leavesOut) => ({ ...point, leavesOut }))
      : [],
};
