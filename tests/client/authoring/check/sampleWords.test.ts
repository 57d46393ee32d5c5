import { expect, test } from '@jest/globals';
import {
  decidesSamples,
  pauseMs,
  samplesWords,
} from '../../../../client/src/features/authoring/check/sampleWords.ts';

const sample = (complaint: string | null) => ({
  path: 'solution/optim.py',
  expected: 'accepted',
  result: complaint === null ? null : { verdict: 'accepted' as const, score: 1, maxScore: 1, complaint },
});

test('the next sample is asked for at once, later, or not by itself', () => {
  expect(pauseMs({ left: 1, wait: null })).toBe(0);
  expect(pauseMs({ left: 1, wait: { kind: 'resting', seconds: 1.2 } })).toBe(1200);
  expect(pauseMs({ left: 1, wait: { kind: 'busy', waiting: 3, seconds: 3 } })).toBe(3000);
  expect(pauseMs({ left: 1, wait: { kind: 'lost' } })).toBeNull();
  expect(pauseMs({ left: 0, wait: null })).toBeNull();
});

test('how far they are, and whether all got what they must', () => {
  expect(samplesWords([sample(''), sample(null)])).toBe('Solution and samples: 1 of 2 have run.');
  expect(samplesWords([sample(''), sample('')])).toContain('2 of 2 got the verdict');
  expect(samplesWords([sample(''), sample('accepted expected')])).toContain('1 of 2 got another verdict');
});

test('statements and images give no sample another verdict; tests, data and programs may', () => {
  const decides = (path: string) => decidesSamples(path);
  expect(['questions/a/statement.md', 'images/a.png'].filter(decides)).toEqual([]);
  const deciding = [
    'assignment.yaml',
    'questions/a/question.yaml',
    'solution/a.py',
    'objectives/a.ts',
    'data/a.npz',
  ];
  expect(deciding.filter(decides)).toEqual(deciding);
});
