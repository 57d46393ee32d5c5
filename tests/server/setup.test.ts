/** The first administrator comes in by a link that works once, and creates courses. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import { openSetup } from '../../server/features/setup/setupLink.ts';
import { Client } from '../support/client.ts';
import { startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const COURSE = {
  slug: 'dl-2027',
  code: 'DL',
  title: 'Deep Learning',
  term: 'Spring 2027',
  timeZone: 'Europe/Vienna',
};
const person = (token: string, n = 0) => ({
  token,
  name: 'Ada',
  email: `First${n}@Example.org`,
  password: 'long enough',
});

async function visitor(): Promise<Client> {
  const client = new Client(server.app);
  await client.refresh();
  return client;
}

test('servers that start side by side on a new database all start, and one link opens', async () => {
  // Each with a connection of its own, and all of them open: the race is between the statements.
  const databases = Array.from({ length: 8 }, () => createPrisma(server.databaseUrl, 1));
  await Promise.all(databases.map((db) => db.$queryRaw`SELECT 1`));
  const tokens = await Promise.all(databases.map((db) => openSetup(db, server.clock.now)));
  await Promise.all(databases.map((db) => db.$disconnect()));
  const client = await visitor();
  const answers = await Promise.all(
    tokens.map((token) => client.call(operations.getSetup, { query: { token: token ?? '' } })),
  );
  expect(answers.filter(({ usable }) => usable)).toHaveLength(1);
});

test('a link that was replaced, invented or too old opens nothing', async () => {
  const old = (await openSetup(server.db, server.clock.now)) ?? '';
  const token = (await openSetup(server.db, server.clock.now)) ?? '';
  const client = await visitor();
  for (const wrong of [old, 'invented']) {
    expect(await client.call(operations.getSetup, { query: { token: wrong } })).toEqual({ usable: false });
    const error = await client.fail(operations.createAdministrator, { body: person(wrong) });
    expect(error.code).toBe('unacceptable');
  }
  const { now } = server.clock;
  server.clock.now = new Date(now.getTime() + 25 * 3_600_000);
  expect(await client.call(operations.getSetup, { query: { token } })).toEqual({ usable: false });
  server.clock.now = now;
  expect(await client.call(operations.getSetup, { query: { token } })).toEqual({ usable: true });
});

test('of many who use the link at once one becomes the administrator, and then there is no link', async () => {
  const token = (await openSetup(server.db, server.clock.now)) ?? '';
  const clients = await Promise.all(Array.from({ length: 5 }, visitor));
  const answers = await Promise.all(
    clients.map((client, n) => client.send(operations.createAdministrator, { body: person(token, n) })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422]);
  const administrators = await server.db.user.findMany({ where: { isAdministrator: true } });
  expect(administrators.map(({ email }) => email)).toEqual([expect.stringMatching(/^first\d@example\.org$/)]);
  expect(await openSetup(server.db, server.clock.now)).toBeNull();
  const winner = clients[answers.findIndex(({ status }) => status === 201)];
  expect((await winner?.refresh())?.user).toMatchObject({ isAdministrator: true });
});

test('an administrator creates a course and is its instructor; an existing one is left alone; nobody else may', async () => {
  const { email } = await server.db.user.findFirstOrThrow({ where: { isAdministrator: true } });
  const admin = await new Client(server.app).signIn(email, 'long enough');
  expect(await admin.call(operations.createCourse, { body: COURSE })).toEqual(COURSE);
  expect((await admin.refresh()).memberships).toEqual([
    { course: COURSE, role: 'instructor', archived: false, tryOf: null },
  ]);
  const again = { ...COURSE, title: 'Mine now' };
  expect((await admin.fail(operations.createCourse, { body: again })).code).toBe('unacceptable');
  const course = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE.slug } });
  expect(course.title).toBe(COURSE.title);
  const nowhere = { ...COURSE, slug: 'nowhere', timeZone: 'Mars/Olympus' };
  expect((await admin.fail(operations.createCourse, { body: nowhere })).code).toBe('invalid_request');
  const grace = await server.as('grace');
  const error = await grace.fail(operations.createCourse, { body: { ...COURSE, slug: 'other' } });
  expect(error.status).toBe(403);
  // No rights in courses that are others'.
  expect((await admin.fail(operations.listRoster, { params: { course: 'course' } })).status).toBe(403);
});
