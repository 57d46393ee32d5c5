import { momentsOf, named, type Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const stateNotKept: Fault = {
  id: 'state-not-kept',
  order: 100,
  meaning: 'something starts afresh at every step',
  term: 'the state between steps',
  short: 'with a state that is not kept',
  rubric: /\b(?:state|history|accumulat\w+)\b/i,
  difference: 'something it should remember starts afresh at every step',
  inWords: ({ forgets }) => {
    if (forgets.length === 0) return 'something that it should remember starts afresh';
    return `${named(forgets)} ${forgets.length === 1 ? 'starts' : 'start'} afresh at every step`;
  },
  hint: 'What must survive from one call to the next, and is it in the config that you return, or in your object?',
  apply: (point) => {
    // A moment that starts afresh and is corrected by a fixed power is the gradient: another idea, not two faults.
    if (point.forgets.length > 0 || point.fixedPower) return [];
    const parts: Point['forgets'][number][] = [...momentsOf(point)];
    if (point.firstCorrection || point.secondCorrection) parts.push('time');
    // A t that alone starts afresh is a time that is not counted.
    const subsets = momentsOf(point).map((part): Point['forgets'][number][] => [part]);
    if (parts.length > 1) subsets.push(parts);
    // The moments reset while t is kept, and all but one of three.
    if (parts.length > 2) for (const part of parts) subsets.push(parts.filter((other) => other !== part));
    return subsets.map((forgets) => ({ ...point, forgets }));
  },
};
