import { named, type Fault } from './fault.ts';
import type { DecayPlace, Point } from '../space.ts';

export const otherDecay: Fault = {
  id: 'other-decay',
  order: 150,
  meaning: 'the decay rate of the other moment stands in one place',
  term: 'the decay rates',
  short: 'with the decay rate of the other moment in one place',
  difference: 'the decay rate of the other moment stands in one place',
  inWords: ({ otherDecays }) => {
    const moment = otherDecays[0]?.startsWith('first') ? 'first' : 'second';
    return `the decay rate of the other moment stands in ${named([moment])}`;
  },
  hint: 'Go through every beta: which moment does it belong to?',
  rare: true,
  apply: (point) => {
    if (!point.first || point.second?.kind !== 'average' || point.otherDecays.length > 0) return [];
    // A correction with a power of its own is a number: with the other decay it would be another one, or next to none.
    const corrected = point.fixedPower === null;
    const placesOf = (moment: 'first' | 'second', corrects: boolean): DecayPlace[][] => {
      const average: DecayPlace[] = [`${moment}-old`, `${moment}-new`];
      const correction: DecayPlace = `${moment}-correction`;
      const places: DecayPlace[][] = [average, ...average.map((place) => [place])];
      return corrects && corrected ? [...places, [correction], [...average, correction]] : places;
    };
    return [...placesOf('first', point.firstCorrection), ...placesOf('second', point.secondCorrection)].map(
      (otherDecays): Point => ({ ...point, otherDecays }),
    );
  },
};
