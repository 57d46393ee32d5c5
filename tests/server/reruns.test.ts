/** A rerun is a proposal: run behind those who wait, looked at, applied or not, and undone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { VersionPlanNeeded } from '../../contract/versions.ts';
import type { SubmissionView } from '../../contract/submissions.ts';
import { CODE_FILES, SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { CODE, COURSE, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client, tess: Client, ada: Client, emmy: Client, mary: Client;
const ids = new Map<string, string>();
/** In the order in which the worker took them: who, with how many tests. */
const taken: [string, number][] = [];
/** Holds the worker back. */
let gate: Promise<void> = Promise.resolve();
const fails = new Set<string>();
let faults = false;

beforeAll(async () => {
  server = await startTestServer();
  [grace, tess, ada, emmy, mary] = (await Promise.all(
    ['grace', 'tess', 'ada', 'emmy', 'mary'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client];
  // What a program says of itself: who wrote it, and which tests it fails.
  await server.work(async (definition, program, options) => {
    const who = /by (\w+)/.exec(program.source)![1]!;
    await gate;
    const [question] = definition.questions;
    const tests = question?.kind === 'optimizer' ? question.tests.length : 0;
    taken.push([who, tests]);
    if (faults && who === 'mary') throw new Error('the sandbox did not start');
    const graded = await passEverything(definition, program, options);
    const [report] = graded.whole.questions;
    for (const each of report!.tests) {
      if (!fails.has(`${who} ${each.id}`)) continue;
      report!.score -= each.score;
      each.score = 0;
      each.status = 'failed';
    }
    return graded;
  });
});
afterAll(() => server.close());

async function submit(name: string, client: Client): Promise<string> {
  const { body } = await client.send(operations.createSubmission, {
    params: CODE,
    body: {
      idempotencyKey: randomUUID(),
      file: { name: 'optim.js', text: `// by ${name}\n${SGD_SOURCE}` },
    },
  });
  const { id } = body as SubmissionView;
  ids.set(name, id);
  return id;
}
const untilDone = (id: string) =>
  eventually(
    () => tess.call(operations.getSubmission, { params: { submissionId: id } }),
    ({ run }) => run?.state === 'done',
  );
async function scores(): Promise<Record<string, number | null>> {
  const book = await grace.call(operations.getGradebook, { params: { course: COURSE } });
  const column = book.assignments.findIndex(({ slug }) => slug === 'code');
  return Object.fromEntries(book.rows.map(({ student, cells }) => [student.name, cells[column]!.score]));
}
/** Without the secret test: the other three are worth more. */
const [WRONG = ''] = /.*id: secret.*\n/.exec(CODE_FILES['questions/sgd/question.yaml']!) ?? [];
const MENDED = {
  ...CODE_FILES,
  'questions/sgd/question.yaml': CODE_FILES['questions/sgd/question.yaml']!.replace(WRONG, '').replace(
    'id: released, title: "Test released", points: 1',
    'id: released, title: "Test released", points: 2',
  ),
};
const start = (body: { scope: 'counting' | 'all' | 'chosen'; submissionIds?: string[] }) =>
  tess.call(operations.startRerun, { params: CODE, body });
const read = (rerun: string) => tess.call(operations.getRerun, { params: { ...CODE, rerun } });
const untilReady = (rerun: string) =>
  eventually(
    () => read(rerun),
    ({ state }) => state === 'ready',
  );

test('a mended test is no score yet', async () => {
  // A test that nobody can pass.
  for (const name of ['ada', 'emmy', 'mary']) fails.add(`${name} secret`);
  fails.add('emmy released');
  for (const [name, client] of [
    ['ada', ada],
    ['emmy', emmy],
    ['mary', mary],
  ] as const)
    await untilDone(await submit(name, client));
  expect(await scores()).toMatchObject({ ada: 3, emmy: 2, mary: 3 });
  const body = { files: MENDED, slug: 'code' };
  const { details } = await grace.fail(operations.publishAssignment, { params: { course: COURSE }, body });
  const { plan } = details as VersionPlanNeeded;
  expect(plan.questions).toMatchObject([{ id: 'sgd', tested: true, change: 'changed' }]);
  expect(plan).toMatchObject({ up: 0, down: 0, same: 3 });
  await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { ...body, plan: plan.token },
  });
  expect(await scores()).toMatchObject({ ada: 3, emmy: 2, mary: 3 });
});

