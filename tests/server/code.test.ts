/** Code: queued with the submission, graded by a worker, shown as far as its reader may see it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { SubmissionView } from '../../contract/submissions.ts';
import { NO_NEWS } from '../../server/database/workNews.ts';
import { createSubmission } from '../../server/features/submissions/createSubmission.ts';
import { LanguageRefused } from '../../grader/sandbox/refusal.ts';
import { setForStaff } from '../../server/middleware/subject.ts';
import { readVersion, LATEST_VERSION } from '../../server/middleware/versions.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import {
  AFTER_DUE,
  BEFORE_DUE,
  CODE,
  eventually,
  passEverything,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, tess: Client, grace: Client;
/** Faults of the grader to come, before it works. */
let faults = 0;
/** Times that the host will refuse the language. */
let refusals = 0;
let graded = 0;

beforeAll(async () => {
  server = await startTestServer();
  [ada, tess, grace] = (await Promise.all(['ada', 'tess', 'grace'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => server.close());

/** A text that nobody has handed in, as long as none is given. */
const submit = (
  client: Client,
  { name = 'optim.js', text = `// ${randomUUID()}\n${SGD_SOURCE}` }: { name?: string; text?: string } = {},
) =>
  client.send(operations.createSubmission, {
    params: CODE,
    body: { idempotencyKey: randomUUID(), file: { name, text } },
  });
const read = (client: Client, submissionId: string) =>
  client.call(operations.getSubmission, { params: { submissionId } });
const untilOver = (client: Client, id: string) =>
  eventually(
    () => read(client, id),
    ({ run }) => run?.state === 'done' || run?.state === 'failed',
  );
/** What a student must never be sent before its time, wherever it might stand in an answer. */
const tellsOf = (value: unknown) =>
  ['later', 'released', 'secret'].filter((id) =>
    new RegExp(`"${id}"|message of ${id}|Test ${id}|Plot of ${id}|printed by the ${id} test`).test(
      // Until when one may hand in again is told to everybody, and may be "released".
      JSON.stringify(value, (key, part: unknown) => (key === 'until' ? undefined : part)),
    ),
  );

test('a submission and its job are made together or not at all', async () => {
  const row = await server.db.assignment.findFirstOrThrow({
    where: { slug: 'code' },
    include: { course: true, versions: LATEST_VERSION },
  });
  const { course, versions, ...assignment } = row;
  const broken = {
    send: () => Promise.reject(new Error('no queue')),
    placeInTurn: () => Promise.resolve(0),
    sendInTurn: () => Promise.reject(new Error('no queue')),
    watched: async () => null,
    trainingsBefore: async () => null,
    withdrawTraining: async () => {},
    postpone: async () => {},
    work: async () => {},
    close: async () => {},
  };
  const version = readVersion(versions[0]!);
  const handedIn = operations.createSubmission.body.parse({
    idempotencyKey: randomUUID(),
    file: { name: 'optim.js', text: SGD_SOURCE },
  });
  const userId = await server.userId('emmy');
  await expect(
    createSubmission(
      server.db,
      broken,
      NO_NEWS,
      { course, assignment: await setForStaff(server.db, assignment, BEFORE_DUE), version },
      { userId, now: BEFORE_DUE, handedIn },
    ),
  ).rejects.toThrow('no queue');
  expect(await server.db.submission.count()).toBe(0);
  expect(await server.db.gradingRun.count()).toBe(0);
});

test('a file that is not asked for is refused with what is', async () => {
  const { status, body } = await submit(ada, { name: 'adam.js' });
  expect(status).toBe(422);
  expect(JSON.stringify(body)).toContain('optim.py or optim.js');
});

test('it waits for a worker, then a fault of the grader is tried again and becomes no verdict', async () => {
  const { body } = await submit(ada);
  const { id, run } = body as SubmissionView;
  expect(run?.state).toBe('queued');
  faults = 1;
  await server.work(async (definition, program, options) => {
    if (refusals > 0) {
      refusals -= 1;
      throw new LanguageRefused('javascript', 'a wall is missing');
    }
    if (faults > 0) {
      faults -= 1;
      throw new Error('the sandbox did not start');
    }
    graded += 1;
    return passEverything(definition, program, options);
  });
  expect((await untilOver(ada, id)).run?.state).toBe('done');
  expect(graded).toBe(1);
  const stored = await server.db.gradingRun.findFirstOrThrow({ where: { submissionId: id } });
  expect([stored.attempt, stored.fault]).toEqual([2, 'Error: the sandbox did not start']);
});

test('a host that cannot run a language safely says why, and grades once it can', async () => {
  refusals = 1;
  const { body } = await submit(ada);
  const { id } = body as SubmissionView;
  const waiting = await eventually(
    () => read(ada, id),
    ({ run }) => run?.refusal !== null,
  );
  expect(waiting.run).toMatchObject({
    state: 'queued',
    refusal: 'This server cannot run JavaScript programs safely: a wall is missing',
  });
  expect((await untilOver(ada, id)).run).toMatchObject({ state: 'done', refusal: null });
});

test('the state comes as events, the last of them when it is over', async () => {
  const { body } = await submit(ada);
  const { id } = body as SubmissionView;
  const stream = await ada.send(operations.streamSubmission, { params: { submissionId: id } });
  expect(stream.headers['content-type']).toMatch('text/event-stream');
  const states = [...stream.text.matchAll(/^data: (.*)$/gm)].map(
    ([, data = '']) => (JSON.parse(data) as { run: { state: string } }).run.state,
  );
  expect(states.at(-1)).toBe('done');
  expect(states).toEqual([...new Set(states)]);
});

test('the same file is tested once, whoever hands it in, and says to each what they may see', async () => {
  const emmy = await server.as('emmy');
  const text = `// the same\n${SGD_SOURCE}`;
  const before = graded;
  const reportOf = async (client: Client, sent: string) => {
    const { body } = await submit(client, { text: sent });
    return (await untilOver(client, (body as SubmissionView).id)).report;
  };
  const first = await reportOf(ada, text);
  const second = await reportOf(emmy, text);
  expect(second).toEqual(first);
  expect(tellsOf(second)).toEqual([]);
  expect(graded).toBe(before + 1);
  // One character more is another program, and a grader of other sources another grader.
  await reportOf(emmy, `${text} `);
  expect(graded).toBe(before + 2);
  await server.db.gradingRun.updateMany({ data: { graderVersion: 'before it was mended' } });
  await reportOf(ada, text);
  expect(graded).toBe(before + 3);
});

test.each([
  { when: 'before the due time', now: BEFORE_DUE, release: false, seen: ['shown'], score: null },
  { when: 'after the due time', now: AFTER_DUE, release: false, seen: ['shown', 'later'], score: null },
  {
    when: 'after the release',
    now: AFTER_DUE,
    release: true,
    seen: ['shown', 'later', 'released'],
    score: 4,
  },
])('$when a student sees $seen', async ({ now, release, seen, score }) => {
  server.clock.now = now;
  await grace.call(operations.releaseGrades, { params: CODE, body: { released: release } });
  const { submissions } = await ada.call(operations.listSubmissions, { params: CODE });
  const submission = await untilOver(ada, submissions[0]?.id ?? '');
  const feedback = await ada.call(operations.getFeedback, { params: CODE });
  for (const report of [submission.report?.questions[0], feedback.questions[0]?.report]) {
    expect(report?.tests.map(({ id }) => id)).toEqual(seen);
    expect(report?.plots.map(({ testId }) => testId)).toEqual(seen);
    expect(report?.score).toBe(score);
    expect(report?.withheld).toEqual({
      afterDueDate: seen.includes('later') ? 0 : 1,
      afterPublished: seen.includes('released') ? 0 : 1,
      hidden: 1,
    });
  }
  expect(feedback.score).toBe(score);
  const everything = [
    submission,
    feedback,
    submissions,
    await ada.call(operations.getAssignment, { params: CODE }),
    await ada.call(operations.listAssignments, { params: { course: CODE.course } }),
    await ada.call(operations.getReceipt, { params: { submissionId: submission.id } }),
  ];
  expect(tellsOf(everything)).toEqual(['later', 'released'].filter((id) => seen.includes(id)));
});

test('staff see every test', async () => {
  const { submissions } = await tess.call(operations.listSubmissions, { params: CODE });
  const id = submissions[0]?.id ?? '';
  const answer = await tess.call(operations.getGradingAnswer, {
    params: { submissionId: id, question: 'sgd' },
  });
  expect(answer.report?.tests.map((result) => result.id)).toEqual(['shown', 'later', 'released', 'secret']);
  expect([answer.score, answer.file?.text]).toEqual([4, expect.stringContaining(SGD_SOURCE)]);
});

test('when no attempt works, nobody is given a verdict', async () => {
  await grace.call(operations.releaseGrades, { params: CODE, body: { released: false } });
  faults = Infinity;
  const { body } = await submit(await server.as('mary'));
  const { id } = body as SubmissionView;
  const over = await untilOver(tess, id);
  expect([over.run?.state, over.report]).toEqual(['failed', null]);
  const mary = await server.as('mary');
  const feedback = await mary.call(operations.getFeedback, { params: CODE });
  expect(feedback.questions[0]).toMatchObject({ state: 'grading_failed', score: null });
  faults = 0;
  await tess.call(operations.regradeSubmission, { params: { submissionId: id } });
  expect((await untilOver(tess, id)).run?.state).toBe('done');
});
