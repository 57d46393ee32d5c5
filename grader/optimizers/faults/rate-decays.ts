import { formatNumber } from '../../numbers.ts';
import type { Fault } from './fault.ts';

export const rateDecays: Fault = {
  id: 'rate-decays',
  order: 182,
  meaning: 'the learning rate falls from step to step, which nobody asked for: η/√t, η/t, η/(1+kt)',
  term: 'the learning rate',
  short: 'with a learning rate that falls from step to step',
  difference: 'the learning rate falls from step to step',
  inWords: ({ schedule }) =>
    schedule === 'inverse-root'
      ? 'the learning rate is divided by √t'
      : typeof schedule === 'object'
        ? `the learning rate is divided by 1 + ${formatNumber(schedule.decay)}·t, where t is 0 at the first step`
        : 'the learning rate is divided by t',
  hint: 'Who is to lower the learning rate: the update rule, or whoever calls it?',
  rare: true,
  apply: (point) =>
    point.schedule === 'constant'
      ? (['inverse-root', 'inverse'] as const).map((schedule) => ({ ...point, schedule }))
      : [],
};
