import { beforeEach, expect, test } from '@jest/globals';
import { ApiError } from '../../../../client/src/api/ApiError.ts';
import { GradeOutbox } from '../../../../client/src/features/grading/grade/GradeOutbox.ts';
import { UNGRADED, type GradeState } from '../../../../client/src/features/grading/grade/gradeState.ts';
import type { KeptGrade } from '../../../../client/src/features/grading/grade/keptGrades.ts';
import type { Grade } from '../../../../contract/grading.ts';

const ADA = { id: '00000000-0000-4000-8000-000000000001', name: 'Ada Lovelace' };
const EMMY = { id: '00000000-0000-4000-8000-000000000002', name: 'Emmy Noether' };

const words = (comment: string): GradeState => ({ ...UNGRADED, fullMarks: true, comment });
const given = (comment: string, baseRevision = 0): KeptGrade => ({
  ...{ userId: ADA.id, submissionId: 's1', question: 'adam', page: '/s1' },
  ...{ grade: words(comment), baseRevision },
});
const stored = (comment: string, revision: number, gradedBy = ADA): Grade => ({
  ...words(comment),
  ...{ kind: 'grade', score: 1, carried: null, gradedBy, gradedAt: '2026-12-03T19:30:00.000Z' },
  ...{ groupName: null, from: null, revision },
});
const conflict = (theirs: Grade) => new ApiError('grade_conflict', 'Meanwhile.', { theirs });

/** Requests that have not been answered, the first one first. */
let asked: {
  grade: KeptGrade;
  answer: (grade: Grade) => Promise<void>;
  refuse: (error: ApiError) => Promise<void>;
}[];
let device: string[];
let outbox: GradeOutbox;

const soon = () => new Promise<void>((resolve) => setTimeout(resolve));

beforeEach(() => {
  asked = [];
  device = [];
  outbox = new GradeOutbox({
    send: (grade) =>
      new Promise((resolve, reject) => {
        asked.push({
          grade,
          answer: (saved) => (resolve(saved), soon()),
          refuse: (error) => (reject(error), soon()),
        });
      }),
    keep: ({ grade }) => void device.push(grade.comment),
    forget: ({ grade }) => void (device = device.filter((each) => each !== grade.comment)),
    onChange: () => undefined,
    onSaved: () => undefined,
    onStuck: () => undefined,
    againMs: 5,
  });
});

const state = () => outbox.find('s1', 'adam')?.state;
const sentWords = () => asked.map(({ grade }) => [grade.grade.comment, grade.baseRevision]);

test('of one answer there is one on its way, also where the network returns meanwhile', async () => {
  void outbox.send(given('A'));
  void outbox.send(given('B'));
  outbox.retry();
  void outbox.send(given('C'));
  expect(sentWords()).toEqual([['A', 0]]);
  await asked[0]!.answer(stored('A', 7));
  expect(sentWords()).toEqual([
    ['A', 0],
    ['C', 7],
  ]);
  await asked[1]!.answer(stored('C', 8));
  expect(outbox.list()).toEqual([]);
  expect(device).toEqual([]);
  expect(outbox.arrived('s1', 'adam')).toBe(8);
});

test('a lost answer to an earlier one is no decision of somebody else', async () => {
  void outbox.send(given('A'));
  void outbox.send(given('B'));
  await asked[0]!.refuse(new ApiError('unreachable', 'Lost.'));
  outbox.retry();
  await asked[1]!.refuse(conflict(stored('A', 7)));
  expect(sentWords().at(-1)).toEqual(['B', 7]);
  await asked[2]!.answer(stored('B', 8));
  expect(outbox.list()).toEqual([]);
});

test('a colleague’s decision is told of whatever took the place of the one that met it', async () => {
  void outbox.send(given('A'));
  void outbox.send(given('B'));
  const theirs = stored('Mine', 7, EMMY);
  await asked[0]!.refuse(conflict(theirs));
  expect(state()).toEqual({ kind: 'conflict', theirs });
  expect(device).toEqual(['B']);
});

test('a refusal of an earlier one says nothing about what took its place', async () => {
  void outbox.send(given('A'));
  void outbox.send(given('B'));
  await asked[0]!.refuse(new ApiError('unacceptable', 'An item was archived.'));
  expect(sentWords().at(-1)).toEqual(['B', 0]);
  await asked[1]!.answer(stored('B', 7));
  expect(outbox.list()).toEqual([]);
});

test('what a server that answers could not take at this moment is sent again by itself', async () => {
  void outbox.send(given('A'));
  await asked[0]!.refuse(new ApiError('unavailable', 'Somebody changed the same at this moment.'));
  expect(state()).toEqual({ kind: 'waiting' });
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(asked).toHaveLength(2);
  await asked[1]!.answer(stored('A', 7));
  expect(outbox.list()).toEqual([]);
});

test('what took the place of one that an earlier page has left is alone on the device', () => {
  void outbox.send(given('A'));
  void outbox.send(given('B'));
  expect(device).toEqual(['B']);
});
