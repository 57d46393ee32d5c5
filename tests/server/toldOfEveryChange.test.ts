/**
 * Law: whoever sees a score of theirs change is told, whatever did it: also where no question has another score and the set has, where no
 * person did it but the grader, and where the act tells of something else.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { tellOfLateResults } from '../../server/features/grading/tellOfLateResults.ts';
import { CODE_FILES, SGD_SOURCE, SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { COURSE, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const course = { course: COURSE };
let server: TestServer;
let grace: Client, tess: Client, ada: Client, emmy: Client;
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess, ada, emmy] = (await Promise.all(
    ['grace', 'tess', 'ada', 'emmy'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  const late = { graceMinutes: 0, window: null, penalty: { percent: 25, per: 'day', atMost: 100 } } as const;
  await grace.call(operations.decideCoursePolicy, {
    params: course,
    body: {
      policy: {
        late: { ...late, lateDays: null, missing: 'zero' },
        lateDays: 1,
        categories: [],
        anonymous: false,
      },
    },
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = new Date('2026-12-01T17:30:00Z');
  await server.db.notification.deleteMany();
});

async function publish(slug: string, files: Record<string, string>) {
  const body = { files: titled(slug, files), slug };
  const { outcome } = await grace.call(operations.checkAssignment, { params: course, body });
  const plan = outcome?.plan?.token;
  await grace.call(operations.publishAssignment, {
    params: course,
    body: { ...body, ...(plan !== undefined && { plan }) },
  });
  return { ...course, assignment: slug };
}
type SetParams = Awaited<ReturnType<typeof publish>>;
async function handIn(client: Client, params: SetParams, at?: string): Promise<string> {
  if (at !== undefined) server.clock.now = new Date(at);
  const body = { idempotencyKey: randomUUID(), answers: { one: randomUUID(), two: randomUUID() } };
  return (await client.call(operations.createSubmission, { params, body })).id;
}
const grade = async (submissionId: string, question: string, adjustment = 0) => {
  const params = { submissionId, question };
  const { grade: looked } = await tess.call(operations.getGradingAnswer, { params });
  const choice = { appliedItemIds: [], fullMarks: true, adjustment, comment: '' };
  await tess.call(operations.gradeAnswer, { params, body: { ...choice, baseRevision: looked?.revision ?? 0 } }); // prettier-ignore
};
const release = async (params: SetParams) => {
  await grace.call(operations.releaseGrades, { params, body: { released: true } });
  await server.db.notification.deleteMany();
};
const scoreOf = async (client: Client, params: SetParams) =>
  (await client.call(operations.getFeedback, { params })).score;
/** What everybody was told of scores. */
const told = async () =>
  (
    await server.db.notification.findMany({
      where: { kind: 'graded' },
      orderBy: [{ user: { name: 'asc' } }, { text: 'asc' }],
      select: { text: true, user: { select: { name: true } } },
    })
  ).map(({ user, text }) => `${user.name}: ${text}`);
const given = (title: string, set: string) =>
  `Your grade of “${title}” in ${set}, or what is said with it, was given, changed or taken back after the release.`;

test('a run that failed before the release and succeeds afterwards', async () => {
  const params = await publish('code', CODE_FILES);
  const submit = async (client: Client) => {
    const body = { idempotencyKey: randomUUID(), answers: {}, file: { name: 'optim.js', text: SGD_SOURCE } };
    return (await client.call(operations.createSubmission, { params, body })).id;
  };
  const done = (submissionId: string) =>
    eventually(
      () => tess.call(operations.getSubmission, { params: { submissionId } }),
      ({ run }) => run?.state === 'done',
    );
  const [adas, emmys] = [await submit(ada), await submit(emmy)];
  // As a worker leaves them whose every attempt fails.
  await server.db.gradingRun.updateMany({ data: { state: 'failed', finishedAt: server.clock.now } });
  // What a person has decided by themselves no result moves.
  await grade(emmys, 'sgd');
  await release(params);
  server.clock.now = new Date('2026-12-05T12:00:00Z');
  await server.work(passEverything);
  const before = [await scoreOf(ada, params), await scoreOf(emmy, params)];
  for (const submissionId of [adas, emmys])
    await tess.call(operations.regradeSubmission, { params: { submissionId } });
  for (const id of [adas, emmys]) await done(id);
  const look = () => tellOfLateResults(server.db, server.clock.now);
  expect(before).toEqual([null, 4]);
  expect([await scoreOf(ada, params), await scoreOf(emmy, params)]).toEqual([4, 4]);
  await Promise.all([look(), look()]);
  server.clock.now = new Date('2026-12-05T13:00:00Z');
  await look();
  expect(await told()).toEqual([`ada: ${given('SGD', 'code')}`]);
});

