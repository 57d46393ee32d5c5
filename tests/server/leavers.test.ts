/**
 * People who leave a course, or are no students of it any more, under a random play: their group goes on without them. It hands in
 * for nobody who is not there, keeps no place for them, and what it writes from then on they do not read.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { operations } from '../../contract/index.ts';
import { asBytes, type Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { COURSE, eventually, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';

const SEED = Number(process.env.SEED ?? 20261128);
const ACTS = 60;
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;

const MIGRATION = new URL(
  '../../prisma/migrations/20261205010000_leavers_of_before/migration.sql',
  import.meta.url,
);

let server: TestServer;
let grace: Client, tess: Client;
const students = new Map<string, Client>();
const ids = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = (await Promise.all(['grace', 'tess'].map((name) => server.as(name)))) as [Client, Client];
  for (const name of NAMES) {
    students.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const name of NAMES) await enrol(name, { active: true, role: 'student' });
});

const as = (name: string): Client => students.get(name)!;
const params = { course: COURSE };
const enrol = (name: string, body: object) =>
  grace.call(operations.changeEnrolment, { params: { ...params, userId: ids.get(name)! }, body });
const write = (name: string, text: string) =>
  as(name).send(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text } });
const handIn = (name: string) =>
  as(name).send(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { two: randomUUID() } },
  });
const together = (names: readonly string[], arrangement: 'together' | 'apart') =>
  tess.send(operations.arrangeGroup, {
    params: SHEET,
    body: { userIds: names.map((name) => ids.get(name)!), arrangement, reason: 'Asked for.' },
  });
/** By the file of a class, as `changeEnrolment` does it for one. */
async function importAs(name: string, role: string): Promise<void> {
  const { csrfToken } = await grace.refresh();
  const send = (confirm: string) =>
    grace
      .raw('post', `/api/courses/${COURSE}/roster/import${confirm}`)
      .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
      .send(Buffer.from(`name,email,role\n${name},${name}@example.org,${role}\n`));
  const plan = await send('');
  await send(`?confirm=${encodeURIComponent((plan.body as { digest: string }).digest)}`);
}

/** Everything that is kept of somebody, as they are given it. */
async function ownData(name: string): Promise<string> {
  const { body } = await asBytes(as(name).raw('get', '/api/account/data'));
  const files = Object.values(unzipSync(body as Uint8Array));
  return files.map((bytes) => Buffer.from(bytes).toString()).join('\n');
}

async function studentsNow(): Promise<Set<string>> {
  const { people } = await grace.call(operations.listRoster, { params });
  return new Set(people.flatMap(({ id, role, leftAt }) => (role === 'student' && !leftAt ? [id] : [])));
}

/** On the list of sets so many of the students have handed in as have something in the gradebook. */
async function expectSameCounts(where: object): Promise<void> {
  const { rows } = await grace.call(operations.getGradebook, { params });
  const { assignments } = await grace.call(operations.listAssignments, { params });
  const counted = assignments.map(({ slug, counts }) => [slug, counts?.students, counts?.submitted]);
  const listed = assignments.map(({ slug }) => {
    const cells = rows.flatMap((row) => row.cells.filter(({ assignment }) => assignment === slug));
    return [slug, rows.length, cells.filter(({ submissionId }) => submissionId !== null).length];
  });
  expect({ ...where, counted }).toEqual({ ...where, counted: listed });
}

