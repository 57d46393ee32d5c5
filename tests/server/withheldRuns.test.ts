/** While withheld tests run, and whatever becomes of them, a student is told what they were told already. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { GradingHandlers } from '../../server/queue/gradingQueue.ts';
import { createLog } from '../../server/log.ts';
import { createGradingHandlers, type GradeSubmission } from '../../server/worker/gradingHandlers.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import {
  AFTER_DUE,
  BEFORE_DUE,
  CODE,
  COURSE,
  passEverything,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, tess: Client;
/** Of the worker, in seconds after the submission. */
let seconds = 0;

beforeAll(async () => {
  server = await startTestServer();
  [ada, tess] = (await Promise.all(['ada', 'tess'].map((name) => server.as(name)))) as [Client, Client];
});
beforeEach(() => {
  seconds = 0;
  server.clock.now = BEFORE_DUE;
});
afterAll(() => server.close());

/** A worker whose withheld tests do something else: `afterShown` is called when the others are known. */
function worker(
  afterShown: () => Promise<void>,
  seen?: (shown: string | undefined) => void,
): GradingHandlers {
  const gradeSubmission: GradeSubmission = async (definition, program, options) => {
    seen?.(options.shown);
    const report = await passEverything(definition, program, options);
    await afterShown();
    return report;
  };
  return createGradingHandlers({
    db: server.db,
    gradeSubmission,
    graderVersion: 'test',
    postpone: async () => {},
    clock: () => new Date(server.clock.now.getTime() + 1000 * seconds++),
    log: createLog('test', 'silent'),
  });
}

async function submit(comment: string = randomUUID()): Promise<{ id: string; runId: string }> {
  const { id } = await ada.call(operations.createSubmission, {
    params: CODE,
    body: {
      idempotencyKey: randomUUID(),
      file: { name: 'optim.js', text: `// ${comment}\n${SGD_SOURCE}` },
    },
  });
  const run = await server.db.gradingRun.findFirstOrThrow({ where: { submissionId: id } });
  return { id, runId: run.id };
}

/** Every answer in which a run, or what came of it, is said. */
async function told(client: Client, submissionId: string) {
  return {
    submission: await client.call(operations.getSubmission, { params: { submissionId } }),
    list: await client.call(operations.listSubmissions, { params: CODE }),
    events: (await client.send(operations.streamSubmission, { params: { submissionId } })).text,
    ...(client === ada && {
      feedback: await client.call(operations.getFeedback, { params: CODE }),
      assignments: await client.call(operations.listAssignments, { params: { course: COURSE } }),
    }),
  };
}
const stateFor = async (client: Client, submissionId: string) =>
  (await client.call(operations.getSubmission, { params: { submissionId } })).run?.state;

test('a run is over for students when the tests they see are, and nothing they are told changes at its end', async () => {
  const { id, runId } = await submit();
  let during: unknown;
  await worker(async () => {
    during = await told(ada, id);
    expect(await stateFor(tess, id)).toBe('running');
    const answer = await tess.call(operations.getGradingAnswer, {
      params: { submissionId: id, question: 'sgd' },
    });
    expect([answer.report, answer.score]).toEqual([null, null]);
    seconds += 100;
  }).grade({ runId });
  expect(during).toMatchObject({
    submission: { run: { state: 'done' }, report: { questions: [{ verdict: null, score: null }] } },
    feedback: { questions: [{ state: 'graded', score: null }] },
  });
  expect(await told(ada, id)).toEqual(during);
  const { run, report } = await tess.call(operations.getSubmission, { params: { submissionId: id } });
  expect([run?.state, report?.score]).toEqual(['done', 4]);
});

test('a fault among withheld tests, the next attempt and giving up are nothing to a student', async () => {
  const { id, runId } = await submit();
  const failing = worker(() => Promise.reject(new Error('the machine broke')));
  await expect(failing.grade({ runId })).rejects.toThrow('the machine broke');
  const before = await told(ada, id);
  expect(before.submission.run?.state).toBe('done');
  seconds += 100;
  await expect(failing.grade({ runId })).rejects.toThrow('the machine broke');
  expect(await told(ada, id)).toEqual(before);
  await failing.giveUp({ runId });
  expect(await told(ada, id)).toEqual(before);
  expect(await stateFor(tess, id)).toBe('failed');
});

test('what a student was shown stays when another attempt finds something else', async () => {
  const { id, runId } = await submit();
  await expect(worker(() => Promise.reject(new Error('once'))).grade({ runId })).rejects.toThrow('once');
  const before = await told(ada, id);
  const other = createGradingHandlers({
    db: server.db,
    gradeSubmission: async (definition, program) => {
      const report = await passEverything(definition, program, { versionId: 'any' });
      for (const question of report.views.visible!.questions)
        question.output = 'another time, another output';
      return report;
    },
    graderVersion: 'test',
    postpone: async () => {},
    clock: () => server.clock.now,
    log: createLog('test', 'silent'),
  });
  await other.grade({ runId });
  expect(await told(ada, id)).toEqual(before);
  expect(await stateFor(tess, id)).toBe('done');
});

test('a fault before anything is shown is told as before', async () => {
  const { id, runId } = await submit();
  const broken = createGradingHandlers({
    db: server.db,
    gradeSubmission: () => Promise.reject(new Error('no sandbox')),
    graderVersion: 'test',
    postpone: async () => {},
    clock: () => server.clock.now,
    log: createLog('test', 'silent'),
  });
  await expect(broken.grade({ runId })).rejects.toThrow('no sandbox');
  expect(await stateFor(ada, id)).toBe('running');
  await broken.giveUp({ runId });
  expect(await stateFor(ada, id)).toBe('failed');
});

test('after the due time the tests that come with it are run before a student is told', async () => {
  server.clock.now = AFTER_DUE;
  const { id, runId } = await submit();
  const shown: (string | undefined)[] = [];
  await worker(
    async () => {
      const { run, report } = await ada.call(operations.getSubmission, { params: { submissionId: id } });
      expect(run?.state).toBe('done');
      expect(report?.questions[0]?.tests.map((each) => each.id)).toEqual(['shown', 'later']);
    },
    (widest) => shown.push(widest),
  ).grade({ runId });
  expect(shown).toEqual(['after_due_date']);
});

test('whether a text is tested again tells nothing of the tests that are withheld', async () => {
  let tested = 0;
  const limit = { withheld: false, visible: false };
  const handlers = createGradingHandlers({
    db: server.db,
    gradeSubmission: async (definition, program) => {
      tested += 1;
      const report = await passEverything(definition, program, { versionId: 'any' });
      if (limit.withheld) report.whole.questions[0]!.verdict = 'time_limit_exceeded';
      if (limit.visible) report.views.visible!.questions[0]!.verdict = 'time_limit_exceeded';
      return report;
    },
    graderVersion: 'test',
    postpone: async () => {},
    clock: () => server.clock.now,
    log: createLog('test', 'silent'),
  });
  const timesTested = async (comment: string, times: number) => {
    const before = tested;
    for (let time = 0; time < times; time += 1) {
      const { runId } = await submit(comment);
      await handlers.grade({ runId });
    }
    return tested - before;
  };
  expect(await timesTested('all is well', 2)).toBe(1);
  limit.withheld = true;
  expect(await timesTested('a withheld test takes too long', 2)).toBe(1);
  limit.visible = true;
  expect(await timesTested('a visible test takes too long', 2)).toBe(2);
});
