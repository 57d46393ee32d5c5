import { expect, test } from '@jest/globals';
import type { AssignmentView, PublicQuestion } from '../../../../contract/assignments.ts';
import { setChanges } from '../../../../client/src/features/workspace/head/setChanges.ts';

const question = (id: string, more: Partial<PublicQuestion> = {}) =>
  ({
    id,
    kind: 'written',
    label: null,
    title: id,
    points: 1,
    statement: `About ${id}`,
    ...more,
  }) as PublicQuestion;

const set = (questions: PublicQuestion[], more: Partial<AssignmentView> = {}) =>
  ({
    questions,
    blocks: [{ directions: '', questions: questions.map(({ id }) => id) }],
    introduction: '',
    starter: {},
    submission: null,
    dueAt: '2026-12-03T19:30:00.000Z',
    version: 1,
    ...more,
  }) as AssignmentView;

const said = (before: AssignmentView, after: AssignmentView) =>
  setChanges(before, after).map(({ words }) => words);

test('whoever writes is told what is not asked any more, what is new, and what is to be read again', () => {
  const before = set([question('Momentum', { label: '1' }), question('AdaGrad'), question('Adam')]);
  const after = set(
    [
      question('Momentum', { label: '1', statement: 'Who invented it?' }),
      question('Adam', { points: 2 }),
      question('Lion'),
    ],
    { dueAt: '2026-12-04T19:30:00.000Z', version: 2 },
  );
  expect(said(before, after)).toEqual([
    'The due time has changed:',
    'AdaGrad is not asked any more.',
    '1 · Momentum has another wording. Read it again.',
    'Adam is worth 2 points instead of 1.',
    'Lion is new.',
  ]);
});

test('what changes nothing for them is not said', () => {
  const before = set([question('Momentum')]);
  expect(said(before, set([question('Momentum')], { version: 2, gradesReleasedAt: before.dueAt }))).toEqual(
    [],
  );
  expect(said(before, set([question('Momentum')], { introduction: 'Read first.' }))).toEqual([
    'The text around the questions has changed.',
  ]);
});
