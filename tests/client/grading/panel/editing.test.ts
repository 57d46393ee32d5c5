import { expect, test } from '@jest/globals';
import { toggleItem, UNGRADED } from '../../../../client/src/features/grading/grade/gradeState.ts';
import {
  asSeen,
  changedTo,
  editedBy,
  leftBy,
  mineOver,
  NO_CHANGES,
  savedBy,
  type Looked,
} from '../../../../client/src/features/grading/panel/editing.ts';
import type { Grade, RubricItem } from '../../../../contract/grading.ts';

const EMMY = { id: '00000000-0000-4000-8000-000000000002', name: 'Emmy Noether' };
const full = { ...UNGRADED, fullMarks: true };
const theirs: Grade = {
  ...full,
  ...{ kind: 'grade', score: 1, carried: null, gradedBy: EMMY, gradedAt: '2026-12-03T19:30:00.000Z' },
  ...{ groupName: null, from: null, revision: 9 },
};
const ungraded: Looked = { answer: { grade: null, rule: null, rubric: [] }, pending: null, arrived: null };
const graded: Looked = { ...ungraded, answer: { ...ungraded.answer, grade: theirs } };
const pendingAs = (state: NonNullable<Looked['pending']>['state']): Looked['pending'] => ({
  ...{ userId: 'ada', submissionId: 's1', question: 'adam', page: '/s1' },
  ...{ grade: { ...full, comment: 'Mine.' }, baseRevision: 3, state },
});
const written = { ...full, comment: 'Mine, and more.' };

test('what was changed since both graded is what is kept over theirs', () => {
  const looked = { ...graded, pending: pendingAs({ kind: 'conflict', theirs }) };
  const changes = changedTo(NO_CHANGES, written, looked);
  expect(mineOver(changes, looked, theirs)).toEqual({ grade: written, baseRevision: 9 });
});

test('what a key does is done to what had been there to see: a decision that has only just come stands beside it', () => {
  const [item, full1] = ['10000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000002'];
  const rubric = [item, full1].map((id, at) => ({ id, key: at + 1, group: null }) as unknown as RubricItem);
  const withItem: Grade = { ...theirs, fullMarks: false, appliedItemIds: [item!] };
  const looked = { ...graded, answer: { ...graded.answer, grade: withItem, rubric } };
  // The other item, pressed upon an answer without a grade.
  const at = asSeen(looked, null);
  const changes = changedTo(NO_CHANGES, toggleItem(editedBy(NO_CHANGES, at).grade, full1!, rubric), at);
  expect(editedBy(changes, looked)).toMatchObject({ grade: { appliedItemIds: [full1] }, theirs: withItem });
  expect(savedBy(changes, looked, null)).toBeNull();
  // Nor is theirs put away by a key that was pressed as it came.
  expect(mineOver(changes, looked, null)).toBeNull();
  expect(mineOver(changes, looked, withItem)).toMatchObject({ baseRevision: 9 });
  // The very item that a colleague has put on is not taken off again: both have decided the same.
  const same = changedTo(NO_CHANGES, toggleItem(editedBy(NO_CHANGES, at).grade, item!, rubric), at);
  expect(editedBy(same, looked).grade.appliedItemIds).toEqual([item]);
});

test('who moves on from a decision that somebody made otherwise loses no word: the server refuses it, which is told', () => {
  const changes = changedTo(NO_CHANGES, written, ungraded);
  expect(editedBy(changes, graded).theirs).toEqual(theirs);
  expect(savedBy(changes, graded, null)).toBeNull();
  expect(leftBy(changes, graded)).toEqual({ grade: written, baseRevision: 0 });
  const looked = { ...graded, pending: pendingAs({ kind: 'conflict', theirs }) };
  expect(leftBy(changedTo(NO_CHANGES, written, looked), looked)).toEqual({ grade: written, baseRevision: 3 });
  expect(leftBy(NO_CHANGES, looked)).toBeNull();
});

test('words beside no decision are sent by moving on and refused, rather than dropped', () => {
  const undecided = { ...UNGRADED, comment: 'Why this?' };
  expect(savedBy(changedTo(NO_CHANGES, undecided, graded), graded, theirs)).toBeNull();
  expect(leftBy(changedTo(NO_CHANGES, undecided, graded), graded)).toEqual({
    grade: undecided,
    baseRevision: 9,
  });
  expect(leftBy(changedTo(NO_CHANGES, UNGRADED, graded), graded)).toBeNull();
});

test('what was refused is sent again on the decision that it was made on, whatever was read since', () => {
  const looked = { ...graded, pending: pendingAs({ kind: 'refused', message: 'An item was archived.' }) };
  expect(savedBy(NO_CHANGES, looked, null)?.baseRevision).toBe(3);
  expect(leftBy(NO_CHANGES, looked)).toBeNull();
});

test('changes to one’s own decision that was on its way follow it, and no colleague’s that came behind it', () => {
  const looked = { ...ungraded, pending: pendingAs({ kind: 'sending' }) };
  const changes = changedTo(NO_CHANGES, written, looked);
  expect(savedBy(changes, looked, null)?.baseRevision).toBe(3);
  // It has arrived, and the page has not read it yet.
  const arrived = { ...ungraded, arrived: 7 };
  expect(editedBy(changes, arrived).theirs).toBeUndefined();
  expect(savedBy(changes, arrived, null)?.baseRevision).toBe(7);
  // A colleague has graded since.
  expect(editedBy(changes, { ...graded, arrived: 7 }).theirs).toEqual(theirs);
  expect(savedBy(changes, { ...graded, arrived: 7 }, null)).toBeNull();
});

test('what the rule has prepared is saved upon what was there to see: a decision that has only just come is beside it', () => {
  const id = '10000000-0000-4000-8000-000000000001';
  const rule = { deduct: true, right: false, suggestedItemId: id } as unknown as Looked['answer']['rule'];
  const rubric = [{ id, key: 1, group: null } as unknown as RubricItem];
  const looked = { ...graded, answer: { ...graded.answer, rule, rubric } };
  expect(savedBy(NO_CHANGES, looked, null)).toMatchObject({
    grade: { appliedItemIds: [id] },
    baseRevision: 0,
  });
  // Beside one that was read nothing is prepared.
  expect(savedBy(NO_CHANGES, looked, theirs)).toBeNull();
});
