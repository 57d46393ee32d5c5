import type { Fault } from './fault.ts';

export const learningRateCompounds: Fault = {
  id: 'learning-rate-compounds',
  difference: 'what the step is scaled by is kept in the learning rate and enters again at every step',
  hint: 'Which learning rate does the second step begin with: the one that was given?',
  rare: true,
  apply: (point) => {
    if (!point.second || point.velocity || point.scale === 'adadelta' || point.compounds) return [];
    const isAdam = point.first !== null;
    return isAdam && !(point.firstCorrection && point.secondCorrection)
      ? []
      : [{ ...point, compounds: true, epsilonHat: false }];
  },
};
