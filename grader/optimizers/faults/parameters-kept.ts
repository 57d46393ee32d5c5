import type { Fault } from './fault.ts';

export const parametersKept: Fault = {
  id: 'parameters-kept',
  order: 145,
  meaning: 'the new parameters are stored where the velocity belongs',
  term: 'the state between steps',
  short: 'with the parameters stored in the place of the velocity',
  difference: 'the new parameters are stored in the place of the velocity',
  hint: 'Which of the two arrays does the next step need as its velocity, and which one is stored?',
  rare: true,
  apply: (point) => {
    const { velocity } = point;
    if (!velocity || velocity.storesParameters) return [];
    return ([-1, 1] as const).map((storesParameters) => ({
      ...point,
      velocity: { ...velocity, storesParameters },
    }));
  },
};
