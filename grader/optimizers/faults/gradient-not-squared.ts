import { formatNumber } from '../../numbers.ts';
import type { Fault } from './fault.ts';

export const gradientNotSquared: Fault = {
  id: 'gradient-not-squared',
  order: 20,
  meaning: 'the second moment accumulates g, |g| or 2g, not g²',
  term: 'the second moment',
  short: 'with a gradient that is not squared',
  rubric: /\bsquar(?:e|ed|es|ing)\b(?![- ]?root)/i,
  difference: 'its second moment accumulates the gradient, not its square',
  hint: 'What is accumulated in the second moment, and what are its units when its root has been taken?',
  inWords: ({ second }) =>
    typeof second?.squared === 'object'
      ? `its second moment accumulates the gradient to the power of ${formatNumber(second.squared.power)}, not its square`
      : second?.squared === 'absolute'
        ? 'its second moment accumulates the size of the gradient, not its square'
        : second?.squared === 'sized'
          ? 'its second moment accumulates the gradient, not its square, and takes the size of what comes of it'
          : second?.squared === 'doubled'
            ? 'its second moment accumulates twice the gradient, not its square'
            : 'its second moment accumulates the gradient, not its square',
  apply: (point) => {
    const second = point.second;
    if (!second || second.kind === 'maximum' || second.squared !== true) return [];
    return [
      { ...point, second: { ...second, squared: false } },
      { ...point, second: { ...second, squared: 'absolute' } },
      { ...point, second: { ...second, squared: 'doubled' } },
      { ...point, second: { ...second, squared: 'sized' } },
    ];
  },
};
