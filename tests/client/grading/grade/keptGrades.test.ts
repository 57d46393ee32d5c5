import { expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import { UNGRADED } from '../../../../client/src/features/grading/grade/gradeState.ts';
import {
  forgetGrade,
  keepGrade,
  openKept,
  type KeptGrade,
} from '../../../../client/src/features/grading/grade/keptGrades.ts';

const given = (part: Partial<KeptGrade> = {}): KeptGrade => ({
  ...{ userId: 'ada', submissionId: 's1', question: 'adam', page: '/c/x/grade/y/adam/s1' },
  ...{ grade: { ...UNGRADED, fullMarks: true }, baseRevision: 0 },
  ...part,
});

test('the next page has what was decided last about each answer, and nothing that has arrived', async () => {
  const device = new IDBFactory();
  expect(await openKept('ada', device)).toEqual([]);
  const second = given({ grade: { ...UNGRADED, comment: 'Why?' }, baseRevision: 1 });
  const other = given({ submissionId: 's2' });
  keepGrade(given());
  keepGrade(second);
  keepGrade(other);
  keepGrade(given({ question: 'sgd' }));
  forgetGrade(given({ question: 'sgd' }));
  expect(await openKept('ada', device)).toEqual([second, other]);
});

test('what one person decided is never sent by another, and a state is no part of it', async () => {
  const device = new IDBFactory();
  await openKept('ada', device);
  keepGrade({ ...given(), state: { kind: 'sending' } } as KeptGrade);
  expect(await openKept('emmy', device)).toEqual([]);
  keepGrade(given());
  expect(await openKept('emmy', device)).toEqual([]);
  expect(await openKept('ada', device)).toEqual([given()]);
});

test('without storage grades are sent as ever', async () => {
  expect(await openKept('ada', undefined as unknown as IDBFactory)).toEqual([]);
  expect(() => keepGrade(given())).not.toThrow();
});
