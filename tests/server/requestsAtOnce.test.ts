/** Regrade requests under a random play of students of a group and of staff, several acts at the same moment. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261128);
const ROUNDS = 60;
const LIMIT = 6;
const { random, pick } = playOf(SEED);

let server: TestServer;
const clients = new Map<string, Client>();
const ids = new Map<string, string>();
const as = (name: string): Client => clients.get(name)!;
/** The submission that names each. */
const submissions = new Map<string, string>();
const STUDENTS = ['ada', 'emmy', 'sofia', 'mary'];
const STAFF = ['tess', 'grace'];

beforeAll(async () => {
  server = await startTestServer();
  for (const name of [...STUDENTS, ...STAFF]) {
    clients.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
  await joinUp(SHEET, as('ada'), [as('emmy'), as('sofia')]);
  for (const name of ['ada', 'mary']) {
    const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'Two' } };
    const { id, members } = await as(name).call(operations.createSubmission, { params: SHEET, body });
    for (const member of members) submissions.set(member.name, id);
    for (const question of ['one', 'two'])
      await as('tess').call(operations.gradeAnswer, {
        params: { submissionId: id, question },
        body: { baseRevision: 0, appliedItemIds: [], adjustment: -0.5 },
      });
  }
  await as('grace').call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  await as('grace').call(operations.setRequestPolicy, { params: SHEET, body: { days: null, limit: LIMIT } });
});
afterAll(() => server.close());

const rows = () =>
  server.db.regradeRequest.findMany({
    orderBy: { id: 'asc' },
    include: { events: { orderBy: { number: 'asc' } } },
  });
type Row = Awaited<ReturnType<typeof rows>>[number];
const endOf = ({ events }: Row) => events.filter(({ act }) => act === 'closed' || act === 'withdrawn');

/** Each acts about something, and says whether it was done. */
const acts: Record<string, (known: readonly Row[]) => Promise<boolean | null>> = {
  async ask() {
    const name = pick(STUDENTS);
    const params = { submissionId: submissions.get(name)!, question: pick(['one', 'two']) };
    const { status } = await as(name).send(operations.askForRegrade, { params, body: { reason: 'Again, please.' } }); // prettier-ignore
    return status === 201;
  },
  async reply(known) {
    const row = pick(known);
    if (!row) return null;
    const name = pick([...STAFF, ...STUDENTS.filter((each) => submissions.get(each) === row.submissionId)]);
    const params = { submissionId: row.submissionId, requestId: row.id };
    return (await as(name).send(operations.replyToRequest, { params, body: { text: randomUUID() } })).status === 200; // prettier-ignore
  },
  async assign(known) {
    const row = pick(known);
    if (!row) return null;
    const params = { submissionId: row.submissionId, requestId: row.id };
    const moves = row.events.filter(({ act }) => ['taken', 'handed_over', 'let_go'].includes(act));
    const body = { from: moves.at(-1)?.toId ?? null, to: pick([null, ids.get('tess')!, ids.get('grace')!]) };
    return (await as(pick(STAFF)).send(operations.assignRequest, { params, body })).status === 200;
  },
  async withdraw(known) {
    const row = pick(known);
    if (!row) return null;
    const params = { submissionId: row.submissionId, requestId: row.id };
    const name = pick(STUDENTS.filter((each) => submissions.get(each) === row.submissionId));
    const isDone = (await as(name).send(operations.withdrawRequest, { params })).status === 200;
    if (isDone) expect(ids.get(name)).toBe(row.askedById);
    return isDone;
  },
  async close(known) {
    const row = pick(known);
    if (!row) return null;
    const place = { submissionId: row.submissionId, question: row.questionId };
    const { grade } = await as('tess').call(operations.getGradingAnswer, { params: place });
    const choice = { appliedItemIds: [], adjustment: -random(4) / 4 - 0.1, baseRevision: grade!.revision };
    const params = { submissionId: row.submissionId, requestId: row.id };
    const body = { reply: randomUUID(), grade: random(2) === 0 ? null : choice };
    return (await as(pick(STAFF)).send(operations.closeRequest, { params, body })).status === 200;
  },
};

test('of an answer one request is open at a time, each ends once, and nothing is done that was refused', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const where = { seed: SEED, round };
    const known = await rows();
    const before = known.length + known.flatMap(({ events }) => events).length;
    const open = known.filter((row) => endOf(row).length === 0);
    // What is over is asked about, too.
    const about = random(4) === 0 ? known : open;
    const doing = Array.from({ length: 2 + random(3) }, () => pick([...Object.keys(acts), 'ask']));
    const done = await Promise.all(doing.map((name) => acts[name]!(about)));
    const after = await rows();
    const events = after.flatMap((row) => row.events);
    expect({ ...where, doing, rows: after.length + events.length - before }).toEqual({
      ...where,
      doing,
      rows: done.filter((each) => each === true).length,
    });
    const openNow = after.filter((row) => endOf(row).length === 0);
    const answers = openNow.map(({ submissionId, questionId }) => `${submissionId} ${questionId}`);
    expect({ ...where, doing, open: answers }).toEqual({ ...where, doing, open: [...new Set(answers)] });
    for (const row of after) {
      expect(row.events.map(({ number }) => number)).toEqual(row.events.map((_, index) => index + 1));
      expect(endOf(row).length).toBeLessThanOrEqual(1);
      if (endOf(row).length === 1) expect(row.events.at(-1)).toEqual(endOf(row)[0]);
    }
    for (const name of STUDENTS) {
      const theirs = after.filter(({ askedById }) => askedById === ids.get(name));
      const used = theirs.filter(({ events: all }) => all.every(({ act }) => act !== 'withdrawn'));
      expect({ ...where, name, used: used.length <= LIMIT }).toEqual({ ...where, name, used: true });
    }
  }
  // A closing names the decision that it gave its reason to, by whoever closed it.
  const closed = (await rows()).flatMap((row) => row.events).filter(({ act, revision }) => act === 'closed' && revision !== null); // prettier-ignore
  expect(closed.length).toBeGreaterThan(0);
  for (const { revision, byId } of closed)
    expect((await server.db.gradeDecision.findUniqueOrThrow({ where: { revision: revision! } })).decidedById).toBe(byId); // prettier-ignore
});
