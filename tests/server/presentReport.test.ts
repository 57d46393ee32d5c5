/** What a question says before its due time, by its author's choice; as values, without a server. */
import { describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition, OptimizerQuestion } from '../../contract/assignment.ts';
import type { StoredReport } from '../../contract/report.ts';
import { presentReport } from '../../server/features/submissions/presentReport.ts';
import type { Reader } from '../../server/features/submissions/presentReport.ts';

const dueAt = new Date('2026-12-01T19:30:00Z');
const reader: Reader = { isStaff: false, now: new Date('2026-12-01T00:00:00Z'), dueAt, released: false };

function definitionWith(diagnosis: OptimizerQuestion['diagnosis']): AssignmentDefinition {
  const question = {
    kind: 'optimizer',
    id: 'adam',
    points: 1,
    diagnosis,
  } as AssignmentDefinition['questions'][number];
  return { questions: [question] } as AssignmentDefinition;
}

const stored: StoredReport = {
  assignment: 'code',
  score: 0,
  maxScore: 1,
  durationMs: 5,
  language: 'python',
  questions: [
    {
      id: 'adam',
      verdict: 'wrong_answer',
      score: 0,
      maxScore: 1,
      tests: [
        {
          id: 'shown',
          title: 'Shown',
          status: 'failed',
          score: 0,
          maxScore: 1,
          visibility: 'visible',
          message: 'step 3: expected 0.48, found 0.47',
        },
        // Advice: no points, so that its being withheld keeps no score secret.
        {
          id: 'tip',
          title: 'Tip',
          status: 'failed',
          score: 0,
          maxScore: 0,
          visibility: 'hidden',
          message: 'tip',
        },
      ],
      diagnosis: {
        optimizer: 'adam',
        conventions: [],
        faults: ['no-second-bias-correction'],
        message: 'No second …',
      },
    },
  ],
  plots: { adam: ['shown', 'tip'].map((testId) => ({ testId }) as StoredReport['plots'][string][number]) },
  output: { adam: 'hello' },
};

const present = (diagnosis: OptimizerQuestion['diagnosis'], as: Partial<Reader> = {}) => {
  const report = presentReport(stored, definitionWith(diagnosis), { ...reader, ...as });
  const [question] = report.questions;
  return {
    score: report.score,
    tests: question?.tests.map(({ id }) => id),
    message: question?.tests[0]?.message,
    diagnosis: question?.diagnosis?.message ?? null,
    plots: question?.plots.map(({ testId }) => testId),
    output: question?.output,
  };
};
const all = { score: 0, tests: ['shown', 'tip'], message: 'step 3: expected 0.48, found 0.47' };

describe('before the due time a student sees', () => {
  const common = { score: 0, tests: ['shown'], output: '' };

  test('the whole diagnosis', () => {
    expect(present('full')).toEqual({
      ...common,
      message: all.message,
      diagnosis: 'No second …',
      plots: ['shown'],
    });
  });
  test('only where the trajectories part', () => {
    expect(present('where')).toEqual({ ...common, message: all.message, diagnosis: null, plots: ['shown'] });
  });
  test('only what passed', () => {
    expect(present('none')).toEqual({ ...common, message: '', diagnosis: null, plots: [] });
  });
});

test('after the due time the diagnosis is there, whatever was chosen; hidden tests are not', () => {
  const late = present('none', { now: new Date('2026-12-01T19:30:01Z') });
  expect(late).toMatchObject({ tests: ['shown'], diagnosis: 'No second …', plots: ['shown'] });
});

test('staff see all of it at any time', () => {
  const seen = { ...all, diagnosis: 'No second …', plots: ['shown', 'tip'], output: 'hello' };
  expect(present('none', { isStaff: true })).toEqual(seen);
});
