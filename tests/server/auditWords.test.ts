/** Every kind of act that the server can write down is a sentence that a person reads after the name of whoever did it. */
import { expect, test } from '@jest/globals';
import { ACTS } from '../../contract/auditLog.ts';
import { saidOf } from '../../server/features/audit-log/sentences.ts';
import type { Details } from '../../server/features/audit-log/words.ts';

const said = (act: keyof typeof ACTS, of: string, details: Details) => saidOf(act, of, details);
const ADA = 'submission 3 of Ada to Day 8';
const [WED, FRI] = ['2026-12-02T19:30:00.000Z', '2026-12-04T19:30:00.000Z'];

/** What no person should have to read. */
const MACHINE = /undefined|null|\[object|NaN|[a-z][A-Z]|_/;

test.each(Object.keys(ACTS) as (keyof typeof ACTS)[])(
  '%s is said in words, whatever is known of it',
  (act) => {
    for (const details of [{}, { before: null, after: null }]) {
      const { sentence } = said(act, 'Day 8', details);
      expect(sentence).toMatch(/^[a-z].{4,}[^.\s]$/);
      expect(sentence).not.toMatch(MACHINE);
    }
  },
);

test('an act of an older version is called as it was, with what it wrote down', () => {
  expect(saidOf('paintedTheWall', 'Day 8', { inColours: 3 })).toEqual({
    sentence: 'did “paintedTheWall” to Day 8',
    facts: [{ name: 'in colours', value: '3' }],
  });
});

test.each<[string, ReturnType<typeof said>, string, { name: string; value: string }[]]>([
  [
    'a due time is moved by a new version',
    said('publishAssignment', 'Day 8', {
      version: 2,
      contentHash: 'x',
      steps: {},
      dueBefore: WED,
      dueAt: FRI,
    }),
    `published version 2 of Day 8 and changed its due time from ${WED} to ${FRI}`,
    [],
  ],
  [
    'a set is published',
    said('publishAssignment', 'Day 8', { version: 1, steps: {}, dueBefore: null, dueAt: WED }),
    `published Day 8, version 1, due ${WED}`,
    [],
  ],
  [
    'one has more time',
    said('grantExtension', 'Day 8', {
      id: 'x',
      kind: 'student',
      userId: 'Ada',
      dueAt: FRI,
      opensAt: null,
      lateWindow: { days: 2 },
      closesAt: null,
      releasesAt: null,
      reason: 'Was ill',
      members: [],
    }),
    `gave more time to Ada for Day 8: due ${FRI}, late work 2 days, since “Was ill”`,
    [],
  ],
  [
    'a group has more time',
    said('grantExtension', 'Day 8', {
      kind: 'group',
      groupId: 'g',
      dueAt: FRI,
      lateWindow: null,
      reason: 'So',
      members: ['Ada', 'Emmy'],
    }),
    `gave more time to a group (Ada; Emmy) for Day 8: due ${FRI}, since “So”`,
    [],
  ],
  [
    'an extension of a section is taken back',
    said('revokeExtension', 'Day 8', {
      userId: null,
      groupId: null,
      section: 'A',
      dueAt: FRI,
      lateWindow: 'open',
      reason: 'So',
    }),
    `took back the extension of section A for Day 8: due ${FRI}, late work until grades are released, since “So”`,
    [],
  ],
  [
    'a grade is made',
    said('gradeAnswer', ADA, { question: 'question 2', score: 1.5, before: null }),
    `graded question 2 of ${ADA}: 1.5 points`,
    [],
  ],
  [
    'a grade is changed',
    said('gradeAnswer', ADA, { question: 'question 2', score: 1, before: 0.5 }),
    `graded question 2 of ${ADA}: 1 point, before 0.5 points`,
    [],
  ],
  [
    'a grade is taken back',
    said('ungradeAnswer', ADA, { question: 'question 2', before: 1 }),
    `took back the grade of question 2 of ${ADA}, which was 1 point`,
    [],
  ],
  [
    'a grade that was put together is taken back',
    said('ungradeAnswer', ADA, {
      question: 'question 2',
      before: 1,
      was: { score: 1, itemIds: ['“No formula” of Day 8'], adjustment: -0.5, comment: 'See p. 3' },
    }),
    `took back the grade of question 2 of ${ADA}, which was 1 point`,
    [
      {
        name: 'what stood before',
        value:
          'score 1, rubric items “No formula” of Day 8, points added or taken off −0.5, comment See p. 3',
      },
    ],
  ],
  [
    'a grade is undone',
    said('undoGrading', ADA, {
      question: 'question 2',
      before: 2,
      score: 1.5,
      was: { score: 2, fullMarks: true },
    }),
    `undid a grade of question 2 of ${ADA}; it had 2 points and has 1.5 points since`,
    [{ name: 'what stood before', value: 'score 2, full marks yes' }],
  ],
  [
    'a grade is undone, as an older version wrote it down',
    said('undoGrading', ADA, { question: 'question 2', score: null }),
    `undid a grade of question 2 of ${ADA}; it has no score since`,
    [],
  ],
  [
    'a rerun is undone',
    said('undoRerun', 'a rerun of Day 8', {
      assignment: 'day-8',
      changes: [
        { submissionId: ADA, before: 4, after: 3 },
        { submissionId: 'submission 1 of Emmy to Day 8', before: 2, after: null, byHand: true },
      ],
      unchanged: ['submission 2 of Mary to Day 8'],
    }),
    'undid a rerun of Day 8',
    [
      {
        name: 'changed scores',
        value: `${ADA}: 4 → 3; submission 1 of Emmy to Day 8, graded by hand: 2 → none`,
      },
      { name: 'results with the same points', value: 'submission 2 of Mary to Day 8' },
    ],
  ],
  [
    'one rule changes',
    said('decideSetPolicy', 'Day 8', {
      before: { closesAt: WED, late: null },
      after: { closesAt: FRI, late: null },
    }),
    `changed the hard end of Day 8 from ${WED} to ${FRI}`,
    [],
  ],
  [
    'several rules change',
    said('decideCoursePolicy', '', {
      before: { late: { graceMinutes: 0, penalty: null, missing: 'zero' }, lateDays: 0 },
      after: {
        late: { graceMinutes: 10, penalty: { percent: 25, per: 'day', atMost: 50 }, missing: 'left_out' },
        lateDays: 0,
      },
    }),
    'changed the rules of the course: minutes of grace, penalty for late work, set that is missing',
    [
      { name: 'minutes of grace', value: '0 → 10' },
      { name: 'penalty for late work', value: 'none → 25 % of the points a day, at most 50 %' },
      { name: 'set that is missing', value: 'counts as 0 → is left out' },
    ],
  ],
  [
    'somebody leaves the course',
    said('changeEnrolment', 'Ada', {
      before: { role: 'student', section: '', active: true },
      after: { role: 'student', section: '', active: false },
    }),
    'took Ada out of the course',
    [],
  ],
  [
    'somebody has another role',
    said('changeEnrolment', 'Ada', {
      before: { role: 'student', section: '', active: true },
      after: { role: 'ta', section: '', active: true },
    }),
    'changed the role of Ada from student to TA',
    [],
  ],
  [
    'a rubric item is worth less',
    said('editRubricItem', '“No formula” of Day 8', {
      before: { text: 'No formula', points: -1 },
      after: { text: 'No formula', points: -0.5, group: null },
      affectedAnswers: 2,
      changes: [],
    }),
    'changed the points of the rubric item “No formula” of Day 8 from −1 to −0.5',
    [{ name: 'answers whose score changed', value: '2' }],
  ],
  [
    'another submission counts',
    said('pinSubmission', ADA, {
      userId: 'Ada',
      before: null,
      after: { submission: ADA, reason: 'By mistake' },
    }),
    `made ${ADA} the one that counts for Ada, since “By mistake”`,
    [],
  ],
  [
    'grades come out at a time',
    said('releaseGrades', 'Day 8', { released: true, planned: true, before: null, after: FRI }),
    `planned the release of the grades of Day 8 for ${FRI}`,
    [],
  ],
  [
    'a request is closed with another score',
    said('closeRequest', 'the request of Ada about Day 8', {
      act: 'closed',
      text: 'It is there.',
      before: 0.5,
      after: 1,
    }),
    'closed the request of Ada about Day 8; the score was 0.5 and is 1: “It is there.”',
    [],
  ],
  [
    'long words stand after the sentence',
    said('replyToRequest', 'the request of Ada about Day 8', { act: 'replied', text: 'word '.repeat(40) }),
    'replied to the request of Ada about Day 8',
    [{ name: 'words', value: 'word '.repeat(40) }],
  ],
  [
    'people are put together',
    said('arrangeGroup', 'Day 8', {
      arrangement: 'together',
      userIds: ['Ada', 'Emmy'],
      reason: 'They asked',
    }),
    'put Ada; Emmy into one group of Day 8, since “They asked”',
    [],
  ],
])('%s', (_, { sentence, facts }, words, rest) => {
  expect(sentence).toBe(words);
  expect(facts).toEqual(rest);
});
