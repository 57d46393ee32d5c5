import { expect, test } from '@jest/globals';
import type { QuestionFeedback } from '../../../contract/feedback.ts';
import { lostMarks, nextLost } from '../../../client/src/features/feedback/lostMarks.ts';

const feedback = (question: string, score: number | null): QuestionFeedback => ({
  question,
  score,
  maxScore: 1,
  asked: true,
  state: 'graded',
  answer: '',
  rubricItems: [],
  adjustment: 0,
  comment: '',
  inlineComments: [],
  from: null,
  gradedText: null,
  rule: null,
  report: null,
});
const questions = [feedback('a', 1), feedback('b', 0.5), feedback('c', null), feedback('d', 0)];

test('marks are lost where a known score is below the most possible', () => {
  expect(lostMarks({ questions })).toEqual(['b', 'd']);
});

test('a failed test is a lost mark while the score is withheld', () => {
  const report = (status: 'passed' | 'failed', maxScore: number): QuestionFeedback['report'] => ({
    id: 'a',
    verdict: null,
    score: null,
    maxScore: 1,
    tests: [{ id: 't', title: 'T', status, score: 0, maxScore, visibility: 'visible', message: '' }],
    diagnosis: null,
    causes: [],
    withheld: { afterDueDate: 1, afterPublished: 0, hidden: 0 },
    plots: [],
    output: '',
  });
  const withheld = [
    { ...feedback('a', null), report: report('passed', 1) },
    { ...feedback('b', null), report: report('failed', 1) },
    { ...feedback('c', null), report: report('failed', 0) },
  ];
  expect(lostMarks({ questions: withheld })).toEqual(['b']);
});

test('from each lost mark to the next, and round', () => {
  const lost = lostMarks({ questions });
  expect(nextLost(lost, { questions }, null)).toBe('b');
  expect(nextLost(lost, { questions }, 'b')).toBe('d');
  expect(nextLost(lost, { questions }, 'c')).toBe('d');
  expect(nextLost(lost, { questions }, 'd')).toBe('b');
  expect(nextLost([], { questions }, null)).toBeNull();
});
