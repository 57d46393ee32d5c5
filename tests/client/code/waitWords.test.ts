import { expect, test } from '@jest/globals';
import { reportWords, progressWords } from '../../../client/src/features/code/trainingWords.ts';

test.each([
  [2, 0, null],
  [20, 0, 'The report comes in about 20 s. You may close this page.'],
  [47, 20, 'The report comes in about 30 s. You may close this page.'],
  [200, 0, 'The report comes in about 3 min. You may close this page.'],
  [20, 30, 'The report comes in a few seconds. You may close this page.'],
  [20, 41, 'It takes longer than it did lately. You may close this page.'],
  [2, 60, 'It takes longer than it did lately. You may close this page.'],
])('of %i seconds, after %i', (seconds, waited, words) => expect(reportWords(seconds, waited)).toBe(words));

test('how long a training still takes is said once it can be guessed', () => {
  const progress = {
    question: 'figure',
    curve: 'AdaGrad, without dropout',
    epoch: 1,
    done: 0.01,
    experiment: { epochs: 45 },
  } as Parameters<typeof progressWords>[0];
  expect(progressWords({ ...progress, secondsLeft: null })).toBe('AdaGrad, without dropout: epoch 1 of 45.');
  expect(progressWords({ ...progress, secondsLeft: 600 })).toBe(
    'AdaGrad, without dropout: epoch 1 of 45, about 10 min left in all.',
  );
});
