import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const learningRateCompounds: Fault = {
  id: 'learning-rate-compounds',
  order: 180,
  meaning: 'the learning rate enters more than once: twice in a step, or what scales the step stays in it',
  term: 'the learning rate',
  short: 'with a learning rate that compounds',
  difference: 'the learning rate enters more than once',
  hint: 'How often does the learning rate stand in one step, and which one does the second step begin with?',
  inWords: ({ compounds }) =>
    typeof compounds === 'object'
      ? `the learning rate is multiplied by ${compounds.factor} at every step and stays so`
      : compounds === 'twice'
        ? 'the learning rate stands in a step twice'
        : compounds === 'velocity'
          ? 'the learning rate is a factor of the old velocity, too'
          : 'what the step is scaled by is kept in the learning rate and enters again at every step',
  rare: true,
  apply: (point) => {
    if (point.scale === 'adadelta' || point.compounds !== 'no') return [];
    const isAdam = point.first !== null;
    const scales = point.second && !point.velocity;
    const isScaled = isAdam ? point.firstCorrection && point.secondCorrection : true;
    const twice: Point = { ...point, compounds: 'twice' };
    // η(αu + d), with the velocity stored so
    if (point.velocity) return [twice, { ...point, compounds: 'velocity' }];
    return scales && isScaled ? [{ ...point, compounds: 'scale', epsilonHat: false }, twice] : [twice];
  },
};
