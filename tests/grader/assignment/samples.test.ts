import { describe, expect, test } from '@jest/globals';
import type { StoredReport } from '../../../contract/report.ts';
import { findSamples, overallVerdict } from '../../../grader/assignment/samples.ts';
import type { Verdict } from '../../../grader/core/terms.ts';

test('samples are found by their folders', () => {
  const paths = [
    'solution/optim.py',
    'solution/notes.md',
    'solution/old/optim.py',
    'samples/partially_accepted/half.py',
    'questions/adam/samples/wrong_answer/climbs.js',
    'questions/adam/samples/wrong_answer/README.md',
    'questions/adam/statement.md',
    'starter/optim.py',
  ];
  expect(findSamples(new Map(paths.map((path) => [path, ''])))).toEqual([
    { path: 'solution/optim.py', expected: 'accepted' },
    { path: 'samples/partially_accepted/half.py', question: undefined, expected: 'partially_accepted' },
    { path: 'questions/adam/samples/wrong_answer/climbs.js', question: 'adam', expected: 'wrong_answer' },
  ]);
});

describe('the verdict of several questions together', () => {
  const report = (...questions: [Verdict, number][]): StoredReport => ({
    assignment: 'a',
    score: questions.reduce((sum, [, score]) => sum + score, 0),
    maxScore: questions.length,
    durationMs: 0,
    questions: questions.map(([verdict, score], index) => ({
      id: `q${index}`,
      verdict,
      score,
      maxScore: 1,
      tests: [],
      diagnosis: null,
    })),
    language: 'python',
    plots: {},
    output: {},
  });

  test.each<[Verdict, [Verdict, number][]]>([
    [
      'accepted',
      [
        ['accepted', 1],
        ['accepted', 1],
      ],
    ],
    [
      'partially_accepted',
      [
        ['accepted', 1],
        ['runtime_error', 0],
      ],
    ],
    [
      'invalid_submission',
      [
        ['invalid_submission', 0],
        ['invalid_submission', 0],
      ],
    ],
    [
      'runtime_error',
      [
        ['runtime_error', 0],
        ['wrong_answer', 0],
      ],
    ],
    ['time_limit_exceeded', [['time_limit_exceeded', 0.2]]],
  ])('%s', (verdict, questions) => expect(overallVerdict(report(...questions))).toBe(verdict));
});
