import { describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { GradedReport, GradeRecord, TestResult } from '../../../contract/report.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { toGradescope } from '../../../grader/report/gradescope.ts';
import { reportSeen, type Seeing } from '../../../grader/report/reportSeen.ts';
import { toText } from '../../../grader/report/text.ts';
import { filesWith, RMSPROP_YAML } from '../assignment/files.ts';

const passed: TestResult = {
  id: 'ten-steps',
  title: 'Ten steps',
  status: 'passed',
  score: 0.75,
  maxScore: 0.75,
  visibility: 'visible',
  message: '',
};
const raised: TestResult = {
  id: 'written-out',
  title: 'Written-out gradients',
  status: 'error',
  score: 0,
  maxScore: 0.25,
  visibility: 'after_due_date',
  message: 'step 1: KeyError',
};
const diagnosisSaying = (message: string) => ({
  optimizer: 'rmsprop',
  conventions: ['epsilon-outside-root' as const],
  faults: ['wrong-default' as const],
  message,
});

function recordOf(tests: TestResult[], durationMs: number, message: string): GradeRecord {
  const score = tests.reduce((sum, test) => sum + test.score, 0);
  const question = {
    id: 'rmsprop',
    verdict: tests.length > 1 ? ('partially_accepted' as const) : ('accepted' as const),
    score,
    maxScore: 1,
    tests,
    diagnosis: diagnosisSaying(message),
    causes: ['wrong-default' as const],
    plots: [],
    output: '',
  };
  return {
    assignment: 'optimizers',
    score,
    maxScore: 1,
    durationMs,
    questions: [question],
    language: 'python',
  };
}

const report: GradedReport = {
  format: 2,
  whole: recordOf([passed, raised], 400, 'This is RMSProp, but epsilon is 1 in a test that is withheld.'),
  views: { visible: recordOf([passed], 250, 'This is RMSProp, but epsilon is 1.') },
};

const definitionWith = (diagnosis: string): AssignmentDefinition =>
  loadAssignment(
    filesWith({
      'questions/rmsprop/question.yaml': `${RMSPROP_YAML.replace('points: 0.25\n', 'points: 0.25\n    visibility: after_due_date\n')}diagnosis: ${diagnosis}\n`,
    }),
    'optimizers',
  ).definition!;

describe('Gradescope', () => {
  test('gets its own field names, and nothing beside them', () => {
    expect(toGradescope(report, definitionWith('full'))).toEqual({
      score: 0.75,
      execution_time: 0.25,
      output: 'rmsprop: Score after the due time. This is RMSProp, but epsilon is 1.',
      output_format: 'text',
      tests: [
        {
          name: 'rmsprop: Ten steps',
          number: '1.1',
          score: 0.75,
          max_score: 0.75,
          status: 'passed',
          output: '',
          output_format: 'text',
          tags: ['rmsprop'],
          visibility: 'visible',
        },
        {
          name: 'rmsprop: Written-out gradients',
          number: '1.2',
          score: 0,
          max_score: 0.25,
          status: 'failed',
          output: 'step 1: KeyError',
          output_format: 'text',
          tags: ['rmsprop'],
          visibility: 'after_due_date',
        },
      ],
      extra_data: {
        assignment: 'optimizers',
        questions: [{ id: 'rmsprop', verdict: 'partially_accepted', faults: ['wrong-default'] }],
      },
    });
  });

  test('is told no more of a diagnosis than the author lets students see', () => {
    const where = toGradescope(report, definitionWith('where'));
    expect(where.output).toBe('rmsprop: Score after the due time');
    expect(where.tests[1]!.output).toBe('step 1: KeyError');
    const none = toGradescope(report, definitionWith('none'));
    expect(none.output).toBe('rmsprop: Score after the due time');
    expect(none.tests[1]!.output).toBe('');
  });
});

describe('at a terminal', () => {
  const shown = (seeing: Seeing) =>
    toText({ assignment: 'optimizers', ...reportSeen(report, definitionWith('full'), seeing)! });

  test('verdict, diagnosis, then the tests', () => {
    expect(shown({ widest: 'hidden', released: true })).toBe(`rmsprop  partially_accepted  0.75/1
  This is RMSProp, but epsilon is 1 in a test that is withheld.
  ✓ Ten steps  0.75/0.75
  ✕ Written-out gradients  0/0.25
      step 1: KeyError

optimizers: 0.75 of 1`);
  });

  test('of a student’s view what they see, and how much they do not', () => {
    expect(shown({ widest: 'visible', released: false })).toBe(`rmsprop  Score after the due time
  This is RMSProp, but epsilon is 1.
  ✓ Ten steps  0.75/0.75
  … 1 more shown after the due time

optimizers: 1 points in all`);
  });
});
