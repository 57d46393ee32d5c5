/** What people are told, each by the act that it is about: to whom, in which words, once, and by mail as well. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { NoticeKind } from '../../contract/notifications.ts';
import { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { BEFORE_DUE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
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
