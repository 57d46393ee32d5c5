/**
 * Law: whoever may ask for a regrade until another time, or another number of times, than before an act is told, by whose act it may be; nobody
 * else is. What they are told is what their page says.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { operations } from '../../contract/index.ts';
import type { SetState } from '../../contract/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { BEFORE_DUE, CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261211);
const ROUNDS = 60;
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
type Name = (typeof NAMES)[number];
const params = SHEET;
const DAY_MS = 86_400_000;

let server: TestServer;
let grace: Client, tess: Client;
const clients = new Map<Name, Client>();
const submissions = new Map<Name, string>();
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = [await server.as('grace'), await server.as('tess')];
  for (const name of NAMES) {
    const client = await server.as(name);
    clients.set(name, client);
    // Mary hands in nothing.
    if (name === 'mary') continue;
    const body = { idempotencyKey: randomUUID(), answers: { one: name, two: name } };
    submissions.set(name, (await client.call(operations.createSubmission, { params, body })).id);
  }
  // Sofia's answers have no grade.
  for (const name of ['ada', 'emmy'] as const)
    await tess.call(operations.gradeAnswer, {
      params: { submissionId: submissions.get(name)!, question: 'two' },
      body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
    });
  await grace.call(operations.releaseGrades, { params, body: { released: true } });
  // Of which nobody has time.
  await grace.call(operations.changeSetState, { params: CODE, body: { state: 'hidden' } });
});
afterAll(() => server.close());

const decide = (days: number | null, limit: number | null = 3) =>
  grace.call(operations.setRequestPolicy, { params, body: { days, limit } });
const pass = (ms: number) => (server.clock.now = new Date(server.clock.now.getTime() + ms));
async function told() {
  const rows = await server.db.notification.findMany({
    where: { kind: 'request' },
    include: { user: true },
    orderBy: { user: { name: 'asc' } },
  });
  await server.db.notification.deleteMany();
  pass(1_000);
  return rows.map(({ user, subject, text }) => ({ name: user.name, subject, text }));
}
/** What the page of a student says. */
async function asking(name: Name) {
  const submissionId = submissions.get(name);
  if (submissionId === undefined) return null;
  const { asking } = await clients.get(name)!.call(operations.listRequests, { params: { submissionId } });
  const { closed, until, limit, used } = asking!['two']!;
  const { questions } = await clients.get(name)!.call(operations.getFeedback, { params });
  const isGraded = questions.find(({ question }) => question === 'two')!.score !== null;
  return closed === null && isGraded
    ? { until, left: limit === null ? null : Math.max(0, limit - used) }
    : null;
}

test('who reads a grade is told of less time, of more, and of none', async () => {
  server.clock.now = BEFORE_DUE;
  await server.db.notification.deleteMany();
  await decide(2);
  const out = { subject: 'C 1: less time to ask for a regrade, A sheet' };
  const text =
    'You can ask for a regrade of A sheet until Thu, 3 Dec 2026, 12:30 EST (America/New_York), at most 3 times more.';
  expect(await told()).toEqual(['ada', 'emmy'].map((name) => ({ name, ...out, text })));
  await decide(null, null);
  expect((await told())[0]).toEqual({
    name: 'ada',
    subject: 'C 1: more time to ask for a regrade, A sheet',
    text: 'You can ask for a regrade of A sheet at any time, as often as you like.',
  });
  await decide(0);
  expect((await told())[0]).toEqual({
    name: 'ada',
    subject: 'C 1: no more regrade requests, A sheet',
    text: 'You can ask for no more regrades of A sheet. What you have asked already is answered as before.',
  });
  await decide(30);
  expect((await told())[0]?.subject).toBe('C 1: regrade requests are taken again, A sheet');
  await decide(30, 1);
  expect((await told())[0]?.subject).toBe('C 1: other rules for regrade requests, A sheet');
  // It is as it was.
  await decide(30, 1);
  expect(await told()).toEqual([]);
});

test(`under a random play of rules, states, requests and time (SEED=${SEED})`, async () => {
  const { pick, random } = playOf(SEED);
  const all = async () => Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await asking(name)] as const))); // prettier-ignore
  const done = { told: 0, silent: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (random(4) === 0) pass(random(3) * DAY_MS);
    if (random(5) === 0) {
      const by = pick(['ada', 'emmy'] as const);
      const at = { submissionId: submissions.get(by)!, question: 'two' };
      await clients.get(by)!.send(operations.askForRegrade, { params: at, body: { reason: `So ${round}.` } });
    }
    const before = await all();
    await told();
    const { now } = server.clock;
    const waiting = await server.db.regradeRequest.findMany({ select: { askedBy: true } });
    const { archivedAt } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
    const act = random(4);
    if (act === 0)
      await grace.send(operations.changeSetState, { params, body: { state: pick<SetState>(['open', 'archived']) } }); // prettier-ignore
    else if (act === 1)
      await grace.call(operations.archiveCourse, { params: { course: COURSE }, body: { archived: random(2) === 0 } }); // prettier-ignore
    else
      await grace.send(operations.setRequestPolicy, {
        params,
        body: { days: pick([null, 0, 2, 5, 9, 30]), limit: pick([null, 1, 3]) },
      });
    // By the same clock.
    server.clock.now = now;
    const after = await all();
    const course = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
    const isCourse = act === 1 && (course.archivedAt === null) !== (archivedAt === null);
    // Whoever waits for an answer waits longer.
    const changed = NAMES.filter(
      (name) =>
        !isDeepStrictEqual(before[name], after[name]) ||
        (isCourse && waiting.some(({ askedBy }) => askedBy.name === name)),
    );
    const rows = await server.db.notification.findMany({ include: { user: true } });
    const names = rows.map(({ user }) => user.name).filter((name) => NAMES.some((each) => each === name));
    expect([round, act, before, after, names.toSorted()]).toEqual([round, act, before, after, changed.toSorted()]); // prettier-ignore
    done[changed.length > 0 ? 'told' : 'silent'] += 1;
  }
  expect(Math.min(...Object.values(done))).toBeGreaterThan(9);
});
