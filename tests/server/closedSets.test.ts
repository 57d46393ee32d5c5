/**
 * Law: whoever still has time in a set that is taken back or archived, alone or with its course, is named before it is done, and told when it is; so
 * are they when it is open again. Nobody else is, but for colleagues of a course.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { SetState } from '../../contract/assignments.ts';
import { tellOfPlannedReleases } from '../../server/features/notifications/remind.ts';
import type { Client } from '../support/client.ts';
import { AFTER_DUE, BEFORE_DUE, CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client, ada: Client;
beforeAll(async () => {
  server = await startTestServer();
  [grace, ada] = (await Promise.all([server.as('grace'), server.as('ada')])) as [Client, Client];
});
afterAll(() => server.close());
beforeEach(() => server.db.notification.deleteMany());

/** @returns whom it would change, and whom it did tell, of what */
async function change(state: SetState, params = SHEET): Promise<[named: string[], told: string[]]> {
  const send = (preview: boolean) =>
    grace.call(operations.changeSetState, { params, body: { state, preview } });
  const { changes } = await send(true);
  await send(false);
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  const rows = await server.db.notification.findMany({
    where: { kind: 'extension', readAt: null },
    include: { user: true },
  });
  // Read, and not gone: whoever was told of the end is told of what follows.
  await server.db.notification.updateMany({ data: { readAt: server.clock.now } });
  return [
    (changes ?? []).map(({ student }) => student.name),
    rows.map(({ user, subject }) => `${user.name}: ${subject}`).toSorted(),
  ];
}
const EVERYBODY = ['ada', 'emmy', 'mary', 'sofia'];
const all = (words: string, names = EVERYBODY) => names.map((name) => `${name}: C 1: ${words}, A sheet`);

test('while it is not due everybody has time', async () => {
  server.clock.now = BEFORE_DUE;
  expect(await change('hidden')).toEqual([EVERYBODY, all('a set was taken back')]);
  // Whoever heard of its end hears of its beginning.
  expect(await change('open')).toEqual([EVERYBODY, all('work is taken again')]);
  expect(await change('archived')).toEqual([EVERYBODY, all('no more work is taken')]);
  // It takes nothing from either to either.
  expect(await change('hidden')).toEqual([[], []]);
  expect((await change('open'))[1]).toEqual(all('work is taken again'));
});

test('once it is over for all but one who has more time, she alone is named and told', async () => {
  server.clock.now = BEFORE_DUE;
  const late = { window: { hours: 0 } };
  await grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy: { late } } });
  const handIn = { idempotencyKey: randomUUID(), answers: { one: 'mine', two: '' } };
  await ada.call(operations.createSubmission, { params: SHEET, body: handIn });
  const target = { kind: 'student', userId: await server.userId('mary') } as const;
  const body = { target, until: '2026-12-04 18:00', reason: 'Ill' };
  await grace.call(operations.grantExtension, { params: SHEET, body });
  await server.db.notification.deleteMany();
  server.clock.now = AFTER_DUE;
  const mary = (words: string) => [['mary'], all(words, ['mary'])];
  expect(await change('archived')).toEqual(mary('no more work is taken'));
  expect(await change('open')).toEqual(mary('work is taken again'));
  server.clock.now = new Date('2026-12-06T12:00:00Z');
  expect(await change('archived')).toEqual([[], []]);
  expect(await change('open')).toEqual([[], []]);
});

test('once grades are out no more work is taken anyhow', async () => {
  server.clock.now = AFTER_DUE;
  await grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy: null } });
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  await server.db.notification.deleteMany();
  expect(await change('archived')).toEqual([[], []]);
});

