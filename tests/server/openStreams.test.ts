/** A stream that is open ends at once where its reader may not read it any more, or not as they did. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { SubmissionEvent } from '../../contract/submissions.ts';
import { MOST_STREAMS } from '../../server/middleware/readers.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { CODE, COURSE, eventually, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, grace: Client;
let submissionId: string;
beforeAll(async () => {
  server = await startTestServer();
  [ada, grace] = (await Promise.all([server.as('ada'), server.as('grace')])) as [Client, Client];
  // No worker takes it, so that it waits as long as the test does.
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const body = { idempotencyKey: randomUUID(), file };
  submissionId = (await ada.call(operations.createSubmission, { params: CODE, body })).id;
});
const listeners = new Set<Client>();
afterAll(async () => {
  // Which ends what they listen to.
  for (const each of listeners) {
    await each.refresh();
    await each.send(operations.signOut);
  }
  await server.close();
});

/** What an open page hears of the run, and when it is ended. */
async function listen(by: Client) {
  listeners.add(by);
  const heard: SubmissionEvent[] = [];
  const told = Promise.withResolvers<void>();
  const over = by
    .raw('get', urlOf(operations.streamSubmission, { submissionId }))
    .buffer(true)
    .parse((response, done) => {
      response.on('data', (chunk: Buffer) => {
        for (const [, data] of chunk.toString().matchAll(/^data: (.*)$/gm))
          heard.push(SubmissionEvent.parse(JSON.parse(data!)));
        if (heard.length > 0) told.resolve();
      });
      response.on('end', () => done(null, null));
    })
    .then(({ status }) => status);
  await Promise.race([told.promise, over]);
  return { heard, over };
}

/** Something of the run becomes another, and all who listen are told. */
async function change(): Promise<void> {
  await server.db.gradingRun.updateMany({ data: { refusal: `because of ${randomUUID()}` } });
  await server.db.$executeRaw`SELECT pg_notify('stepwise_runs', ${submissionId})`;
}

async function enrol(name: string, body: { role?: 'student' | 'ta'; active?: boolean }): Promise<void> {
  const params = { course: COURSE, userId: await server.userId(name) };
  await grace.call(operations.changeEnrolment, { params, body });
}

test('who is a student now is told nothing any more that staff see, and asks in vain', async () => {
  const tess = await server.as('tess');
  const [hers, staffs] = [await listen(tess), await listen(grace)];
  await enrol('tess', { role: 'student' });
  await change();
  expect(await hers.over).toBe(200);
  expect(hers.heard).toHaveLength(1);
  expect((await tess.fail(operations.streamSubmission, { params: { submissionId } })).status).toBe(403);
  await enrol('tess', { role: 'ta' });
  // Nobody else's was ended.
  const { heard } = await listen(tess);
  expect(heard[0]!.run).toEqual(staffs.heard.at(-1)!.run);
  expect(staffs.heard).toHaveLength(2);
});

test('who is taken out of the course is told nothing more of their own work, until they are back', async () => {
  const { heard, over } = await listen(ada);
  await enrol('ada', { active: false });
  await change();
  expect(await over).toBe(200);
  expect(heard).toHaveLength(1);
  expect((await ada.fail(operations.streamSubmission, { params: { submissionId } })).status).toBe(403);
  await enrol('ada', { active: true });
  expect((await listen(ada)).heard).toHaveLength(1);
});

test('the streams of whoever signs out end', async () => {
  const other = await server.as('ada');
  const { over } = await listen(other);
  await other.call(operations.signOut, {});
  expect(await over).toBe(200);
});

test('what nobody was told of, since a server died before it told, ends them once that is looked for', async () => {
  const [adas, { heard }] = [await listen(ada), await listen(grace)];
  await server.db.enrolment.updateMany({
    where: { userId: await server.userId('ada') },
    data: { leftAt: server.clock.now },
  });
  // The connection that hears is lost, and with it perhaps news.
  await server.db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN stepwise_work' AND datname = current_database()`;
  expect(await adas.over).toBe(200);
  await change();
  await eventually(
    async () => heard.length,
    (length) => length === 2,
  );
});

test('one person has so many streams open and no more, and others have theirs', async () => {
  const emmy = await server.as('emmy');
  const open = () =>
    emmy
      .raw('get', urlOf(operations.streamSets, { course: COURSE }))
      .buffer(true)
      .parse((response, done) => {
        response.on('data', () => undefined);
        response.on('end', () => done(null, null));
      })
      .then(({ status, headers }) => ({ status, wait: headers['retry-after'] as string | undefined }));
  const all = Array.from({ length: MOST_STREAMS + 10 }, open);
  listeners.add(emmy);
  let refused = 0;
  for (const each of all)
    void each.then(({ status, wait }) => {
      if (status !== 429) return;
      expect(Number(wait)).toBeGreaterThan(0);
      refused += 1;
    });
  expect(
    await eventually(
      () => Promise.resolve(refused),
      (count) => count >= 10,
    ),
  ).toBe(10);
  const others = await listen(await server.as('grace'));
  expect(others.heard.length).toBeGreaterThan(0);
  // Which ends all that were open.
  await emmy.refresh();
  await emmy.send(operations.signOut);
  expect((await Promise.all(all)).filter(({ status }) => status === 200)).toHaveLength(MOST_STREAMS);
});
