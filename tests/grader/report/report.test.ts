import { describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { StoredReport } from '../../../contract/report.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { toGradescope } from '../../../grader/report/gradescope.ts';
import { toText } from '../../../grader/report/text.ts';
import { filesWith, RMSPROP_YAML } from '../assignment/files.ts';

const report: StoredReport = {
  assignment: 'optimizers',
  score: 0.75,
  maxScore: 1,
  durationMs: 250,
  questions: [
    {
      id: 'rmsprop',
      verdict: 'partially_accepted',
      score: 0.75,
      maxScore: 1,
      tests: [
        {
          id: 'ten-steps',
          title: 'Ten steps',
          status: 'passed',
          score: 0.75,
          maxScore: 0.75,
          visibility: 'visible',
          message: '',
        },
        {
          id: 'written-out',
          title: 'Written-out gradients',
          status: 'error',
          score: 0,
          maxScore: 0.25,
          visibility: 'after_due_date',
          message: 'step 1: KeyError',
        },
      ],
      diagnosis: {
        optimizer: 'rmsprop',
        conventions: ['epsilon-outside-root'],
        faults: ['wrong-default'],
        message: 'This is RMSProp, but epsilon is 1.',
      },
    },
  ],
  language: 'python',
  plots: {},
  output: {},
};

const definitionWith = (diagnosis: string): AssignmentDefinition =>
  loadAssignment(
    filesWith({ 'questions/rmsprop/question.yaml': `${RMSPROP_YAML}diagnosis: ${diagnosis}\n` }),
    'optimizers',
  ).definition!;

describe('Gradescope', () => {
  test('gets its own field names, and nothing beside them', () => {
    expect(toGradescope(report, definitionWith('full'))).toEqual({
      score: 0.75,
      execution_time: 0.25,
      output: 'rmsprop: partially_accepted. This is RMSProp, but epsilon is 1.',
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
    expect(where.output).toBe('rmsprop: partially_accepted');
    expect(where.tests[1]!.output).toBe('step 1: KeyError');
    const none = toGradescope(report, definitionWith('none'));
    expect(none.output).toBe('rmsprop: partially_accepted');
    expect(none.tests[1]!.output).toBe('');
  });
});

test('at a terminal: verdict, diagnosis, then the tests', () => {
  expect(toText(report)).toBe(`rmsprop  partially_accepted  0.75/1
  This is RMSProp, but epsilon is 1.
  ✓ Ten steps  0.75/0.75
  ✕ Written-out gradients  0/0.25
      step 1: KeyError

optimizers: 0.75 of 1`);
});