test('whoever has not handed in is named and told when their time ends with a release, or the page of what they have begun goes', async () => {
  server.clock.now = AFTER_DUE;
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  await change('open');
  const emmy = await server.as('emmy');
  for (const each of [ada, emmy])
    await each.call(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text: 'begun' } });
  await server.db.notification.deleteMany();
  const told = async () => {
    const rows = await server.db.notification.findMany({
      include: { user: true },
      orderBy: { user: { name: 'asc' } },
    });
    await server.db.notification.deleteMany();
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    return rows.map(({ user, subject }) => `${user.name}: ${subject}`);
  };
  const release = async (released: boolean, at?: string) => {
    const send = (preview: boolean) =>
      grace.call(operations.releaseGrades, { params: SHEET, body: { released, at, preview } });
    const { unsubmitted } = await send(true);
    await send(false);
    return [unsubmitted?.map(({ name }) => name), await told()];
  };
  // Emmy has begun, and Mary has more time.
  const both = ['emmy', 'mary'];
  const ended = all('no more work is taken', both);
  // Ada has handed in; nobody has a grade.
  expect(await release(true)).toEqual([both, ended]);
  expect(await release(false)).toEqual([both, all('work is taken again', both)]);
  // Of a plan they are told at its time, once.
  expect(await release(true, '2026-12-02 15:00')).toEqual([both, []]);
  server.clock.now = new Date('2026-12-02T20:00:30Z');
  await tellOfPlannedReleases(server.db, server.clock.now);
  await tellOfPlannedReleases(server.db, server.clock.now);
  expect(await told()).toEqual(ended);

  // Over anyhow: what goes is the page.
  const state = async (to: SetState) => {
    const send = (preview: boolean) =>
      grace.call(operations.changeSetState, { params: SHEET, body: { state: to, preview } });
    const { unsubmitted } = await send(true);
    await send(false);
    return [unsubmitted?.map(({ name }) => name), await told()];
  };
  expect(await state('archived')).toEqual([[], []]);
  expect(await state('hidden')).toEqual([['emmy'], all('a set was taken back', ['emmy'])]);
  const { status } = await emmy.send(operations.getDocument, { params: SHEET });
  expect(status).toBe(404);
  expect(await state('archived')).toEqual([['emmy'], all('what you wrote can be read again', ['emmy'])]);
  expect((await emmy.call(operations.getDocument, { params: SHEET })).texts).toContainEqual(
    expect.objectContaining({ key: 'one', text: 'begun' }),
  );
  await state('open');
});

test('a set that was never open is opened without a word', async () => {
  const next = { slug: 'next', code: 'C 1', title: 'Course', term: 'Next', timeZone: 'UTC', shiftDays: 7 };
  await grace.call(operations.copyCourse, { params: { course: COURSE }, body: next });
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: 'next' } });
  await server.db.enrolment.create({
    data: { courseId, userId: await server.userId('emmy'), role: 'student' },
  });
  expect((await change('open', { course: 'next', assignment: 'sheet' }))[1]).toEqual([]);
});

test('with its course: once for all sets, whoever has time in one, and colleagues; at its end nobody but they', async () => {
  server.clock.now = BEFORE_DUE;
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  for (const params of [SHEET, CODE])
    await grace.call(operations.changeSetState, { params, body: { state: 'open' } });
  await server.db.notification.deleteMany();
  const archive = async (archived: boolean) => {
    const send = (preview: boolean) =>
      grace.call(operations.archiveCourse, {
        params: { course: COURSE },
        body: { archived, preview },
      });
    const { changes } = await send(true);
    expect(await server.db.notification.count()).toBe(0);
    await send(false);
    // What is so already is told nobody again.
    await send(false);
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    const rows = await server.db.notification.findMany({
      where: { readAt: null },
      include: { user: true },
      orderBy: { user: { name: 'asc' } },
    });
    await server.db.notification.deleteMany();
    const named = (changes ?? []).map(({ student }) => student.name);
    return { named, told: rows.map(({ user, subject, text }) => [user.name, subject, text]) };
  };
  const of = (what: string, text: string, names = EVERYBODY) =>
    names.map((name) => [name, `C 1: the course ${what}`, text]);
  const ended = await archive(true);
  expect(ended).toEqual({
    named: EVERYBODY,
    told: [
      ...of(
        'was archived',
        'C 1 was put into the archive: for now no more work is taken in A sheet and Code. What you wrote and submitted is kept, and you can read everything. If you still need something, ask your instructor.',
      ),
      ['tess', 'C 1: the course was archived', expect.stringMatching(/^grace put C 1 into the archive: /)],
    ],
  });
  // The notices are gone: of the sets that are open again they hear who have begun.
  const again = await archive(false);
  expect([again.named, again.told]).toEqual([
    EVERYBODY,
    [
      ...of('is open again', 'C 1 is open again: you can go on with A sheet while the dates allow.', [
        'ada',
        'emmy',
      ]),
      ['tess', 'C 1: the course is open again', expect.stringMatching(/^grace opened C 1 again/)],
    ],
  ]);
  for (const params of [SHEET, CODE])
    await grace.call(operations.releaseGrades, { params, body: { released: true } });
  await server.db.notification.deleteMany();
  server.clock.now = new Date('2027-02-06T12:00:00Z');
  expect((await archive(true)).told.map(([name]) => name)).toEqual(['tess']);
});
