import type { Fault } from './fault.ts';
import type { Moments, Twist } from '../point.ts';

/** The step goes by Σg, or by Σg/t, and what it divides by is what it should be. */
const by = (name: string, of: (sum: number, t: number) => number): Twist => ({
  name: `gradient-accumulated, ${name}`,
  moments: ({ m: g, v, before, t }: Moments) => {
    const sum = before.m + g;
    return { keeps: { m: sum, v }, uses: { m: of(sum, t), v } };
  },
});

const sum = by('sum', (total) => total);
const mean = by('mean', (total, t) => total / t);

export const gradientAccumulated: Fault = {
  id: 'gradient-accumulated',
  order: 119,
  meaning:
    'the step goes by the sum or the mean of all gradients so far, where the gradient of this step belongs',
  term: 'the gradient',
  short: 'with all gradients so far in the place of the last one',
  difference: 'its step goes by all gradients so far, not by that of this step',
  inWords: ({ twist }) =>
    `its step goes by the ${twist === mean ? 'mean' : 'sum'} of all gradients so far, not by the gradient of this step`,
  hint: 'Which gradients does this step need, and what does the config still hold of those before?',
  rare: true,
  apply: (point) => (point.first || point.twist ? [] : [sum, mean].map((twist) => ({ ...point, twist }))),
};
