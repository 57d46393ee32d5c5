import type { Fault } from './fault.ts';
import type { Point } from '../space.ts';

export const missingDecayComplement: Fault = {
  id: 'missing-decay-complement',
  order: 30,
  meaning: 'a moving average leaves out the factor 1−β, or has a number in its place whatever β is',
  term: 'a moving average',
  short: 'without a factor (1 − decay)',
  rubric: /\b(?:decay|average|averaging|complement|1\s*[-−]\s*(?:\\?beta|\\?rho|β|ρ))/i,
  difference: 'a moving average leaves out the factor (1 − decay) of its new term',
  inWords: ({ first, second }) =>
    typeof second?.complement === 'object'
      ? `the new term of the average of squares has the weight ${second.complement.weight} whatever the decay is`
      : first?.complement === false && second?.complement === false && second.kind === 'average'
        ? 'both moving averages leave out the factor (1 − decay) of their new terms'
        : first?.complement === false
          ? 'the average of gradients leaves out the factor (1 − decay) of its new term'
          : 'the average of squares leaves out the factor (1 − decay) of its new term',
  hint: 'Do the two weights of the moving average add up to one?',
  apply: (point) => {
    const first = point.first?.complement ? { ...point.first, complement: false } : null;
    const second =
      point.second?.kind === 'average' && point.second.complement
        ? { ...point.second, complement: false }
        : null;
    const faulty: Point[] = [];
    if (first) faulty.push({ ...point, first });
    if (second) faulty.push({ ...point, second });
    if (first && second) faulty.push({ ...point, first, second });
    return faulty;
  },
};
