import type { Point } from '../space.ts';
import { momentsOf, type Fault } from './fault.ts';

export const stateShared: Fault = {
  id: 'state-shared',
  difference: 'all parameters share one state',
  hint: 'A network has many parameters. Where does each one keep its own state?',
  apply: (point) => {
    if (momentsOf(point).length === 0 || point.sharesState !== 'no') return [];
    const counts = point.firstCorrection || point.secondCorrection;
    const shared: Point['sharesState'][] = [
      'memory',
      'memory-by-shape',
      ...(counts ? (['time'] as const) : []),
    ];
    return shared.flatMap((sharesState): Point[] => [
      { ...point, sharesState },
      { ...point, sharesState, sharesWhen: 'without-config' },
    ]);
  },
};