test('it runs with the tests in force, behind those who wait, and changes no score', async () => {
  taken.length = 0;
  let open = () => {};
  gate = new Promise((done) => (open = done));
  const started = await start({ scope: 'counting' });
  expect(started).toMatchObject({ state: 'running', total: 3, over: 0, version: 2 });
  // Both workers hold one by now; whoever hands in now goes before the third.
  await eventually(
    () => server.db.gradingRun.count({ where: { state: 'running' } }),
    (count) => count === 2,
  );
  const sofia = await submit('sofia', await server.as('sofia'));
  expect((await tess.fail(operations.startRerun, { params: CODE, body: { scope: 'all' } })).code).toBe(
    'locked',
  );
  // In the order in which a worker takes what waits.
  const waiting = await server.db.$queryRaw<{ submissionId: string }[]>`
    SELECT run.submission_id AS "submissionId" FROM pgboss.job job
    JOIN grading_runs run ON run.id = (job.data->>'runId')::uuid
    WHERE job.name = 'grading' AND job.state = 'created' ORDER BY job.priority DESC, job.created_on`;
  expect([waiting.length, waiting[0]?.submissionId]).toEqual([2, sofia]);
  open();
  const rerun = await untilReady(started.id);
  await untilDone(sofia);
  expect(taken.map(([, tests]) => tests)).toEqual([3, 3, 3, 3]);
  expect(
    rerun.results.map(({ members, kind, before, after }) => [members[0]!.name, kind, before, after]),
  ).toEqual([
    ['ada', 'up', 3, 4],
    ['mary', 'up', 3, 4],
    ['emmy', 'same', 2, 2],
  ]);
  expect(rerun.results[0]?.tests).toEqual([
    { question: 'sgd', id: 'secret', title: 'Test secret', before: 'failed', after: null },
  ]);
  const report = await tess.call(operations.getRerunReport, {
    params: { submissionId: ids.get('ada')!, rerun: started.id },
  });
  expect([report.before?.score, report.after?.score]).toEqual([3, 4]);
  expect(await scores()).toMatchObject({ ada: 3, emmy: 2, mary: 3, sofia: 4 });
  const seen = await ada.call(operations.listSubmissions, { params: CODE });
  expect(seen.submissions.map(({ run }) => run?.state)).toEqual(['done']);
});

test('what a person decided stays; some or all are applied, and undone', async () => {
  const { reruns } = await tess.call(operations.listReruns, { params: CODE });
  const params = { ...CODE, rerun: reruns[0]!.id };
  const answer = { submissionId: ids.get('mary')!, question: 'sgd' };
  await tess.call(operations.gradeAnswer, {
    params: answer,
    body: { appliedItemIds: [], adjustment: -0.5, baseRevision: 0 },
  });
  const looked = await read(params.rerun);
  expect(looked.results.find(({ members }) => members[0]!.name === 'mary')).toMatchObject({
    kind: 'same',
    byHand: true,
    before: 2.5,
    after: 2.5,
  });
  expect((await tess.fail(operations.applyRerun, { params, body: {} })).code).toBe('forbidden');
  const release = (released: boolean) =>
    grace.call(operations.releaseGrades, { params: CODE, body: { released } });
  /** Who was told since that a grade that is out changed. */
  const told = async () => {
    const where = { kind: 'graded' };
    const notices = await server.db.notification.findMany({ where, include: { user: true } });
    await server.db.notification.deleteMany({ where });
    return notices.map(({ user }) => user.name);
  };
  await release(true);
  await grace.call(operations.applyRerun, { params, body: { submissionIds: [ids.get('ada')!] } });
  expect(await told()).toEqual(['ada']);
  expect(await scores()).toMatchObject({ ada: 4, emmy: 2, mary: 2.5 });
  expect(await grace.call(operations.applyRerun, { params, body: {} })).toMatchObject({ applied: 3 });
  expect(await scores()).toMatchObject({ ada: 4, emmy: 2, mary: 2.5 });
  expect((await grace.fail(operations.discardRerun, { params })).code).toBe('locked');
  expect(await told()).toEqual([]);
  // Looked at again, the difference is still against what stood before.
  expect((await read(params.rerun)).results[0]).toMatchObject({ before: 3, after: 4, applied: true });
  await grace.call(operations.undoRerun, { params });
  expect(await scores()).toMatchObject({ ada: 3, emmy: 2, mary: 2.5 });
  expect(await told()).toEqual(['ada']);
  await release(false);
  await grace.call(operations.discardRerun, { params });
  expect((await grace.fail(operations.applyRerun, { params, body: {} })).code).toBe('locked');
  const events = await server.db.auditEvent.findMany({
    where: { action: { in: ['startRerun', 'applyRerun', 'undoRerun', 'discardRerun'] } },
    orderBy: { at: 'asc' },
  });
  expect(events.map(({ action }) => action)).toEqual([
    'startRerun',
    'applyRerun',
    'applyRerun',
    'undoRerun',
    'discardRerun',
  ]);
  expect(events[1]!.details).toMatchObject({ changes: [{ before: 3, after: 4 }] });
});