test('a group goes on without whoever leaves the course: its place is free, and its texts are not theirs', async () => {
  await joinUp(SHEET, as('ada'), [as('emmy'), as('sofia')]);
  await write('emmy', 'while all were there');
  await enrol('ada', { active: false });
  await write('emmy', 'WRITTEN LATER');
  const { body } = await handIn('emmy');
  expect((body as { members: { name: string }[] }).members.map(({ name }) => name)).toEqual([
    'emmy',
    'sofia',
  ]);
  await as('emmy').call(operations.inviteToMyGroup, { params: SHEET, body: { userId: ids.get('mary')! } });
  const kept = await ownData('ada');
  expect(kept).toContain('while all were there');
  expect(kept).not.toContain('WRITTEN LATER');
  const { notices } = await as('sofia').call(operations.listNotices);
  expect(notices.find(({ kind }) => kind === 'removed')).toMatchObject({
    text: expect.stringContaining('is no student of C 1 any more'),
  });
  // Back, they are told so, have what they had, and read why they are alone.
  await enrol('ada', { active: true });
  const returns = async () => {
    const { notices: own } = await as('ada').call(operations.listNotices);
    return own.filter(({ subject }) => subject === 'C 1: you are in the course again').length;
  };
  const before = await returns();
  expect(before).toBeGreaterThan(0);
  // By the file of a class as well.
  await enrol('ada', { active: false });
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  await importAs('ada', 'student');
  expect(await returns()).toBe(before + 1);
  const mine = await as('ada').call(operations.getMyGroup, { params: SHEET });
  expect(mine).toMatchObject({
    group: { members: [{ name: 'ada' }] },
    arranged: { reason: expect.anything() },
  });
  const { texts } = await as('ada').call(operations.getDocument, { params: SHEET });
  expect(texts).toContainEqual({ key: 'one', text: 'while all were there' });
});

test('what somebody wrote in a group is among their data once they have left it, as far as they were in it', async () => {
  await together(NAMES, 'apart');
  await joinUp(SHEET, as('ada'), [as('emmy')]);
  await write('emmy', 'emmy was there');
  await as('emmy').call(operations.leaveMyGroup, { params: SHEET });
  await write('emmy', 'emmy is alone');
  await write('ada', 'ADA LATER');
  const kept = await ownData('emmy');
  for (const text of ['emmy was there', 'emmy is alone']) expect(kept).toContain(text);
  expect(kept).not.toContain('ADA LATER');
});

test('a look at what it would change takes nobody out of a group', async () => {
  await together(['ada', 'emmy'], 'together');
  await enrol('ada', { role: 'ta', preview: true });
  const { groups } = await tess.call(operations.listGroups, { params: SHEET });
  expect(groups.flatMap(({ members }) => members.map(({ name }) => name))).toContain('ada');
});

