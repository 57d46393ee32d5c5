import { expect, test } from '@jest/globals';
import { reportWords } from '../../../client/src/features/code/trainingWords.ts';

test.each([
  [2, 0, null],
  [20, 0, 'The report comes in about 20 s. You may close this page.'],
  [47, 20, 'The report comes in about 30 s. You may close this page.'],
  [200, 0, 'The report comes in about 3 min. You may close this page.'],
  [20, 30, 'The report comes in a few seconds. You may close this page.'],
  [20, 41, 'It takes longer than it did lately. You may close this page.'],
  [2, 60, 'It takes longer than it did lately. You may close this page.'],
])('of %i seconds, after %i', (seconds, waited, words) => expect(reportWords(seconds, waited)).toBe(words));
