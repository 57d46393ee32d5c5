import type { Fault } from './fault.ts';

export const biasCorrectionAdded: Fault = {
  id: 'bias-correction-added',
  order: 112,
  meaning: 'the second moment is corrected for its start at zero, which this optimizer does not do',
  term: 'the bias corrections',
  short: 'with a bias correction that it does not have',
  difference: 'its second moment has a bias correction, which only later optimizers have',
  hint: 'Which of the algorithms of the reading makes up for moments that start at zero?',
  rubric: /\bbias(?:es|ed)?[- ]?(?:correct|\b)/i,
  rare: true,
  apply: (point) =>
    point.second?.kind === 'average' && !point.first && !point.secondCorrection && point.scale !== 'adadelta'
      ? [{ ...point, secondCorrection: true }]
      : [],
};
