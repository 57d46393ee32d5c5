/** How people come into a course and go out of it: by file, by form, by link; and back into their accounts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import type { ImportPlan } from '../../contract/roster.ts';
import { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
});
afterAll(() => server.close());

const params = { course: COURSE };
const PASSWORD = 'long enough';

async function visitor(): Promise<Client> {
  const client = new Client(server.app);
  await client.refresh();
  return client;
}

async function importCsv(csv: string, confirm?: string): Promise<{ status: number; plan: ImportPlan }> {
  const { csrfToken } = await grace.refresh();
  const { status, body } = await grace
    .raw('post', `/api/courses/${COURSE}/roster/import${confirm ? `?confirm=${confirm}` : ''}`)
    .set(CSRF_HEADER, csrfToken)
    .set('content-type', 'application/octet-stream')
    .send(Buffer.from(csv));
  return { status, plan: body as ImportPlan };
}

const emails = async () =>
  (await grace.call(operations.listRoster, { params })).people.map(({ email }) => email);
const tokenOf = async (email: string): Promise<string> => {
  const { invitations } = await grace.call(operations.listLinks, { params });
  return invitations.find((each) => each.email === email)?.token ?? '';
};
const account = { name: 'Lise Meitner', password: PASSWORD };

test('an import does exactly what was seen, once, and removes nobody', async () => {
  const before = await emails();
  const csv =
    'Name,Email,SID,Section\nLise,lise@x.edu,001,A\nada,ada@example.org,002,A\nbad,nowhere,,\nHypatia,hy@x.edu,,B\n';
  const { plan } = await importCsv(csv);
  expect(plan).toMatchObject({ applied: false, unchanged: 0 });
  expect(plan.added.map(({ email }) => email)).toEqual(['lise@x.edu', 'hy@x.edu']);
  expect(plan.problems.map(({ line }) => line)).toEqual([4]);
  expect((await grace.call(operations.listRoster, { params })).invited).toEqual([]);

  // Somebody else changes the course in between: the plan that was seen is not applied to another course.
  const mary = await server.userId('mary');
  await grace.call(operations.changeEnrolment, {
    params: { ...params, userId: mary },
    body: { section: 'A' },
  });
  await server.db.enrolment.updateMany({
    where: { userId: await server.userId('ada') },
    data: { section: 'A' },
  });
  expect((await importCsv(csv, plan.digest)).status).toBe(422);
  const again = (await importCsv(csv)).plan;
  expect(again.changed).toMatchObject([{ email: 'ada@example.org', changes: [{ field: 'studentId' }] }]);

  const both = await Promise.all([importCsv(csv, again.digest), importCsv(csv, again.digest)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  const roster = await grace.call(operations.listRoster, { params });
  expect(roster.people.map(({ email }) => email)).toEqual(before);
  expect(roster.people.find(({ name }) => name === 'ada')).toMatchObject({ section: 'A', studentId: '002' });
  expect(roster.invited.map(({ email, section }) => [email, section])).toEqual([
    ['hy@x.edu', 'B'],
    ['lise@x.edu', 'A'],
  ]);
  expect(JSON.stringify(roster)).not.toContain('token');
  expect((await importCsv(csv)).plan).toMatchObject({ added: [], changed: [], unchanged: 3 });
});

test('an invited person makes an account by the link and is in the course; the link is used up', async () => {
  const token = await tokenOf('lise@x.edu');
  const lise = await visitor();
  expect(await lise.call(operations.lookAtLink, { body: { token } })).toMatchObject({
    kind: 'invitation',
    email: 'lise@x.edu',
    hasAccount: false,
  });
  expect((await lise.fail(operations.joinCourse, { body: { token } })).code).toBe('unacceptable');
  const session = await lise.call(operations.joinCourse, { body: { token, account } });
  expect(session).toMatchObject({ user: { email: 'lise@x.edu', name: 'Lise Meitner' } });
  expect(session.memberships).toMatchObject([{ role: 'student', course: { slug: COURSE } }]);
  const row = await server.db.enrolment.findFirst({ where: { user: { email: 'lise@x.edu' } } });
  expect(row).toMatchObject({ section: 'A', studentId: '001' });
  const second = await visitor();
  expect(await second.call(operations.lookAtLink, { body: { token } })).toEqual({ kind: 'nothing' });
  expect((await second.fail(operations.joinCourse, { body: { token, account } })).code).toBe('not_found');
  expect(
    (await grace.call(operations.getGradebook, { params })).rows.map(({ student }) => student.name),
  ).toContain('Lise Meitner');
});

test('of many who use one link at once, one account comes in', async () => {
  const token = await tokenOf('hy@x.edu');
  const clients = await Promise.all(Array.from({ length: 5 }, visitor));
  const answers = await Promise.all(
    clients.map((client) => client.send(operations.joinCourse, { body: { token, account } })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.map(({ status }) => status).every((status) => [201, 404].includes(status))).toBe(true);
});

test('somebody with an account joins with it and with no other', async () => {
  const person = { name: 'Stranger', email: 'Stranger@Example.org', role: 'ta' as const };
  await grace.call(operations.addPerson, { params, body: person });
  expect((await grace.fail(operations.addPerson, { params, body: person })).code).toBe('unacceptable');
  const token = await tokenOf('stranger@example.org');
  const anybody = await visitor();
  expect(await anybody.call(operations.lookAtLink, { body: { token } })).toMatchObject({ hasAccount: true });
  const refused = await anybody.fail(operations.joinCourse, { body: { token, account } });
  expect(refused.message).toContain('sign in');
  const lise = await new Client(server.app).signIn('lise@x.edu', PASSWORD);
  expect((await lise.fail(operations.joinCourse, { body: { token } })).message).toContain('stranger@');
  const stranger = await server.as('stranger');
  const { memberships } = await stranger.call(operations.joinCourse, { body: { token } });
  expect(memberships).toMatchObject([{ role: 'ta' }]);
});

test('links end, are renewed and are taken back', async () => {
  for (const name of ['one', 'two']) {
    const body = { name, email: `${name}@x.edu`, role: 'student' as const };
    await grace.call(operations.addPerson, { params, body });
  }
  const old = await tokenOf('one@x.edu');
  const { now } = server.clock;
  server.clock.now = new Date(now.getTime() + 31 * 86_400_000);
  try {
    grace = await server.as('grace');
    const guest = await visitor();
    expect(await guest.call(operations.lookAtLink, { body: { token: old } })).toEqual({ kind: 'nothing' });
    const { invitations } = await grace.call(operations.listLinks, { params });
    const ids = invitations.map(({ id }) => id);
    await grace.call(operations.renewInvitations, { params, body: { invitationIds: ids } });
    const fresh = await tokenOf('one@x.edu');
    expect(fresh).not.toBe(old);
    expect(await guest.call(operations.lookAtLink, { body: { token: fresh } })).toMatchObject({
      name: 'one',
    });
    const two = await tokenOf('two@x.edu');
    const id = invitations.find(({ email }) => email === 'two@x.edu')?.id ?? '';
    await grace.call(operations.revokeInvitation, { params: { ...params, invitationId: id } });
    expect(await guest.call(operations.lookAtLink, { body: { token: two } })).toEqual({ kind: 'nothing' });
  } finally {
    server.clock.now = now;
    grace = await server.as('grace');
  }
});

test('by the link of a section whoever has it joins as a student, until it is switched off', async () => {
  const { joinLinks } = await grace.call(operations.openJoinLink, { params, body: { section: 'B' } });
  const [{ id, token } = { id: '', token: '' }] = joinLinks;
  const invite = (email: string, role: 'student' | 'ta') =>
    grace.call(operations.addPerson, { params, body: { name: 'x', email, role, studentId: email } });
  await invite('expected@x.edu', 'student');
  await invite('helper@x.edu', 'ta');
  const join = async (email: string) =>
    (await visitor()).send(operations.joinCourse, { body: { token, account: { ...account, email } } });
  expect((await join('new@x.edu')).status).toBe(201);
  expect((await join('expected@x.edu')).status).toBe(201);
  // Nobody becomes a TA by writing the address of one.
  expect((await join('helper@x.edu')).status).toBe(422);
  expect(await server.db.user.count({ where: { email: 'helper@x.edu' } })).toBe(0);
  expect((await join('ada@example.org')).status).toBe(422);
  const rows = await server.db.enrolment.findMany({
    where: { user: { email: { in: ['new@x.edu', 'expected@x.edu'] } } },
    orderBy: { studentId: 'asc' },
  });
  expect(rows).toMatchObject([
    { role: 'student', section: 'B', studentId: '' },
    { role: 'student', section: 'B', studentId: 'expected@x.edu' },
  ]);
  await grace.call(operations.closeJoinLink, { params: { ...params, joinLinkId: id } });
  expect((await join('late@x.edu')).status).toBe(404);
});

test('who is taken out reaches nothing, keeps their work, and comes back to it', async () => {
  const ada = await server.as('ada');
  const idempotencyKey = '01940000-0000-7000-8000-000000000001';
  const body = { idempotencyKey, answers: { one: 'mine', two: '' } };
  await ada.call(operations.createSubmission, { params: SHEET, body });
  const userId = await server.userId('ada');
  const who = { ...params, userId };
  await grace.call(operations.changeEnrolment, { params: who, body: { active: false } });
  expect((await ada.refresh()).memberships).toEqual([]);
  for (const operation of [operations.getCourse, operations.listAssignments])
    expect((await ada.fail(operation, { params })).status).toBe(403);
  const names = (await grace.call(operations.getGradebook, { params })).rows.map(
    ({ student }) => student.name,
  );
  expect(names).not.toContain('ada');
  expect(await server.db.submission.count({ where: { submittedById: userId } })).toBe(1);
  // Back by no link, but by the instructor.
  const { joinLinks } = await grace.call(operations.openJoinLink, { params, body: { section: '' } });
  const token = joinLinks.find(({ section }) => section === '')?.token ?? '';
  expect((await ada.fail(operations.joinCourse, { body: { token } })).message).toContain('bring you back');
  await grace.call(operations.changeEnrolment, { params: who, body: { active: true } });
  expect((await ada.call(operations.listSubmissions, { params: SHEET })).submissions).toHaveLength(1);
});

test('a course keeps an instructor; an observer reads and changes nothing', async () => {
  const who = { ...params, userId: await server.userId('grace') };
  for (const body of [{ active: false }, { role: 'ta' as const }])
    expect((await grace.fail(operations.changeEnrolment, { params: who, body })).code).toBe('unacceptable');
  const mary = { ...params, userId: await server.userId('mary') };
  await grace.call(operations.changeEnrolment, { params: mary, body: { role: 'observer' } });
  const observer = await server.as('mary');
  await observer.call(operations.getGradebook, { params });
  expect((await observer.call(operations.listRoster, { params })).people.length).toBeGreaterThan(3);
  expect((await observer.fail(operations.listLinks, { params })).status).toBe(403);
  const release = { params: SHEET, body: { released: true } };
  expect((await observer.fail(operations.releaseGrades, release)).status).toBe(403);
  await grace.call(operations.changeEnrolment, { params: mary, body: { role: 'student' } });
});

test('a password link works once, ends every session, and is made only for those who are wholly one’s own', async () => {
  const emmy = await server.as('emmy');
  const userId = await server.userId('emmy');
  const { token } = await grace.call(operations.createPasswordLink, { params: { ...params, userId } });
  const anywhere = await visitor();
  expect(await anywhere.call(operations.lookAtLink, { body: { token } })).toMatchObject({ kind: 'password' });
  const both = await Promise.all(
    [await visitor(), anywhere].map((client) =>
      client.send(operations.setPassword, { body: { token, password: 'another one' } }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect((await emmy.refresh()).user).toBeNull();
  const again = await new Client(server.app).signIn('emmy@example.org', 'another one');

  const tess = await server.as('tess');
  expect((await tess.fail(operations.createPasswordLink, { params: { ...params, userId } })).status).toBe(
    403,
  );
  const refusedFor = async (id: string) =>
    (await grace.fail(operations.createPasswordLink, { params: { ...params, userId: id } })).code;
  expect(await refusedFor(await server.userId('grace'))).toBe('unacceptable');
  const other = await server.db.course.create({
    data: { slug: 'other', code: 'O', title: 'O', term: 'Now', timeZone: 'UTC' },
  });
  await server.db.enrolment.create({
    data: { courseId: other.id, userId, role: 'student', leftAt: new Date() },
  });
  expect(await refusedFor(userId)).toBe('unacceptable');
  const sofia = await server.userId('sofia');
  await server.db.user.update({ where: { id: sofia }, data: { isAdministrator: true } });
  expect(await refusedFor(sofia)).toBe('unacceptable');

  const elsewhere = await new Client(server.app).signIn('emmy@example.org', 'another one');
  expect((await again.call(operations.signOutEverywhere)).user).toBeNull();
  expect((await elsewhere.refresh()).user).toBeNull();
});
