import { expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import type * as keptGrades from '../../../../client/src/features/grading/grade/keptGrades.ts';
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

test('what another tab has decided about the same answer is neither written over nor taken away', async () => {
  const device = new IDBFactory();
  await openKept('ada', device);
  keepGrade(given());
  const path = '../../../../client/src/features/grading/grade/keptGrades.ts?tab=2';
  const tab = (await import(path)) as typeof keptGrades;
  await tab.openKept('ada', device);
  const other = given({ grade: { ...UNGRADED, comment: 'Why?' } });
  tab.keepGrade(other);
  forgetGrade(given());
  expect(await openKept('ada', device)).toEqual([other]);
  // This one takes over what the other has left.
  forgetGrade(other);
  expect(await openKept('ada', device)).toEqual([]);
});

test('what is decided while the device is still being opened is kept, and is nothing that an earlier page has left', async () => {
  const device = new IDBFactory();
  const path = '../../../../client/src/features/grading/grade/keptGrades.ts?early';
  const early = (await import(path)) as typeof keptGrades;
  const opened = early.openKept('ada', device);
  early.keepGrade(given());
  expect(await opened).toEqual([]);
  expect(await openKept('ada', device)).toEqual([given()]);
});
