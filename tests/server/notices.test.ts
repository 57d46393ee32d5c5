/** What people are told, each by the act that it is about: to whom, in which words, once, and by mail as well. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { NoticeKind } from '../../contract/notifications.ts';
import { SHEET_FILES } from '../support/assignments.ts';
import { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { BEFORE_DUE, CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, tess: Client, grace: Client;
const params = { course: COURSE };

beforeAll(async () => {
  server = await startTestServer(undefined, { mailMode: 'shown' });
  [ada, emmy, tess, grace] = (await Promise.all(
    ['ada', 'emmy', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  await joinUp(SHEET, ada, [emmy]);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = new Date(Math.max(BEFORE_DUE.getTime(), server.clock.now.getTime() + 1_000));
  await server.db.notification.deleteMany();
  await server.db.mail.deleteMany();
});

/** Who was told of a kind, in the page and by mail; both say the same. */
async function told(kind: NoticeKind): Promise<Record<string, string>> {
  const notices = await server.db.notification.findMany({ where: { kind }, include: { user: true } });
  const mails = await server.db.mail.findMany({ where: { kind } });
  const inPage = notices.map(({ user, subject, text }) => [user.email, `${subject}\n${text}`] as const);
  const byMail = mails.map(({ address, subject, text }) => [address, `${subject}\n${text}`] as const);
  expect(byMail.toSorted()).toEqual(inPage.toSorted());
  return Object.fromEntries(inPage.map(([email, text]) => [email.split('@')[0]!, text]));
}

test('whoever is taken out of a course is told so, also by mail, and not told again', async () => {
  const userId = await server.userId('sofia');
  const leave = (active: boolean) =>
    grace.call(operations.changeEnrolment, { params: { ...params, userId }, body: { active } });
  await leave(false);
  await leave(false);
  expect(await told('removed')).toEqual({
    sofia: expect.stringMatching(/taken out of the course\n.*C 1.*kept/),
  });
  await leave(true);
  expect(Object.keys(await told('removed'))).toEqual(['sofia']);
});

test('whoever staff put into another group reads why; who stays is told as well', async () => {
  const userIds = await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.userId(name)));
  await tess.call(operations.arrangeGroup, {
    params: SHEET,
    body: { userIds, arrangement: 'together', reason: 'You asked for it.' },
  });
  expect(await told('removed')).toMatchObject({ mary: expect.stringMatching(/Why: You asked for it\./) });
});

test('more time is told to those who have it, by the clock of the course; a look at it tells nobody', async () => {
  const target = { kind: 'student' as const, userId: await server.userId('mary') };
  const body = { target, until: '2026-12-05 14:30', reason: 'Ill' };
  await grace.call(operations.grantExtension, { params: SHEET, body: { ...body, preview: true } });
  expect(await told('extension')).toEqual({});
  await grace.call(operations.grantExtension, { params: SHEET, body });
  expect(await told('extension')).toEqual({
    mary: expect.stringMatching(/you have more time, A sheet\n.*Sat, 5 Dec 2026, 14:30 EST .*Why: Ill/),
  });
  // The last moment at which somebody hands in is what a release warns of.
  const { assignments } = await grace.call(operations.getGradebook, { params });
  expect(assignments.find(({ slug }) => slug === 'sheet')?.lastDueAt).toBe('2026-12-05T19:30:00.000Z');
});

test('of a longer late window, a later end, an earlier opening and a later release one is told; of what changes nothing for one, not', async () => {
  const policy = { opens: '2026-12-01 13:00', closes: '2026-12-01 18:00', late: { window: { hours: 1 } } };
  await grace.call(operations.decideSetPolicy, { params: CODE, body: { policy } });
  await grace.call(operations.releaseGrades, {
    params: CODE,
    body: { released: true, at: '2026-12-20 12:00' },
  });
  const target = { kind: 'student' as const, userId: await server.userId('sofia') };
  /** What she alone is told of other times. */
  const toldOf = async (times: object) => {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    await server.db.notification.deleteMany();
    await server.db.mail.deleteMany();
    await grace.call(operations.grantExtension, { params: CODE, body: { target, reason: 'Ill', ...times } });
    const { sofia, ...others } = await told('extension');
    expect(others).toEqual({});
    return sofia;
  };
  const more = 'C 1: you have more time, Code\n';
  expect(await toldOf({ window: { hours: 2 } })).toBe(
    `${more}Work is taken from you until Tue, 1 Dec 2026, 16:30 EST (America/New_York). Why: Ill`,
  );
  expect(await toldOf({ window: { hours: 1.5 } })).toBeUndefined();
  expect(await toldOf({ closes: '2026-12-02 12:00' })).toMatch(
    /taken from you until Wed, 2 Dec 2026, 12:00 EST/,
  );
  expect(await toldOf({ opens: '2026-12-01 12:45' })).toMatch(/time, Code\nCode opens for you .*, 12:45 EST/);
  expect(await toldOf({ releases: '2026-12-24 12:00' })).toBe(
    'C 1: your grades come out later, Code\nGrades of Code come out for you Thu, 24 Dec 2026, 12:00 EST (America/New_York). Why: Ill',
  );
  expect(await toldOf({ until: '2026-12-03 12:00' })).toMatch(
    /Code is due for you Thu, 3 Dec 2026, 12:00 EST .* Work is taken from you until Thu, 3 Dec/,
  );
});