test('what we could not test is no verdict; a stopped one runs nothing more', async () => {
  faults = true;
  const started = await start({ scope: 'chosen', submissionIds: [ids.get('mary')!, ids.get('emmy')!] });
  const rerun = await untilReady(started.id);
  faults = false;
  expect(rerun).toMatchObject({ failed: 1 });
  expect(rerun.results.map(({ members, kind }) => [members[0]!.name, kind])).toEqual([
    ['mary', 'errored'],
    ['emmy', 'same'],
  ]);
  const body = { submissionIds: [ids.get('mary')!] };
  const params = { ...CODE, rerun: started.id };
  expect((await grace.fail(operations.applyRerun, { params, body })).code).toBe('unacceptable');
  expect(
    (await tess.call(operations.getSubmission, { params: { submissionId: ids.get('mary')! } })).run?.state,
  ).toBe('done');

  let open = () => {};
  gate = new Promise((done) => (open = done));
  const second = await start({ scope: 'all' });
  await eventually(
    () => server.db.gradingRun.count({ where: { state: 'running' } }),
    (count) => count === 2,
  );
  const stopped = await tess.call(operations.stopRerun, { params: { ...CODE, rerun: second.id } });
  expect(stopped.state).toBe('stopped');
  open();
  const over = await eventually(
    () => read(second.id),
    (each) => each.over === 2,
  );
  expect(over).toMatchObject({ state: 'stopped', total: 4 });
  await untilDone(await submit('ada', ada));
  expect((await read(second.id)).over).toBe(2);
});

test('a rerun from when a question was taken out says nothing about it', async () => {
  const place = { course: COURSE, assignment: 'twice' };
  const sgd = CODE_FILES['questions/sgd/question.yaml']!;
  const all: Record<string, string> = {
    sgd,
    again: sgd.replace('id: sgd', 'id: again').replace('entry: sgd', 'entry: again'),
    one: 'kind: written\nid: one\ntitle: First\npoints: 1\n',
  };
  const asking = (ids: readonly string[]): Record<string, string> => {
    const head = `title: Twice\ncourse: Course\ndue: 2026-12-01 14:30\ntimeZone: UTC\nblocks:\n  - questions: [${ids.join(', ')}]\n`;
    const files: Record<string, string> = {
      'assignment.yaml': `${head}submission: { file: optim, languages: [javascript] }\n`,
    };
    for (const id of ids) {
      files[`questions/${id}/question.yaml`] = all[id]!;
      files[`questions/${id}/statement.md`] = 'Write it.\n';
    }
    return files;
  };
  const publish = async (...ids: string[]): Promise<void> => {
    const params = { course: COURSE };
    const body = { files: asking(ids), slug: 'twice' };
    const { outcome } = await grace.call(operations.checkAssignment, { params, body });
    const plan = outcome?.plan ? { plan: outcome.plan.token } : {};
    await grace.call(operations.publishAssignment, { params, body: { ...body, ...plan } });
  };
  const rerun = async (): Promise<void> => {
    const { id } = await tess.call(operations.startRerun, { params: place, body: { scope: 'all' } });
    const read = () => tess.call(operations.getRerun, { params: { ...place, rerun: id } });
    await eventually(read, ({ state }) => state === 'ready');
    await grace.call(operations.applyRerun, { params: { ...place, rerun: id }, body: {} });
  };
  const scored = async () => {
    const { score, maxScore, questions, removed } = await mary.call(operations.getFeedback, {
      params: place,
    });
    const all = [...questions, ...removed.map(({ feedback }) => feedback)];
    return { score, maxScore, all: all.map((each) => [each.question, each.score, each.report !== null]) };
  };

  await publish('sgd', 'again');
  const handedIn = await mary.call(operations.createSubmission, {
    params: place,
    body: { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: `// by nobody\n${SGD_SOURCE}` } },
  });
  await untilDone(handedIn.id);
  await grace.call(operations.releaseGrades, { params: place, body: { released: true } });
  await publish('sgd');
  await rerun();
  const both = [
    ['sgd', 4, true],
    ['again', 4, true],
  ];
  // What was taken out stays readable, and counts again where it comes back.
  expect(await scored()).toEqual({ score: 4, maxScore: 4, all: both });
  await publish('sgd', 'again');
  expect(await scored()).toEqual({ score: 8, maxScore: 8, all: both });

  await publish('one');
  const refused = await tess.fail(operations.startRerun, { params: place, body: { scope: 'all' } });
  expect([refused.code, refused.message]).toEqual(['unacceptable', expect.stringContaining('asks for code')]);
});
