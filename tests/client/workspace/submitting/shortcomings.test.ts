import { describe, expect, test } from '@jest/globals';
import {
  readAnswer,
  shortcomings,
} from '../../../../client/src/features/workspace/submitting/shortcomings.ts';
import type { AssignmentView } from '../../../../contract/assignments.ts';
import { LENIENT } from '../../../../contract/policy.ts';

const PARTS = ['Context', 'Plot', 'Observation', 'Interpretation'];
const question = { kind: 'written' as const, points: 1, statement: '', ruleAdvice: null, figure: null };
const assignment: AssignmentView = {
  slug: 'sheet',
  title: 'Sheet',
  short: 'Sheet',
  dueAt: '2021-02-17T19:30:00.000Z',
  extension: null,
  gradesReleasedAt: null,
  rule: {
    opensAt: null,
    inTimeUntil: '2026-12-01T19:30:00.000Z',
    acceptedUntil: null,
    releasesAt: null,
    late: LENIENT,
    moved: [],
  },
  lateDays: null,
  state: 'open',
  groupMax: 1,
  resubmission: { until: 'released', endsAt: null, counts: 'last' },
  maxScore: 3,
  version: 1,
  hasWritten: true,
  hasCode: false,
  figures: [],
  introduction: '',
  macros: {},
  blocks: [{ directions: '', questions: ['one', 'figure', 'short'] }],
  questions: [
    { ...question, id: 'one', label: '1', title: 'First', parts: [], maxWords: null },
    { ...question, id: 'figure', label: '3', title: 'Figure', parts: PARTS, maxWords: null },
    { ...question, id: 'short', label: null, title: 'Short', parts: [], maxWords: 3 },
  ],
  submission: null,
  starter: {},
};

const three =
  '**Context.** They train a net.\n\n**Plot.** Loss by epoch.\n\n## Observation\n\nAdam falls first.';

describe('what an answer lacks', () => {
  test('parts are found by heading', () => {
    expect(readAnswer({ parts: PARTS }, three).missing).toEqual(['Interpretation']);
  });

  test('parts are found by what is said', () => {
    const said = `${three}\n\nThis suggests that adaptive steps help.`;
    expect(readAnswer({ parts: PARTS }, said)).toMatchObject({ missing: [], unheaded: ['Interpretation'] });
  });

  test('a heading with nothing under it is no part', () => {
    expect(readAnswer({ parts: ['Context'] }, '**Context.**').missing).toEqual(['Context']);
  });
});

describe('before submission', () => {
  test('missing parts and long answers are named', () => {
    expect(shortcomings(assignment, { one: 'x', figure: three, short: 'one two $x$ four' })).toEqual([
      'Question 3 lacks: Interpretation',
      'Short has 4 words, at most 3 are asked for',
    ]);
  });

  test('nothing is said of whole answers and of empty ones', () => {
    const whole = `${three}\n\n**Interpretation.** It works.`;
    expect(shortcomings(assignment, { one: '', figure: whole, short: 'one two three' })).toEqual([]);
    expect(shortcomings(assignment, { figure: ' ', short: '' })).toEqual([]);
  });
});
