import type { Fault } from './fault.ts';

export const correctionsExchanged: Fault = {
  id: 'corrections-exchanged',
  order: 160,
  meaning: 'each moment has the bias correction of the other',
  term: 'the bias corrections',
  short: 'with its bias corrections exchanged',
  difference: 'each moment has the bias correction of the other',
  hint: 'Which decay rate made a moment too small, and which one makes up for it?',
  rare: true,
  apply: (point) =>
    point.firstCorrection && point.secondCorrection && point.otherDecays.length === 0
      ? [{ ...point, otherDecays: ['first-correction', 'second-correction'] }]
      : [],
};