test('who invites while they are taken out of the course invites nobody', async () => {
  let answers: Promise<{ status: number }[]> = Promise.resolve([]);
  await untilWaiting(server, 2, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM assignments FOR UPDATE`;
    const removed = grace.send(operations.changeEnrolment, {
      params: { ...params, userId: ids.get('ada')! },
      body: { active: false },
    });
    // First come, first served: the removal waits for the set before the invitation does.
    await eventually(
      () => tx.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      (waiting) => waiting.length >= 1,
    );
    const invited = as('ada').send(operations.inviteToMyGroup, {
      params: SHEET,
      body: { userId: ids.get('emmy')! },
    });
    answers = Promise.all([removed, invited]);
  });
  expect((await answers).map(({ status }) => status)).toEqual([200, 422]);
  const { invitations } = await as('emmy').call(operations.getMyGroup, { params: SHEET });
  expect(invitations).toEqual([]);
});

test('however people come and go, at once, too, groups and submissions have students of the course alone', async () => {
  const { random, pick } = playOf(SEED);
  const acts: ((name: string, other: string) => Promise<unknown>)[] = [
    (name) => enrol(name, { active: false }),
    (name) => enrol(name, { active: true, role: 'student' }),
    (name) => enrol(name, { active: true, role: pick(['ta', 'observer', 'student'] as const) }),
    (name) => importAs(name, pick(['ta', 'student'])),
    (name, other) => together([name, other], 'together'),
    (name, other) => together([name, other], 'together'),
    (name) => together([name], 'apart'),
    (name) => write(name, `by ${name} ${randomUUID()}`),
    (name, other) =>
      as(name).send(operations.inviteToMyGroup, { params: SHEET, body: { userId: ids.get(other)! } }),
    async (name) => {
      const { body, status } = await as(name).send(operations.getMyGroup, { params: SHEET });
      const [invitation] = status === 200 ? (body as { invitations: { id: string }[] }).invitations : [];
      if (!invitation) return;
      const place = { ...SHEET, invitationId: invitation.id };
      await as(name).send(operations.acceptInvitation, { params: place, body: { bring: true } });
    },
  ];
  for (let act = 0; act < ACTS; act += 1) {
    const where = { seed: SEED, act };
    await Promise.all(Array.from({ length: 1 + random(3) }, () => pick(acts)(pick(NAMES), pick(NAMES))));
    const there = await studentsNow();
    const rows = await server.db.group.findMany({ include: { members: true } });
    const shared = rows.flatMap(({ members }) => (members.length > 1 ? members : []));
    expect({ ...where, strangers: shared.filter(({ userId }) => !there.has(userId)) }).toEqual({
      ...where,
      strangers: [],
    });
    if (act % 6 === 5) await expectSameCounts(where);
    const name = pick(NAMES);
    const { status, body } = await handIn(name);
    expect({ ...where, status }).toEqual({ ...where, status: there.has(ids.get(name)!) ? 201 : 403 });
    if (status !== 201) continue;
    const named = (body as { members: { id: string }[] }).members;
    expect({ ...where, strangers: named.filter(({ id }) => !there.has(id)) }).toEqual({
      ...where,
      strangers: [],
    });
  }
});

test('who had gone before leaving meant leaving their groups is brought out of them, as they would be now', async () => {
  await together(NAMES, 'apart');
  expect((await together(['ada', 'emmy', 'sofia'], 'together')).status).toBe(200);
  await as('emmy').send(operations.inviteToMyGroup, { params: SHEET, body: { userId: ids.get('mary')! } });
  await write('ada', 'ada was there');
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const before = async (name: string, data: object) =>
    server.db.enrolment.update({
      where: { courseId_userId: { courseId, userId: ids.get(name)! } },
      data,
    });
  // As it was: the enrolment said it, and nothing else.
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  await before('ada', { leftAt: server.clock.now });
  await before('mary', { role: 'observer' });
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  const { members: held } = (await handIn('emmy')).body as { members: { name: string }[] };
  expect(held.map(({ name }) => name)).toContain('ada');
  await write('emmy', 'EMMY LATER');

  const told = () =>
    server.db.notification.findMany({ where: { userId: ids.get('sofia')!, kind: 'removed' } });
  const known = new Set((await told()).map(({ id }) => id));
  const sql = await readFile(MIGRATION, 'utf8');
  await server.db.$executeRawUnsafe(sql);
  const { group, invited } = await as('emmy').call(operations.getMyGroup, { params: SHEET });
  expect(group?.members.map(({ name }) => name)).toEqual(['emmy', 'sofia']);
  expect(invited).toEqual([]);
  const { members } = (await handIn('emmy')).body as { members: { name: string }[] };
  expect(members.map(({ name }) => name)).toEqual(['emmy', 'sofia']);
  const kept = await ownData('ada');
  expect(kept).toContain('ada was there');
  expect(kept).not.toContain('EMMY LATER');
  const news = (await told()).filter(({ id }) => !known.has(id));
  expect(news.map(({ text }) => text)).toEqual([expect.stringContaining('is no student of C 1 any more')]);
  // Once more it finds nobody.
  const rows = await server.db.group.count();
  await server.db.$executeRawUnsafe(sql);
  expect(await server.db.group.count()).toBe(rows);
  // Back, they go on with what they had, alone, and hand it in for nobody else.
  await enrol('ada', { active: true });
  const { texts } = await as('ada').call(operations.getDocument, { params: SHEET });
  expect(texts).toContainEqual({ key: 'one', text: 'ada was there' });
  await write('ada', 'ada is back');
  const { body } = await handIn('ada');
  expect((body as { members: { name: string }[] }).members.map(({ name }) => name)).toEqual(['ada']);
  expect((await as('emmy').call(operations.getDocument, { params: SHEET })).texts).toContainEqual({
    key: 'one',
    text: 'EMMY LATER',
  });
});

test('nor does a group hand in for somebody whose account was deleted', async () => {
  const { passwordHash } = await server.db.user.findFirstOrThrow({ where: { name: 'ada' } });
  await server.db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
  const root = await server.as('root');
  await together(NAMES, 'apart');
  expect((await together(['emmy', 'mary'], 'together')).status).toBe(200);
  await root.call(operations.erasePerson, {
    body: { email: 'mary@example.org', confirmation: 'mary@example.org' },
  });
  const { body } = await handIn('emmy');
  expect((body as { members: { name: string }[] }).members.map(({ name }) => name)).not.toContainEqual(
    expect.stringContaining('Deleted'),
  );
});
