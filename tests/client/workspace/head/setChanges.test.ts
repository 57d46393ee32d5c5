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
    rule: {
      inTimeUntil: more.dueAt ?? '2026-12-03T19:30:00.000Z',
      acceptedUntil: null,
      late: { graceMinutes: 0, window: null, penalty: null, lateDays: null, missing: 'zero' },
    },
    lateDays: null,
    resubmission: { until: 'released', endsAt: null, counts: 'last' },
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

test('every rule that a score depends on is said when it is another one', () => {
  const before = set([question('Momentum')], { lateDays: { budget: 3, left: 3, used: 0 } });
  const { rule } = before;
  const late = (more: Partial<AssignmentView['rule']['late']>) => ({
    rule: { ...rule, late: { ...rule.late, ...more } },
  });
  const penalty = { percent: 10, per: 'day' as const, atMost: 50 };
  const others: [Partial<AssignmentView>, string][] = [
    [late({ penalty }), 'From now on late work loses 10 % of its points a day, at most 50 %.'],
    [late({ lateDays: 1 }), 'This set may use at most 1 late day now.'],
    [late({ missing: 'left_out' }), 'Whoever does not submit this set has it left out of the total.'],
    [
      { rule: { ...rule, inTimeUntil: '2026-12-03T19:45:00.000Z' } },
      'Up to 15 minutes after the due time is in time now.',
    ],
    [{ rule: { ...rule, acceptedUntil: '2026-12-05T19:30:00.000Z' } }, 'Work is taken until another time:'],
    [{ lateDays: { budget: 2, left: 2, used: 0 } }, 'Late days left: 2 of 2.'],
    [{ lateDays: null }, 'Late days are of no use here any more.'],
    [{ resubmission: { ...before.resubmission, counts: 'best' } }, 'Your best submission counts now.'],
    [
      { resubmission: { ...before.resubmission, until: 'due' } },
      'You can submit again until the set is due, and no longer.',
    ],
  ];
  for (const [change, words] of others)
    expect(said(before, set([question('Momentum')], { lateDays: before.lateDays, ...change }))).toEqual([
      words,
    ]);
  expect(said(set([], late({ penalty })), set([]))).toEqual(['Late work loses no points any more.']);
  // One's own submission uses late days, and nobody has changed a rule.
  expect(said(before, set([question('Momentum')], { lateDays: { budget: 3, left: 2, used: 1 } }))).toEqual(
    [],
  );
});

test('for how long after the due time one may submit again is said, and said again only where that is another time', () => {
  const hour = 3_600_000;
  const until = (hours: number, more: Partial<AssignmentView> = {}) => {
    const asked = set([question('Momentum')], more);
    const endsAt = new Date(Date.parse(asked.dueAt) + hours * hour).toISOString();
    return { ...asked, resubmission: { until: 'late', endsAt, counts: 'last' } } as AssignmentView;
  };
  const words = (time: string) => `You can submit again for ${time} after the set is due.`;
  expect(said(set([question('Momentum')]), until(2))).toEqual([words('2 hours')]);
  expect(said(until(2), until(24))).toEqual([words('24 hours')]);
  expect(said(until(24), until(1))).toEqual([words('1 hour')]);
  expect(said(until(1), until(0.5))).toEqual([words('30 minutes')]);
  // A later due time moves it along.
  const later = until(2, { dueAt: '2026-12-09T19:30:00.000Z' });
  expect(said(until(2), later)).not.toContain(words('2 hours'));
  expect(said(later, later)).toEqual([]);
});
