/** A student is told that grades are out when there is one of theirs to read, and of every later one when it is given. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { tellOfPlannedReleases } from '../../server/features/notifications/remind.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client, tess: Client;
const students = ['ada', 'emmy', 'sofia'] as const;
let work: Record<string, string>;
let set: { course: string; assignment: string };
let sets = 0;
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = [await server.as('grace'), await server.as('tess')];
});
afterAll(() => server.close());

/** Everything of Ada's is graded, one question of Emmy's, nothing of Sofia's. */
beforeEach(async () => {
  sets += 1;
  set = { course: COURSE, assignment: `told-${sets}` };
  const body = { files: titled(`Told ${sets}`, SHEET_FILES), slug: set.assignment };
  await grace.call(operations.publishAssignment, { params: { course: COURSE }, body });
  work = {};
  for (const name of students) {
    const sent = { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'Two' } };
    const client = await server.as(name);
    work[name] = (await client.call(operations.createSubmission, { params: set, body: sent })).id;
  }
  await grade('ada', 'one');
  await grade('ada', 'two');
  await grade('emmy', 'one');
  await server.db.notification.deleteMany();
  await server.db.mail.deleteMany();
});

const grade = (name: string, question: string) =>
  tess.call(operations.gradeAnswer, {
    params: { submissionId: work[name]!, question },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });

/** By person, kind and text of all that they were told. */
async function told(): Promise<Record<string, string[]>> {
  const rows = await server.db.notification.findMany({
    // That time ends for whoever has not handed in is another thing (closedSets.test.ts).
    where: { kind: { not: 'extension' } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { kind: true, text: true, user: { select: { name: true } } },
  });
  const by = Map.groupBy(rows, ({ user }) => user.name);
  return Object.fromEntries([...by].map(([name, all]) => [name, all.map(({ text }) => text)]));
}
const all = () => [`Grades and comments for Told ${sets} are out.`];
const first = () => [`Grades and comments for “First” in Told ${sets} are out.`];
const given = (title: string) =>
  `Your grade of “${title}” in Told ${sets}, or what is said with it, was given, changed or taken back after the release.`;
const gone = (title: string) => [
  `Grades and comments for “${title}” in Told ${sets} were taken back by your instructor, and are not shown for now.`,
];
const hold = (heldBack: Record<string, string | null>) =>
  grace.call(operations.decideSetPolicy, { params: set, body: { policy: { heldBack } } });

test('a release at once', async () => {
  await grace.call(operations.releaseGrades, { params: set, body: { released: true } });
  expect(await told()).toEqual({ ada: all(), emmy: first() });
  // Mail goes to the same.
  const mails = await server.db.mail.findMany({ where: { kind: 'released' }, select: { address: true } });
  expect(mails.map(({ address }) => address).toSorted()).toEqual(['ada@example.org', 'emmy@example.org']);
  await grade('sofia', 'one');
  await grade('emmy', 'two');
  expect(await told()).toEqual({
    ada: all(),
    emmy: [...first(), given('Second')],
    sofia: [given('First')],
  });
  // Whoever had nothing to read is told of nothing that is gone.
  await server.db.notification.deleteMany();
  await grace.call(operations.releaseGrades, { params: set, body: { released: false } });
  expect(Object.keys(await told()).toSorted()).toEqual(['ada', 'emmy', 'sofia']);
});

test('a release that was planned, and what is graded after it', async () => {
  const before = server.clock.now;
  await grace.call(operations.releaseGrades, {
    params: set,
    body: { released: true, at: '2026-12-05 12:00' },
  });
  server.clock.now = new Date('2026-12-05T17:01:00Z');
  const remind = () => tellOfPlannedReleases(server.db, server.clock.now);
  await remind();
  expect(await told()).toEqual({ ada: all(), emmy: first() });
  server.clock.now = new Date('2026-12-05T18:00:00Z');
  await grade('sofia', 'one');
  await remind();
  expect(await told()).toEqual({ ada: all(), emmy: first(), sofia: [given('First')] });
  server.clock.now = before;
});

test('a question that is held back is no grade to read', async () => {
  const { policy, last } = await grace.call(operations.getSetPolicy, { params: set });
  const { opensAt: _, closesAt: __, ...rest } = policy;
  await grace.call(operations.decideSetPolicy, {
    params: set,
    body: {
      policy: { ...rest, opens: null, closes: null, heldBack: { one: null } },
      seen: last?.revision ?? null,
    },
  });
  await grace.call(operations.releaseGrades, { params: set, body: { released: true } });
  expect(await told()).toEqual({ ada: all() });
});

test('a question whose grades are held back again is gone for whoever read one, who is told so', async () => {
  await grace.call(operations.releaseGrades, { params: set, body: { released: true } });
  await server.db.notification.deleteMany();
  await hold({ two: null });
  // Of the second question nobody but Ada has a grade.
  expect(await told()).toEqual({ ada: gone('Second') });
  await server.db.notification.deleteMany();
  // It was gone already.
  await hold({ one: null, two: null });
  expect(await told()).toEqual({ ada: gone('First'), emmy: gone('First') });
});

test('who has a comment and no grade is told that it can be read, and that it is gone', async () => {
  const params = { submissionId: work['sofia']!, question: 'two' };
  const body = { id: randomUUID(), start: 0, end: 1, text: 'Why?' };
  await tess.call(operations.addInlineComment, { params, body });
  const release = (released: boolean) =>
    grace.call(operations.releaseGrades, { params: set, body: { released } });
  await release(true);
  expect((await told())['sofia']).toEqual([`Grades and comments for “Second” in Told ${sets} are out.`]);
  await server.db.notification.deleteMany();
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  await release(false);
  expect((await told())['sofia']).toHaveLength(1);
});

test('a comment without a grade is told when it is given, held back, given free and taken back', async () => {
  await grace.call(operations.releaseGrades, { params: set, body: { released: true } });
  const at = { submissionId: work['sofia']!, question: 'one' };
  const after = async (act: Promise<unknown>) => {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    await act;
    const news = (await told())['sofia'] ?? [];
    await server.db.notification.deleteMany();
    return news;
  };
  await server.db.notification.deleteMany();
  const body = { appliedItemIds: [], comment: 'Look at page 3.', baseRevision: 0 };
  expect(await after(tess.call(operations.gradeAnswer, { params: at, body }))).toEqual([given('First')]);
  expect(await after(hold({ one: null }))).toEqual(gone('First'));
  expect(await after(hold({}))).toEqual(first());
  expect(await after(tess.call(operations.ungradeAnswer, { params: at }))).toEqual([given('First')]);
});

test('whoever has another submission by a choice of staff is told why, where no score says so', async () => {
  const sent = { idempotencyKey: randomUUID(), answers: { one: 'Other', two: 'Words' } };
  await (await server.as('sofia')).call(operations.createSubmission, { params: set, body: sent });
  await server.db.notification.deleteMany();
  const body = { userId: await server.userId('sofia'), reason: 'You asked for it.' };
  const pin = (reason: string | null) =>
    grace.call(operations.pinSubmission, {
      params: { submissionId: work['sofia']! },
      body: { ...body, reason },
    });
  await pin('You asked for it.');
  const words = `Submission 1 of Told ${sets} counts for you now, by a choice of staff. Why: You asked for it.`;
  expect(await told()).toEqual({ sofia: [words] });
  // It counts already.
  await pin('You asked twice.');
  expect(await told()).toEqual({ sofia: [words] });
});