test('a question that nobody had graded is taken out, so that the set has a score', async () => {
  const params = await publish('out', SHEET_FILES);
  await grade(await handIn(ada, params), 'one');
  const emmys = await handIn(emmy, params);
  await grade(emmys, 'one');
  await grade(emmys, 'two');
  await release(params);
  expect([await scoreOf(ada, params), await scoreOf(emmy, params)]).toEqual([null, 3]);
  const { 'questions/two/question.yaml': _, 'questions/two/statement.md': __, ...rest } = SHEET_FILES;
  await publish('out', {
    ...rest,
    'assignment.yaml': SHEET_FILES['assignment.yaml']!.replace('[one, two]', '[one]'),
  });
  expect([await scoreOf(ada, params), await scoreOf(emmy, params)]).toEqual([1, 1]);
  expect(await told()).toEqual([
    'ada: You have another score in out. Why: A new version of the set was published.',
    `emmy: ${given('Second', 'out')}`,
  ]);
});

test('another rule of what counts frees a late day, of which another set has its use', async () => {
  const counted = (counts: string) => ({
    ...SHEET_FILES,
    'assignment.yaml': `${SHEET_FILES['assignment.yaml']}resubmission: { counts: ${counts} }\n`,
  });
  const [one, other] = [await publish('one', counted('last')), await publish('other', SHEET_FILES)];
  for (const [params, at] of [
    [one, '2026-12-01T17:31:00Z'],
    [one, '2026-12-02T17:31:00Z'],
    [other, '2026-12-02T17:32:00Z'],
  ] as const) {
    const id = await handIn(ada, params, at);
    for (const question of ['one', 'two']) await grade(id, question);
  }
  for (const params of [one, other]) await release(params);
  expect([await scoreOf(ada, one), await scoreOf(ada, other)]).toEqual([3, 2.25]);
  await publish('one', counted('first'));
  expect([await scoreOf(ada, one), await scoreOf(ada, other)]).toEqual([3, 3]);
  expect(await told()).toEqual([
    'ada: You have another score in other. Why: A new version of the set was published.',
  ]);
});

test('a regrade request that is closed with another grade, of somebody who wants to hear of no requests', async () => {
  const params = await publish('asked', SHEET_FILES);
  await joinUp(params, ada, [emmy]);
  const submissionId = await handIn(ada, params);
  for (const question of ['one', 'two']) await grade(submissionId, question);
  await release(params);
  await emmy.call(operations.setNoticeChoice, { body: { kind: 'request', way: 'off' } });
  const { id: requestId } = await ada.call(operations.askForRegrade, {
    params: { submissionId, question: 'two' },
    body: { reason: 'So' },
  });
  const { grade: looked } = await tess.call(operations.getGradingAnswer, {
    params: { submissionId, question: 'two' },
  });
  const other = {
    appliedItemIds: [],
    fullMarks: true,
    adjustment: -1,
    comment: '',
    baseRevision: looked!.revision,
  };
  await tess.call(operations.closeRequest, {
    params: { submissionId, requestId },
    body: { reply: '', grade: other },
  });
  expect(await told()).toEqual([`emmy: ${given('Second', 'asked')}`]);
  const ofRequests = await server.db.notification.findMany({
    where: { kind: 'request', user: { enrolments: { some: { role: 'student' } } } },
    select: { user: { select: { name: true } } },
  });
  expect(ofRequests).toEqual([{ user: { name: 'ada' } }]);
});

