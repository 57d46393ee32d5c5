/** Graders and workers who do two things at once. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { createLog } from '../../server/log.ts';
import { createGradingHandlers } from '../../server/worker/gradingHandlers.ts';
import { lockAnswers } from '../../server/features/grading/decisions.ts';
import { LanguageRefused } from '../../grader/sandbox/refusal.ts';
import { SGD_SOURCE, SHEET_FILES } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';

const QUESTION = { ...SHEET, question: 'two' };
let server: TestServer;
let ada: Client, tess: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, tess] = (await Promise.all(['ada', 'tess'].map((name) => server.as(name)))) as [Client, Client];
});
afterAll(() => server.close());

test('two who change the text and the points of an item both change it', async () => {
  const { items } = await tess.call(operations.listRubricItems, { params: QUESTION });
  const params = { rubricItemId: items[0]!.id };
  const edits: Promise<unknown>[] = [];
  await untilWaiting(server, 2, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM rubric_items WHERE id = ${params.rubricItemId}::uuid FOR UPDATE`;
    edits.push(tess.call(operations.editRubricItem, { params, body: { text: 'All correct' } }));
    edits.push(tess.call(operations.editRubricItem, { params, body: { points: -0.25 } }));
  });
  await Promise.all(edits);
  const after = await tess.call(operations.listRubricItems, { params: QUESTION });
  expect(after.items[0]).toMatchObject({ text: 'All correct', points: -0.25 });
});

test('a group that is dissolved while its answers go into another one stops nobody', async () => {
  const { id: submissionId } = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { two: 'Two.' } },
  });
  const { id } = await tess.call(operations.formAnswerGroup, {
    params: QUESTION,
    body: { name: 'Twos', submissionIds: [submissionId] },
  });
  const statuses: Promise<number>[] = [];
  // What formAnswerGroup does: the answers are taken out, then the group left empty vanishes.
  await untilWaiting(
    server,
    1,
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM assignments WHERE slug = 'sheet' FOR NO KEY UPDATE`;
      await tx.answerGroupMember.deleteMany({ where: { answerGroupId: id } });
      const dissolved = tess.send(operations.dissolveAnswerGroup, {
        params: { ...QUESTION, answerGroupId: id },
      });
      statuses.push(dissolved.then(({ status }) => status));
    },
    async (tx) => {
      await tx.answerGroup.deleteMany({ where: { id } });
    },
  );
  expect(await Promise.all(statuses)).toEqual([404]);
});

test('who publishes waits for who decides, and neither stops the other', async () => {
  const { id: assignmentId } = await server.db.assignment.findFirstOrThrow({ where: { slug: 'sheet' } });
  const { submissionId } = (
    await server.db.answer.findMany({ where: { questionId: 'two' }, take: 1, select: { submissionId: true } })
  )[0]!;
  const grace = await server.as('grace');
  const published: Promise<number>[] = [];
  // What gradeAnswer does: it keeps versions from changing, and its decision then marks scores of the set.
  await untilWaiting(
    server,
    1,
    async (tx) => {
      await lockAnswers(tx, { assignmentId, submissionIds: [submissionId], questionId: 'two' });
      const body = { files: SHEET_FILES, slug: 'sheet' };
      const answer = grace.send(operations.publishAssignment, { params: { course: COURSE }, body });
      published.push(answer.then(({ status }) => status));
    },
    async (tx) => {
      await tx.$executeRaw`INSERT INTO score_changes (assignment_id) VALUES (${assignmentId}::uuid)`;
    },
  );
  expect(await Promise.all(published)).toEqual([201]);
});

test('a grade that is taken back stands in the audit trail', async () => {
  const [answer] = (await tess.call(operations.listGradingAnswers, { params: QUESTION })).answers;
  const params = { submissionId: answer!.submissionId, question: 'two' };
  const body = { appliedItemIds: [], adjustment: -0.5, comment: 'Hm', baseRevision: 0 };
  await tess.call(operations.gradeAnswer, { params, body });
  await tess.call(operations.ungradeAnswer, { params });
  // Twice is once.
  await tess.call(operations.ungradeAnswer, { params });
  const events = await server.db.auditEvent.findMany({ where: { action: 'ungradeAnswer' } });
  expect(events.map(({ details }) => details)).toEqual([
    { question: 'two', before: 1.5, was: { score: 1.5, adjustment: -0.5, comment: 'Hm' } },
  ]);
  // The line still has what was taken back.
  const line = await server.db.gradeDecision.findMany({ orderBy: { revision: 'asc' } });
  expect(line.map(({ kind, comment }) => [kind, comment])).toEqual([
    ['grade', 'Hm'],
    ['taken_back', ''],
  ]);
  await expect(server.db.gradeDecision.deleteMany()).rejects.toThrow(/immutable/);
});

test('who looked at a grade that was taken back does not overwrite the one given since', async () => {
  const [answer] = (await tess.call(operations.listGradingAnswers, { params: QUESTION })).answers;
  const params = { submissionId: answer!.submissionId, question: 'two' };
  const revision = async () =>
    (await tess.call(operations.getGradingAnswer, { params })).grade?.revision ?? 0;
  const body = { appliedItemIds: [], fullMarks: true, comment: 'First' };
  const first = await tess.call(operations.gradeAnswer, {
    params,
    body: { ...body, baseRevision: await revision() },
  });
  await tess.call(operations.ungradeAnswer, { params });
  const second = { ...body, comment: 'Second', baseRevision: await revision() };
  await tess.call(operations.gradeAnswer, { params, body: second });
  const stale = await tess.fail(operations.gradeAnswer, {
    params,
    body: { ...body, comment: 'Stale', baseRevision: first.revision },
  });
  expect(stale).toMatchObject({ status: 409, details: { theirs: { comment: 'Second' } } });
  const query = { baseRevision: first.revision };
  const unseen = await tess.fail(operations.ungradeAnswer, { params, query });
  expect(unseen).toMatchObject({ code: 'grade_conflict', details: { theirs: { comment: 'Second' } } });
});

test('a run that another worker finished stays finished when this host refuses its language', async () => {
  const { id } = await ada.call(operations.createSubmission, {
    params: CODE,
    body: { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: SGD_SOURCE } },
  });
  const run = await server.db.gradingRun.findFirstOrThrow({ where: { submissionId: id } });
  const over = { state: 'failed', finishedAt: server.clock.now } as const;
  const { grade } = createGradingHandlers({
    db: server.db,
    gradeSubmission: async () => {
      await server.db.gradingRun.update({ where: { id: run.id }, data: over });
      throw new LanguageRefused('javascript', 'a wall is missing');
    },
    graderVersion: 'test',
    postpone: async () => {},
    clock: () => server.clock.now,
    log: createLog('test', 'silent'),
  });
  await grade({ runId: run.id });
  const after = await server.db.gradingRun.findUniqueOrThrow({ where: { id: run.id } });
  expect(after).toMatchObject({ state: 'failed', refusal: null });
});
