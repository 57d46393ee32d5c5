import type { Point } from '../space.ts';
import { momentsOf, type Fault } from './fault.ts';

export const stateShared: Fault = {
  id: 'state-shared',
  order: 190,
  meaning: 'parameters share one state',
  term: 'the state between steps',
  short: 'with one state for all parameters',
  rubric: /\b(?:shared?|per[- ]parameter|each parameter|element-?wise)\b/i,
  difference: 'all parameters share one state',
  inWords: ({ sharesState }) =>
    `all parameters share one ${sharesState === 'time' ? 'step count, while each keeps its own moments' : 'state'}`,
  hint: 'A network has many parameters. Where does each one keep its own state?',
  apply: (point) => {
    if (momentsOf(point).length === 0 || point.sharesState !== 'no') return [];
    const ways: Pick<Point, 'sharesState' | 'sharesWhen'>[] = [
      { sharesState: 'memory', sharesWhen: 'always' },
      { sharesState: 'memory', sharesWhen: 'without-config' },
      { sharesState: 'memory', sharesWhen: 'within-episode' },
      { sharesState: 'memory-by-shape', sharesWhen: 'always' },
      { sharesState: 'memory-by-shape', sharesWhen: 'without-config' },
      { sharesState: 'memory-by-coordinate', sharesWhen: 'always' },
      { sharesState: 'memory-by-coordinate', sharesWhen: 'without-config' },
      { sharesState: 'memory-made-once', sharesWhen: 'always' },
      { sharesState: 'memory-of-one-size', sharesWhen: 'always' },
      { sharesState: 'time', sharesWhen: 'always' },
      { sharesState: 'time', sharesWhen: 'without-config' },
      { sharesState: 'time', sharesWhen: 'within-episode' },
    ];
    const counts = point.firstCorrection || point.secondCorrection;
    return ways
      .filter(({ sharesState }) => sharesState !== 'time' || counts)
      .map((way) => ({ ...point, ...way }));
  },
};