test('a request that waits is told to whom it was handed, an answer to all whom the submission names', async () => {
  const { id: submissionId } = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });
  await tess.call(operations.gradeAnswer, {
    params: { submissionId, question: 'two' },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  expect(Object.keys(await told('released')).toSorted()).toEqual(['ada', 'emmy', 'mary']);
  const { id: requestId } = await ada.call(operations.askForRegrade, {
    params: { submissionId, question: 'two' },
    body: { reason: 'PLANTED reason' },
  });
  const about = { submissionId, requestId };
  await grace.call(operations.assignRequest, {
    params: about,
    body: { from: null, to: await server.userId('tess'), note: 'PLANTED note' },
  });
  expect(await told('request')).toEqual({ tess: expect.stringMatching(/waits for you.*\ngrace handed you/) });
  await tess.call(operations.closeRequest, { params: about, body: { reply: 'PLANTED reply', grade: null } });
  const all = await told('request');
  expect(Object.keys(all).toSorted()).toEqual(['ada', 'emmy', 'mary', 'tess']);
  expect(all.emmy).toMatch(/your regrade request was answered.*\ntess answered and closed/);
  expect(JSON.stringify(all)).not.toContain('PLANTED');
});

test('whoever’s score that is out changes is told, whatever changed it; nobody else, and nobody of a look at it', async () => {
  const sofia = await server.as('sofia');
  const release = (released: boolean) =>
    grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
  const handIn = async () => {
    const body = { idempotencyKey: randomUUID(), answers: { one: randomUUID(), two: 'y' } };
    return (await sofia.call(operations.createSubmission, { params: SHEET, body })).id;
  };
  const grade = async (submissionId: string, question: string, choice: object) => {
    const answer = { submissionId, question };
    const looked = await tess.call(operations.getGradingAnswer, { params: answer });
    const body = { appliedItemIds: [], baseRevision: looked.grade?.revision ?? 0, ...choice };
    await tess.call(operations.gradeAnswer, { params: answer, body });
  };
  /** Whose grade changed since it was asked last. */
  const news = async () => {
    const names = Object.keys(await told('graded')).toSorted();
    await server.db.notification.deleteMany();
    await server.db.mail.deleteMany();
    return names;
  };
  const group = ['ada', 'emmy', 'mary'];
  const { id: theirs } = await server.db.submission.findFirstOrThrow();
  const { id: itemId } = await server.db.rubricItem.findFirstOrThrow({ where: { text: 'No formula' } });

  await release(false);
  const [first, second] = [await handIn(), await handIn()];
  await grade(first, 'one', { fullMarks: true });
  await grade(second, 'one', { adjustment: -0.5 });
  await grade(theirs, 'two', { appliedItemIds: [itemId] });
  expect(await news()).toEqual([]);
  await release(true);
  await news();

  const params = { rubricItemId: itemId };
  await tess.call(operations.previewRubricItem, { params, body: { points: -1 } });
  await tess.call(operations.editRubricItem, { params, body: { text: 'Without a formula' } });
  expect(await news()).toEqual([]);
  await tess.call(operations.editRubricItem, { params, body: { points: -1 } });
  expect(await news()).toEqual(group);
  await tess.call(operations.undoGrading, { params: SHEET });
  expect(await news()).toEqual(group);
  await tess.call(operations.ungradeAnswer, { params: { submissionId: theirs, question: 'two' } });
  expect(await news()).toEqual(group);

  const pin = { userId: await server.userId('sofia'), reason: 'As agreed' };
  await grace.call(operations.pinSubmission, { params: { submissionId: first }, body: pin });
  expect(await news()).toEqual(['sofia']);
  // She alone has a grade in the first question, which gives more points from now on.
  const file = 'questions/one/question.yaml';
  const files = { ...SHEET_FILES, [file]: SHEET_FILES[file]!.replace('points: 1', 'points: 3') };
  const { outcome } = await grace.call(operations.checkAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'sheet' },
  });
  expect(await news()).toEqual([]);
  const body = { files, slug: 'sheet', plan: outcome!.plan!.token };
  await grace.call(operations.publishAssignment, { params: { course: COURSE }, body });
  expect(await told('graded')).toEqual({ sofia: expect.stringMatching(/Your grade of “First” in A sheet/) });
  // Once a day for a question.
  await grade(first, 'one', { adjustment: -1 });
  expect(await server.db.notification.count({ where: { kind: 'graded' } })).toBe(1);
});

test('who is invited to a course gets a mail with their link, and comes in by it', async () => {
  const body = { name: 'Nova', email: 'nova@example.org', role: 'student' as const };
  await grace.call(operations.addPerson, { params, body });
  const [mail, ...more] = await server.db.mail.findMany({ where: { address: body.email } });
  expect([mail?.kind, mail?.subject, more]).toEqual([
    'course_invitation',
    'Your invitation to C 1, Course',
    [],
  ]);
  const token = mail!.path.split('#')[1]!;
  const nova = new Client(server.app);
  await nova.refresh();
  const account = { name: 'Nova', email: body.email, password: 'a long password' };
  await nova.call(operations.joinCourse, { body: { token, account } });
  await nova.refresh();
  expect(await nova.call(operations.getCourse, { params })).toMatchObject({ role: 'student' });
});
