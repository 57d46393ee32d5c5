import { expect, test } from '@jest/globals';
import type { AssignmentRow } from '../../../contract/assignments.ts';
import { firstSteps } from '../../../client/src/features/sets/firstSteps.ts';

type Mine = Partial<NonNullable<AssignmentRow['mine']>>;

const row = (mine: Mine | null, more: Partial<AssignmentRow> = {}): AssignmentRow =>
  ({
    slug: 'day-08',
    hasWritten: true,
    groupMax: 3,
    mine: mine && { progress: 'not_started', members: [], submission: null, ...mine },
    counts: null,
    ...more,
  }) as AssignmentRow;

const SUBMISSION = { id: 's', number: 1, submittedAt: '2026-12-01T12:00:00.000Z', late: false };
const BOTH = ['ada', 'emmy'].map((id) => ({ id, name: id }));

const doneOf = (steps: ReturnType<typeof firstSteps>): string[] =>
  steps.flatMap(({ title, done }) => (done ? [title] : []));

test.each<[string, Mine, string[]]>([
  ['has done nothing', {}, []],
  ['writes', { progress: 'draft', members: BOTH.slice(0, 1) }, ['Write an answer']],
  ['is in a group', { members: BOTH }, ['Find your group']],
  [
    'has handed in alone',
    { progress: 'submitted', submission: SUBMISSION },
    ['Write an answer', 'Find your group', 'Hand it in'],
  ],
])('a student who %s', (_, mine, done) => {
  const rows = [row(mine), row({})];
  const steps = firstSteps('student', rows, { next: rows[0]! });
  expect(steps.map(({ title }) => title)).toEqual(['Write an answer', 'Find your group', 'Hand it in']);
  expect(doneOf(steps)).toEqual(done);
  expect(new Set(steps.map(({ path }) => path))).toEqual(new Set(['sets/day-08']));
});

test('where work is done alone nobody is sent to find a group, and code is written on its own page', () => {
  const rows = [row({}, { groupMax: 1, hasWritten: false })];
  const steps = firstSteps('student', rows, { next: rows[0]! });
  expect(steps.map(({ title, path }) => [title, path])).toEqual([
    ['Write an answer', 'sets/day-08/code'],
    ['Hand it in', 'sets/day-08/code'],
  ]);
});

test('a TA is sent to the answers that wait, and nowhere while none do', () => {
  const waiting = row(null, { counts: { ungradedAnswers: 3 } as never });
  expect(firstSteps('ta', [waiting], { next: null }).map(({ path }) => path)).toEqual(['grade', 'grade']);
  expect(firstSteps('ta', [], { next: null }).map(({ path }) => path)).toEqual([null, null]);
  expect(doneOf(firstSteps('ta', [waiting], { next: null, graded: 1 }))).toEqual(['Grade an answer']);
});

test('an observer is shown what to read', () => {
  expect(firstSteps('observer', [row(null)], { next: null }).map(({ path }) => path)).toEqual([
    'results',
    'requests',
  ]);
});
