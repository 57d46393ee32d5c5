/** The machine's clock is set, back by an hour too: what comes last still comes last, and nobody waits for the hour to pass. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { TIME_HEADER } from '../../contract/session.ts';
import { COUNTING_RUN } from '../../server/features/grading/scores.ts';
import { beginAttempt } from '../../server/features/session/slowDown.ts';
import { personThrottle } from '../../server/middleware/throttle.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import {
  BEFORE_DUE,
  CODE,
  eventually,
  passEverything,
  startTestServer,
  type TestServer,
} from '../support/testServer.ts';

const HOUR_MS = 3_600_000;

let server: TestServer;
let ada: Client, grace: Client;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.as('ada');
  grace = await server.as('grace');
});
beforeEach(() => void (server.clock.now = BEFORE_DUE));
afterAll(() => server.close());

const setBack = (ms = HOUR_MS) => void (server.clock.now = new Date(server.clock.now.getTime() - ms));

async function submit(who: Client): Promise<string> {
  const body = { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: SGD_SOURCE } };
  return (await who.call(operations.createSubmission, { params: CODE, body })).id;
}

test('of the runs of a submission the one that was let count last does, however the clock was set in between', async () => {
  const submissionId = await submit(ada);
  const countingRun = async () => {
    const { runs } = await server.db.submission.findUniqueOrThrow({
      where: { id: submissionId },
      select: { runs: COUNTING_RUN },
    });
    return runs[0]!;
  };
  const set = (state: 'failed' | 'done', where: object) =>
    server.db.gradingRun.updateMany({
      where: { submissionId, ...where },
      data: {
        state,
        finishedAt: server.clock.now,
        ...(state === 'done' && { scores: { sgd: 4 }, graderVersion: 'test', report: {} }),
      },
    });
  const steps = fc.sample(fc.integer({ min: -2 * HOUR_MS, max: HOUR_MS / 60 }), { numRuns: 4, seed: 14 });
  await set('failed', {});
  for (const step of steps) {
    setBack(-step);
    const before = await countingRun();
    await grace.call(operations.regradeSubmission, { params: { submissionId } });
    const fresh = await countingRun();
    expect([fresh.id === before.id, fresh.state]).toEqual([false, 'queued']);
    await set('failed', { id: fresh.id });
  }
  for (const step of steps) {
    setBack(-step);
    await set('done', { id: (await countingRun()).id });
    const { id: rerun } = await grace.call(operations.startRerun, {
      params: CODE,
      body: { scope: 'chosen', submissionIds: [submissionId] },
    });
    await set('done', { rerunId: rerun });
    setBack();
    const before = await countingRun();
    await grace.call(operations.applyRerun, { params: { ...CODE, rerun }, body: {} });
    expect((await countingRun()).rerunId).toBe(rerun);
    await grace.call(operations.undoRerun, { params: { ...CODE, rerun } });
    expect((await countingRun()).id).toBe(before.id);
    await grace.call(operations.applyRerun, { params: { ...CODE, rerun }, body: {} });
  }
});

test('the last submission is the one that counts', async () => {
  const emmy = await server.as('emmy');
  await submit(emmy);
  setBack();
  const last = await submit(emmy);
  const { submissions } = await emmy.call(operations.listSubmissions, { params: CODE });
  expect(submissions.map(({ id, number, counts }) => [id === last, number, counts])).toEqual([
    [true, 2, true],
    [false, 1, false],
  ]);
});

test('nobody waits longer after wrong passwords than they would have', async () => {
  const budget = { key: randomUUID(), free: 1 };
  const attempt = (now: Date) => beginAttempt(server.db, [budget], now);
  await attempt(BEFORE_DUE);
  await attempt(BEFORE_DUE);
  await expect(attempt(BEFORE_DUE)).rejects.toMatchObject({ code: 'throttled' });
  await attempt(new Date(BEFORE_DUE.getTime() - HOUR_MS));
});

test('a minute of a person is a minute', () => {
  let now = 0;
  const throttle = personThrottle(2, 'Wait.', () => now);
  const ask = (id: string) => {
    let error: unknown;
    throttle({ user: { id } } as never, {} as never, (given?: unknown) => void (error = given));
    return error ?? null;
  };
  expect([ask('a'), ask('a')]).toEqual([null, null]);
  now += 20_500;
  expect(ask('a')).toMatchObject({ code: 'throttled', retryAfterSeconds: 40 });
  expect(ask('b')).toBeNull();
  now += 39_500;
  expect([ask('a'), ask('b'), ask('b')]).toEqual([
    null,
    null,
    expect.objectContaining({ code: 'throttled' }),
  ]);
});

test('a job that was queued before the database’s clock was set back is taken, and a dead worker’s is taken up', async () => {
  const sofia = await server.as('sofia');
  const waiting = await submit(sofia);
  await server.work(passEverything);
  const isDone = (id: string) =>
    eventually(
      () => server.db.gradingRun.findFirstOrThrow({ where: { submissionId: id } }),
      ({ state }) => state === 'done',
    );
  await isDone(waiting);
  // As it lies there when the clock says an hour less than it did.
  await server.db
    .$executeRaw`UPDATE pgboss.queue SET monitor_on = now() + interval '1 hour', monitor_claim_on = now() + interval '1 hour'`;
  const { id: runId, submissionId } = await server.db.gradingRun.create({
    data: { ...(await aRun(waiting)), countsFrom: null },
  });
  await server.db.$executeRaw`
    INSERT INTO pgboss.job (name, data, state, start_after, heartbeat_on, policy)
    SELECT 'grading', jsonb_build_object('runId', ${runId}::text), 'created'::pgboss.job_state, now() + interval '1 hour', NULL, policy
    FROM pgboss.queue WHERE name = 'grading'
    UNION ALL
    SELECT 'grading', '{}', 'active', now(), now() + interval '1 hour', policy FROM pgboss.queue WHERE name = 'grading'`;
  expect(submissionId).toBe(waiting);
  await eventually(
    () => server.db.gradingRun.findUniqueOrThrow({ where: { id: runId } }),
    ({ state }) => state === 'done',
  );
  const [row] = await server.db.$queryRaw<{ ahead: boolean }[]>`
    SELECT bool_or(moment > clock_timestamp()) AS ahead FROM (
      SELECT greatest(monitor_on, monitor_claim_on) AS moment FROM pgboss.queue
      UNION ALL SELECT heartbeat_on FROM pgboss.job WHERE state = 'active') AS moments`;
  expect(row?.ahead).toBe(false);
});

async function aRun(submissionId: string) {
  const { versionId } = await server.db.gradingRun.findFirstOrThrow({ where: { submissionId } });
  return { submissionId, versionId };
}

test('an answer and a refusal say a time that is not before what they tell of', async () => {
  const { clock } = server;
  let at = BEFORE_DUE.getTime();
  // A request takes its time: the clock has gone on whenever it is read.
  Object.defineProperty(clock, 'now', { configurable: true, get: () => new Date((at += 7)) });
  const releasing = (released: boolean) =>
    grace.send(operations.releaseGrades, {
      params: CODE,
      body: { released, seen: { released: false, at: null } },
    });
  const [released, read, refused] = [
    await releasing(true),
    await grace.send(operations.getGradebook, { params: { course: CODE.course } }),
    await releasing(false),
  ];
  Object.defineProperty(clock, 'now', { configurable: true, writable: true, value: BEFORE_DUE });
  const { gradesReleasedAt } = released.body as { gradesReleasedAt: string };
  expect(refused.body).toMatchObject({
    error: { code: 'not_as_seen', details: { stands: { released: true, at: gradesReleasedAt } } },
  });
  for (const { headers } of [released, read, refused])
    expect(Date.parse(headers[TIME_HEADER]!)).toBeGreaterThan(Date.parse(gradesReleasedAt));
  await grace.call(operations.releaseGrades, { params: CODE, body: { released: false } });
});
