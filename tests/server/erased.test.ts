/** Whoever was deleted is in no course any more, whatever is done with them, and a course keeps an instructor who is there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { CSRF_HEADER } from '../../contract/session.ts';
import { operations } from '../../contract/index.ts';
import type { Role } from '../../contract/common.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { untilWaiting } from '../support/untilWaiting.ts';
import { CODE, COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261202);
const ROUNDS = 18;
const params = { course: COURSE };

const { random, pick } = playOf(SEED);

let server: TestServer;
let passwordHash: string | null;
let root: Client, roy: Client;
beforeAll(async () => {
  server = await startTestServer();
  ({ passwordHash } = await server.db.user.findFirstOrThrow({ where: { name: 'ada' } }));
  for (const name of ['root', 'roy'])
    await server.db.user.create({
      data: { email: `${name}@example.org`, name, passwordHash, isAdministrator: true },
    });
  [root, roy] = (await Promise.all(['root', 'roy'].map((name) => server.as(name)))) as [Client, Client];
});
afterAll(() => server.close());

async function add(name: string, role: Role): Promise<string> {
  const { id } = await server.db.user.create({
    data: { email: `${name}@example.org`, name, passwordHash },
  });
  const course = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({ data: { courseId: course.id, userId: id, role } });
  return id;
}
const erase = (name: string, by = root) =>
  by.send(operations.erasePerson, {
    body: { email: `${name}@example.org`, confirmation: `${name}@example.org` },
  });
const change = (by: Client, userId: string, body: object) =>
  by.send(operations.changeEnrolment, { params: { ...params, userId }, body });
const erasedInCourses = () =>
  server.db.enrolment.count({ where: { leftAt: null, user: { erasedAt: { not: null } } } });

async function upload(by: Client, path: string, body: Uint8Array | string) {
  const { csrfToken } = await by.refresh();
  return by
    .raw('post', path)
    .set({ [CSRF_HEADER]: csrfToken, 'Content-Type': 'application/octet-stream' })
    .send(Buffer.from(body as string));
}

test('nobody is left to a deleted colleague or teammate, and nobody comes back as one', async () => {
  const [grace, tess, ada] = (await Promise.all(['grace', 'tess', 'ada'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  const grading = { submissionId: '', question: 'two' };
  const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'Two' } };
  grading.submissionId = (await ada.call(operations.createSubmission, { params: SHEET, body })).id;
  const choice = { appliedItemIds: [], fullMarks: true, adjustment: -1, comment: '', baseRevision: 0 };
  await tess.call(operations.gradeAnswer, { params: grading, body: choice });
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  const { id: requestId } = await ada.call(operations.askForRegrade, {
    params: grading,
    body: { reason: 'So' },
  });
  const [gus, tom, emil] = [
    await add('gus', 'instructor'),
    await add('tom', 'ta'),
    await add('emil', 'student'),
  ];
  for (const name of ['gus', 'tom', 'emil']) expect((await erase(name)).status).toBe(200);
  const { people } = await grace.call(operations.listRoster, { params });
  const gone = people.filter(({ id }) => [gus, tom, emil].includes(id));
  expect(gone.map(({ leftAt }) => leftAt)).toEqual(Array(3).fill(server.clock.now.toISOString()));

  const refused = [
    await change(grace, await server.userId('grace'), { role: 'student' }),
    await tess.send(operations.assignRequest, {
      params: { ...grading, requestId },
      body: { from: null, to: tom, note: '' },
    }),
    await grace.send(operations.divideQuestion, {
      params: { ...SHEET, question: 'two' },
      body: { division: { by: 'count', parts: [{ userId: tom, count: 1 }] } },
    }),
    await grace.send(operations.askForSecondGrading, {
      params: { ...SHEET, question: 'two' },
      body: { graderId: tom, count: 1 },
    }),
    await ada.send(operations.inviteToMyGroup, { params: CODE, body: { userId: emil } }),
    await change(grace, tom, { active: true }),
  ];
  expect(refused.filter(({ status }) => status !== 404 && status !== 422)).toEqual([]);
  expect(refused.at(-1)?.text).toMatch(/add the person anew/);
  // A file of people as they were when somebody looked.
  const csv = `Name,Email,Role\nx,${gone.find(({ id }) => id === tom)!.email},ta\n`;
  const plan = await upload(grace, `/api/courses/${COURSE}/roster/import`, csv);
  expect(plan.body).toMatchObject({ changed: [], added: [], problems: [{ line: 2, message: /deleted/ }] });
  expect(await erasedInCourses()).toBe(0);
});

test('of two who erase the two instructors of a course at once, one is told to make somebody else one', async () => {
  for (let round = 0; round < 3; round += 1) {
    const course = `pair-${round}`;
    const { id: courseId } = await server.db.course.create({
      data: { slug: course, code: course, title: course, term: 'Now', timeZone: 'UTC' },
    });
    for (const name of ['one', 'two']) {
      const person = { email: `${course}-${name}@example.org`, name, passwordHash };
      const { id: userId } = await server.db.user.create({ data: person });
      await server.db.enrolment.create({ data: { courseId, userId, role: 'instructor' } });
    }
    const answers = await Promise.all([erase(`${course}-one`, root), erase(`${course}-two`, roy)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    const there = { courseId, role: 'instructor', leftAt: null, user: { erasedAt: null } } as const;
    expect(await server.db.enrolment.count({ where: there })).toBe(1);
  }
});

test('no link is made into an account that is being deleted', async () => {
  const id = await add('leaving', 'student');
  let answer: ReturnType<typeof root.send> | undefined;
  await untilWaiting(server, 1, async (tx) => {
    await tx.user.update({ where: { id }, data: { erasedAt: server.clock.now } });
    answer = root.send(operations.createAnyPasswordLink, { body: { email: 'leaving@example.org' } });
  });
  expect((await answer)?.status).toBe(422);
  expect(await server.db.passwordLink.count({ where: { userId: id } })).toBe(0);
});

test('a file of a course from before that was written, too, brings nobody back', async () => {
  const grace = await server.as('grace');
  const zip = await grace
    .raw('get', `/api/courses/${COURSE}/export`)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
  const files = unzipSync(new Uint8Array(zip.body as Buffer));
  const place = 'data/enrolments.jsonl';
  const rows = Buffer.from(files[place]!).toString().trim().split('\n');
  files[place] = Buffer.from(rows.map((row) => JSON.stringify({ ...JSON.parse(row), left_at: null })).join('\n')); // prettier-ignore
  const back = await upload(root, '/api/course-imports?slug=back', zipSync(files));
  expect(back.status).toBe(201);
  expect(await erasedInCourses()).toBe(0);
});

test('under a random play of erasures and of changes of people, several at once', async () => {
  const names = Array.from({ length: 6 }, (_, index) => `play-${index}`);
  const ids = new Map<string, string>();
  for (const [index, name] of names.entries()) ids.set(name, await add(name, (['instructor', 'ta', 'student'] as const)[index % 3]!)); // prettier-ignore
  const grace = await server.as('grace');
  for (let round = 0; round < ROUNDS; round += 1) {
    const acts = Array.from({ length: 3 }, () => {
      const [name, userId] = pick([...ids]);
      return pick([
        () => erase(name, pick([root, roy])),
        () => change(grace, userId, { active: random(2) === 0 }),
        () => change(grace, userId, { role: pick(['instructor', 'ta', 'student']) }),
        () => change(grace, userId, { active: true, preview: true }),
      ]);
    });
    const answers = await Promise.all(acts.map((act) => act()));
    expect(answers.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([]);
    expect({ round, active: await erasedInCourses() }).toEqual({ round, active: 0 });
  }
});
