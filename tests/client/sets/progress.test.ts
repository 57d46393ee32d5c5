import { expect, test } from '@jest/globals';
import type { AssignmentRow } from '../../../contract/assignments.ts';
import {
  actionOf,
  hasFeedback,
  isDue,
  nextToDo,
  progressOf,
} from '../../../client/src/features/sets/progress.ts';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const DUE = '2026-12-03T12:00:00Z';
type Mine = NonNullable<AssignmentRow['mine']>;

const row = (mine: Partial<Mine>, rest: Partial<AssignmentRow> = {}) =>
  ({
    dueAt: DUE,
    state: 'open',
    gradesReleasedAt: null,
    maxScore: 5,
    rule: { opensAt: null, acceptedUntil: null },
    resubmission: { until: 'released', endsAt: null, counts: 'last' },
    mine: {
      progress: 'submitted',
      submission: { id: 's', number: 2, submittedAt: DUE, late: false },
      changed: 0,
      score: null,
      ...mine,
    },
    ...rest,
  }) as AssignmentRow;

test('what changed since it was handed in never looks handed in', () => {
  const changed = row({ changed: 3 });
  expect(progressOf(changed)).toEqual({ kind: 'changed', word: '3 changed since submission 2' });
  expect(actionOf(changed, NOW)).toBe('Submit again');
  expect(nextToDo([row({}), changed], NOW)).toBe(changed);
  expect(progressOf(row({})).kind).toBe('submitted');
  expect(progressOf(row({ changed: 1, progress: 'released' })).kind).toBe('graded');
});

test.each<[string, Partial<AssignmentRow>, Partial<Mine>]>([
  [
    'the hard end',
    { rule: { opensAt: null, acceptedUntil: '2026-12-01T11:59:00Z' } as AssignmentRow['rule'] },
    {},
  ],
  [
    'the end of handing in again',
    { resubmission: { until: 'due', endsAt: '2026-12-01T11:00:00Z', counts: 'last' } },
    {},
  ],
  [
    'grading, where that ends it',
    { resubmission: { until: 'graded', endsAt: null, counts: 'last' } },
    { progress: 'graded' },
  ],
  ['archiving', { state: 'archived' }, {}],
])('after %s nobody is asked to submit again', (_, rest, mine) => {
  expect(actionOf(row({ changed: 1, ...mine }, rest), NOW)).toBe('Open');
});

test('a set whose grades came out before its due time is due for nobody, and leads to what there is to read', () => {
  const out = { gradesReleasedAt: '2026-11-30T12:00:00Z' };
  const partly = row({ changed: 2 }, out);
  expect(isDue(partly, NOW)).toBe(false);
  expect(actionOf(partly, NOW)).toBe('Read feedback');
  expect(progressOf(partly).kind).toBe('submitted');
  expect(nextToDo([row({ progress: 'draft', submission: null }, out)], NOW)).toBeNull();
  expect(hasFeedback(row({ progress: 'missing', submission: null }, out))).toBe(false);
  expect(isDue(row({}), NOW)).toBe(true);
});

test('a set of which nothing is taken any more is begun and continued by nobody', () => {
  const rule = { opensAt: null, acceptedUntil: '2026-12-01T11:59:59Z' } as AssignmentRow['rule'];
  for (const progress of ['not_started', 'draft', 'missing'] as const)
    expect(actionOf(row({ progress, submission: null }, { rule }), NOW)).toBe('Open');
  const later = { ...rule, acceptedUntil: '2026-12-01T12:00:01Z' };
  expect(actionOf(row({ progress: 'not_started', submission: null }, { rule: later }), NOW)).toBe('Start');
});

test.each(['hidden', 'archived'] as const)('a set that is %s is begun and continued by nobody', (state) => {
  for (const progress of ['not_started', 'draft'] as const)
    expect(actionOf(row({ progress, submission: null }, { state }), NOW)).toBe('Open');
});