test('a grade that gives as much and says something else, and a comment on a passage that is changed', async () => {
  const params = await publish('words', SHEET_FILES);
  const id = await handIn(ada, params, '2026-12-01T17:30:00Z');
  await grade(id, 'one');
  await grade(id, 'two');
  await release(params);
  const words = given('Second', 'words');
  const place = { submissionId: id, question: 'two' };
  const regrade = async (choice: object) => {
    const { grade: looked } = await tess.call(operations.getGradingAnswer, { params: place });
    const body = {
      fullMarks: true,
      adjustment: 0,
      appliedItemIds: [],
      comment: '',
      baseRevision: looked!.revision,
    };
    await tess.call(operations.gradeAnswer, { params: place, body: { ...body, ...choice } });
  };
  const next = async () => {
    server.clock.now = new Date(server.clock.now.getTime() + 86_400_000);
    await server.db.notification.deleteMany();
  };
  const { items } = await tess.call(operations.listRubricItems, { params: { ...params, question: 'two' } });
  const right = items.find(({ points }) => points === 0)!.id;
  const before = await scoreOf(ada, params);
  for (const choice of [
    { comment: 'Read chapter 3.' },
    { comment: 'Read chapter 4.' },
    { comment: 'Read chapter 4.', appliedItemIds: [right] },
  ]) {
    await regrade(choice);
    expect(await told()).toEqual([`ada: ${words}`]);
    await next();
  }
  await tess.call(operations.undoGrading, { params });
  expect([await told(), await scoreOf(ada, params)]).toEqual([[`ada: ${words}`], before]);
  await next();
  // It says what it said.
  await regrade({ comment: 'Read chapter 4.' });
  expect(await told()).toEqual([]);

  const commentId = randomUUID();
  const comments = async () => {
    const rows = await server.db.notification.findMany({ where: { kind: 'commented' } });
    await server.db.notification.deleteMany();
    return rows.length;
  };
  await tess.call(operations.addInlineComment, {
    params: { ...place, question: 'two' },
    body: { id: commentId, start: 0, end: 4, text: 'Why?' },
  });
  expect(await comments()).toBe(1);
  await tess.call(operations.editInlineComment, {
    params: { ...place, commentId },
    body: { text: 'Why so?', baseRevision: 1 },
  });
  expect(await comments()).toBe(1);
  // What they read yesterday is gone today. Whoever has not read that it came reads both.
  const subjects = async () => {
    const rows = await server.db.notification.findMany({
      where: { kind: 'commented' },
      orderBy: { at: 'asc' },
    });
    return rows.map(({ subject }) => subject);
  };
  const change = async (baseRevision: number, text: string | null) => {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    const at = { ...place, commentId };
    if (text === null)
      await tess.call(operations.removeInlineComment, { params: at, query: { baseRevision } });
    else await tess.call(operations.editInlineComment, { params: at, body: { text, baseRevision } });
  };
  const [said, removed] = ['a comment was added or changed', 'a comment was removed'].map(
    (what) => `C 1: ${what}, words`,
  );
  await change(2, null);
  expect(await subjects()).toEqual([removed]);
  await change(3, 'Why so?');
  expect(await subjects()).toEqual([removed, said]);
  // Once of each until they have read it.
  await change(4, null);
  await change(5, 'Why not?');
  expect(await subjects()).toEqual([removed, said]);
  // Of what they cannot see any more they are told nothing.
  await grace.call(operations.releaseGrades, { params, body: { released: false } });
  await server.db.notification.deleteMany();
  await change(6, null);
  expect(await subjects()).toEqual([]);
});

test('the same score out of more points', async () => {
  const params = await publish('more', SHEET_FILES);
  const [adas, emmys] = [await handIn(ada, params, '2026-12-01T17:30:00Z'), await handIn(emmy, params)];
  for (const id of [adas, emmys]) for (const question of ['one', 'two']) await grade(id, question);
  await release(params);
  const files = titled('more', SHEET_FILES);
  const path = 'questions/two/question.yaml';
  files[path] = files[path]!.replace(/^points: .*$/m, 'points: 5');
  const body = { files, slug: 'more', steps: { two: { grades: 'kept' as const } } };
  const { outcome } = await grace.call(operations.checkAssignment, { params: course, body });
  await grace.call(operations.publishAssignment, {
    params: course,
    body: { ...body, plan: outcome!.plan!.token },
  });
  expect(await scoreOf(ada, params)).toBe(3);
  const why = 'You have another score in more. Why: A new version of the set was published.';
  expect(await told()).toEqual([`ada: ${why}`, `emmy: ${why}`]);
});
