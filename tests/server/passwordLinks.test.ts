/** A link to a new password gives no more than whoever handed it over may give when it is used. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261206);
const ROUNDS = 30;
const { random, pick } = playOf(SEED);

let server: TestServer;
let grace: Client, gus: Client, ada: Client;
let adaId: string, graceId: string, courseId: string;
beforeAll(async () => {
  server = await startTestServer();
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  const { id: gusId } = await server.db.user.create({
    data: { email: 'gus@example.org', name: 'gus', passwordHash },
  });
  const { id } = await server.db.course.create({
    data: { slug: 'other', code: 'O', title: 'Other', term: 'Now', timeZone: 'UTC' },
  });
  await server.db.enrolment.create({ data: { courseId: id, userId: gusId, role: 'instructor' } });
  courseId = (await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } })).id;
  [adaId, graceId] = [await server.userId('ada'), await server.userId('grace')];
  [grace, gus, ada] = [await server.as('grace'), await server.as('gus'), await server.as('ada')];
});
afterAll(() => server.close());

const mine = () => ({ params: { course: COURSE, userId: adaId } });

async function visitor(): Promise<Client> {
  const client = new Client(server.app);
  await client.refresh();
  return client;
}

test('whoever has come to another course since is nobody’s any more, and the link says so', async () => {
  const { token } = await grace.call(operations.createPasswordLink, mine());
  const someone = await visitor();
  expect(await someone.call(operations.lookAtLink, { body: { token } })).toMatchObject({ kind: 'password' });
  const params = { course: 'other' };
  const body = { name: 'Ada', email: 'ada@example.org', role: 'instructor' as const, section: '' };
  await gus.call(operations.addPerson, { params, body });
  const { invitations } = await gus.call(operations.listLinks, { params });
  await ada.call(operations.joinCourse, { body: { token: invitations[0]!.token } });
  expect((await grace.fail(operations.createPasswordLink, mine())).code).toBe('unacceptable');
  expect(await someone.call(operations.lookAtLink, { body: { token } })).toEqual({ kind: 'nothing' });
  const refused = await someone.fail(operations.setPassword, { body: { token, password: 'now it is mine' } });
  expect([refused.code, refused.message]).toEqual([
    'unacceptable',
    expect.stringMatching(/changed nothing.*Ask for a new one/),
  ]);
  expect((await ada.refresh()).user?.name).toBe('ada');
});

test('a link works if whoever made it could make it now, whatever became of the two in between', async () => {
  const { db } = server;
  const other = (await db.course.findUniqueOrThrow({ where: { slug: 'other' } })).id;
  const place = (course: string, userId: string, data: object) => async () => {
    const where = { courseId_userId: { courseId: course, userId } };
    const create = { courseId: course, userId, role: 'student' as const, ...data };
    await db.enrolment.upsert({ where, create, update: data });
  };
  const administrator = (isAdministrator: boolean) => () =>
    db.user.update({ where: { id: adaId }, data: { isAdministrator } });
  const calm = [
    () => db.enrolment.deleteMany({ where: { courseId: other, userId: { in: [adaId, graceId] } } }),
    place(courseId, adaId, { role: 'student', leftAt: null }),
    place(courseId, graceId, { role: 'instructor', leftAt: null }),
    administrator(false),
  ];
  const changes = [
    ...calm,
    administrator(true),
    place(other, graceId, { role: 'instructor', leftAt: null }),
    ...(['student', 'ta', 'observer', 'instructor'] as const).flatMap((role) => [
      place(other, adaId, { role, leftAt: null }),
      place(courseId, adaId, { role, leftAt: null }),
    ]),
    ...[other, courseId].map((course) => place(course, adaId, { leftAt: new Date() })),
    place(courseId, graceId, { role: 'ta' }),
    place(courseId, graceId, { leftAt: new Date() }),
  ];
  const seen = { works: 0, refused: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const change of calm) await change();
    const { token } = await grace.call(operations.createPasswordLink, mine());
    for (let left = random(4); left > 0; left -= 1) await pick(changes)();
    const anybody = await visitor();
    const looked = await anybody.call(operations.lookAtLink, { body: { token } });
    const used = await anybody.send(operations.setPassword, { body: { token, password: 'another one' } });
    const again = await grace.send(operations.createPasswordLink, mine());
    const works = again.status === operations.createPasswordLink.status;
    expect({ seed: SEED, round, looked: looked.kind, used: used.status }).toEqual({
      seed: SEED,
      round,
      looked: works ? 'password' : 'nothing',
      used: works ? operations.setPassword.status : 422,
    });
    seen[works ? 'works' : 'refused'] += 1;
  }
  // A play in which nothing differs proves nothing.
  expect(Math.min(seen.works, seen.refused)).toBeGreaterThan(3);
});
