import type { Fault } from './fault.ts';

/** AMSGrad's line in an optimizer without a first moment; with one, it is AMSGrad. */
export const largestAverageKept: Fault = {
  id: 'largest-average-kept',
  order: 148,
  meaning:
    'the step is divided by the largest second moment so far, as AMSGrad has it, where it should be the one of this step',
  term: 'the second moment',
  short: 'with the largest second moment so far, as AMSGrad has it',
  difference: 'it divides by the root of the largest second moment so far, as AMSGrad does',
  hint: 'When gradients have become small, should the denominator follow them?',
  rare: true,
  apply: (point) => {
    const { first, second, twist } = point;
    return !first && !twist && second?.kind === 'average' && !second.keepsMaximum
      ? [{ ...point, second: { ...second, keepsMaximum: true } }]
      : [];
  },
};
