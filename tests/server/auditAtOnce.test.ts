/** The log under several instructors at once: what each act says was before is what the act before it left. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Act } from '../../contract/auditLog.ts';
import type { Division } from '../../contract/desk.ts';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const ROUNDS = 12;
const AT_ONCE = 4;
const { random, pick } = playOf(SEED);

let server: TestServer;
let tess: Client, grace: Client, gus: Client;
let ada: string, tessId: string;
let submissions: string[];

beforeAll(async () => {
  server = await startTestServer();
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({
    data: { courseId, userId: await server.userId('stranger'), role: 'instructor' },
  });
  [tess, grace, gus] = (await Promise.all(['tess', 'grace', 'stranger'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  [ada, tessId] = [await server.userId('ada'), await server.userId('tess')];
  const student = await server.as('ada');
  submissions = [];
  for (const two of ['Two', 'Three', 'Four']) {
    const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two } };
    submissions.push((await student.call(operations.createSubmission, { params: SHEET, body })).id);
  }
});
afterAll(() => server.close());

const chain = async (action: Act) =>
  (await server.db.auditEvent.findMany({ where: { action }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(
    ({ details }) => details as { before?: unknown; after?: unknown },
  );
const pin = (client: Client, submissionId: string, reason: string | null) =>
  client.send(operations.pinSubmission, { params: { submissionId }, body: { userId: ada, reason } });

/** Each does something of a line of acts, whoever does it. */
const acts: Record<string, (by: Client) => Promise<{ status: number }>> = {
  setRequestPolicy: (by) =>
    by.send(operations.setRequestPolicy, { params: SHEET, body: { days: 1 + random(20), limit: null } }),
  releaseGrades: (by) => {
    const at = pick([undefined, '2026-12-24 12:00', '2026-12-25 12:00']);
    const body = at === undefined ? { released: random(2) === 0 } : { released: true, at };
    return by.send(operations.releaseGrades, { params: SHEET, body });
  },
  changeSetState: (by) =>
    by.send(operations.changeSetState, {
      params: SHEET,
      body: { state: pick(['open', 'hidden', 'archived'] as const) },
    }),
  pinSubmission: (by) => pin(by, pick(submissions), random(3) === 0 ? null : 'The better one.'),
  divideQuestion: (by) => {
    const parts: Division = { by: 'count', parts: [{ userId: tessId, count: 1 + random(9) }] };
    const params = { ...SHEET, question: 'two' };
    return by.send(operations.divideQuestion, { params, body: { division: pick([null, parts]) } });
  },
};

test('each act begins where the one before it ended', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = Object.keys(acts)[round % Object.keys(acts).length]!;
    await Promise.all(Array.from({ length: AT_ONCE }, () => acts[name]!(pick([grace, gus]))));
  }
  for (const name of Object.keys(acts)) {
    const rows = await chain(name as Act);
    expect(rows.length).toBeGreaterThan(0);
    // What a set starts with is nobody's act.
    for (const [index, { after }] of rows.slice(0, -1).entries())
      expect({ seed: SEED, name, index, before: rows[index + 1]!.before }).toEqual({
        seed: SEED,
        name,
        index,
        before: after,
      });
  }
});

test('a choice that a colleague replaced is not taken back, nor written down as taken back', async () => {
  const [first, second] = submissions as [string, string];
  expect((await pin(tess, first, 'The first.')).status).toBe(200);
  expect((await pin(grace, second, 'No, this one.')).status).toBe(200);
  const rows = (await chain('pinSubmission')).length;
  const refused = await pin(tess, first, null);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    error: {
      message:
        'grace chose another submission meanwhile, which counts. Nothing was changed: take that choice back, or choose this one.',
    },
  });
  expect((await chain('pinSubmission')).length).toBe(rows);
  expect(await server.db.submissionPin.findMany({ select: { submissionId: true, reason: true } })).toEqual([
    { submissionId: second, reason: 'No, this one.' },
  ]);
  // Taken back twice, it is taken back once.
  expect([(await pin(tess, second, null)).status, (await pin(grace, second, null)).status]).toEqual([
    200, 200,
  ]);
  expect(await chain('pinSubmission')).toHaveLength(rows + 1);
  expect((await chain('pinSubmission')).at(-1)).toMatchObject({
    before: { submission: second, reason: 'No, this one.' },
    after: null,
  });
});

test('grades that two release at the same moment are told once', async () => {
  await grace.call(operations.changeSetState, { params: SHEET, body: { state: 'open' } });
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  const told = () => server.db.notification.count({ where: { kind: 'released', userId: ada } });
  // Of grades that are out whoever has one to read is told.
  await tess.call(operations.gradeAnswer, {
    params: { submissionId: submissions.at(-1)!, question: 'two' },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });
  const before = await told();
  const release = (client: Client) =>
    client.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  const both = await Promise.all([release(grace), release(gus), release(grace)]);
  expect(new Set(both.map(({ gradesReleasedAt }) => gradesReleasedAt)).size).toBe(1);
  expect(await told()).toBe(before + 1);
});
