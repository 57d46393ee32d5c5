/** One cell of the gradebook: it says what gradebook and feedback say, who decided it, and nothing to whoever may not know. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const HOUR_MS = 3_600_000;
/** As in assignments.ts. */
const DUE = Date.parse('2026-12-01T19:30:00Z');

let server: TestServer;
let ada: Client, emmy: Client, sofia: Client, mary: Client, tess: Client, grace: Client;
const ids: Record<string, string> = {};

const decide = (anonymous: boolean) => {
  const penalty = { percent: 25, per: 'day', atMost: 100 } as const;
  const late = { graceMinutes: 10, window: null, penalty, lateDays: null, missing: 'zero' } as const;
  return grace.call(operations.decideCoursePolicy, {
    params: { course: COURSE },
    body: { policy: { late, lateDays: 0, categories: [], anonymous } },
  });
};
const release = (released: boolean) =>
  grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
async function handIn(client: Client, at: number, answers: Record<string, string>): Promise<string> {
  server.clock.now = new Date(at);
  const body = { idempotencyKey: randomUUID(), answers };
  return (await client.call(operations.createSubmission, { params: SHEET, body })).id;
}
async function grade(client: Client, submissionId: string, question: string, adjustment = 0): Promise<void> {
  const params = { submissionId, question };
  const { grade: looked } = await client.call(operations.getGradingAnswer, { params });
  const body = { appliedItemIds: [], fullMarks: true, adjustment, baseRevision: looked?.revision ?? 0 };
  await client.call(operations.gradeAnswer, { params, body });
}
const cell = (client: Client, name: string) =>
  client.call(operations.getGradebookCell, { params: { ...SHEET, userId: ids[name]! } });

let first = '';
let second = '';

beforeAll(async () => {
  server = await startTestServer();
  const people = ['ada', 'emmy', 'sofia', 'mary', 'tess', 'grace'] as const;
  const clients = await Promise.all(people.map((name) => server.as(name)));
  [ada, emmy, sofia, mary, tess, grace] = clients as [Client, Client, Client, Client, Client, Client];
  for (const name of [...people, 'stranger']) ids[name] = await server.userId(name);
  await decide(false);
  await joinUp(SHEET, ada, [emmy]);
  // Graded, and then changed in its second answer, a day late: the grade of the first stands for what it was.
  first = await handIn(ada, DUE - HOUR_MS, { one: 'x', two: 'y' });
  await grade(tess, first, 'one');
  await grade(grace, first, 'two', -0.5);
  second = await handIn(emmy, DUE + 2 * HOUR_MS, { one: 'x', two: 'y changed' });
  await grade(tess, second, 'two');
  // In the minutes of grace, and with more time.
  await handIn(mary, DUE + HOUR_MS / 12, { one: 'm', two: 'm' });
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: {
      target: { kind: 'student', userId: ids.sofia! },
      until: '2026-12-03 14:30',
      reason: 'Was ill',
    },
  });
  await handIn(sofia, DUE + 5 * HOUR_MS, { one: 's', two: 's' });
});
afterAll(() => server.close());

test('it says what the gradebook says, and once grades are out what the student reads', async () => {
  await release(true);
  const { rows } = await grace.call(operations.getGradebook, {
    params: { course: COURSE },
    query: { set: SHEET.assignment },
  });
  const { rows: byQuestion } = await grace.call(operations.getQuestionScores, { params: SHEET });
  for (const [name, client] of [
    ['ada', ada],
    ['emmy', emmy],
    ['sofia', sofia],
    ['mary', mary],
  ] as const) {
    const seen = await cell(tess, name);
    expect(seen).toEqual(await cell(grace, name));
    const row = rows.find(({ student }) => student.id === ids[name])!;
    expect(seen.student).toEqual(row.student);
    expect(seen.set.cell).toEqual(row.cells[0]);
    const scores = byQuestion.find(({ userId }) => userId === ids[name])!.scores;
    expect(seen.questions.map(({ score, state }) => score ?? state)).toEqual(scores);
    const feedback = await client.call(operations.getFeedback, { params: SHEET });
    expect(seen.questions.map(({ score }) => score)).toEqual(feedback.questions.map(({ score }) => score));
    expect([seen.set.cell.score, seen.set.cell.lost]).toEqual([feedback.score, feedback.lost]);
    expect(seen.set.cell.submissionId).toBe(feedback.submission.id);
  }
  const { set, questions } = await cell(tess, 'ada');
  // 1 in time, and 2 a day late, of which a quarter is lost.
  expect(set.cell).toMatchObject({ submissionId: second, late: true, lost: 0.5, score: 2.5 });
  expect(questions.reduce((sum, { score }) => sum + score!, 0) - set.cell.lost).toBe(set.cell.score);
  await release(false);
});

test('who gave each question its score is named, and the submission that it was about', async () => {
  const { questions, set, counts, pinned, late } = await cell(tess, 'ada');
  expect(questions).toMatchObject([
    { id: 'one', state: 'graded', graded: { by: { name: 'tess' } }, from: { submissionId: first, number: 1, changed: false } }, // prettier-ignore
    { id: 'two', state: 'graded', graded: { by: { name: 'tess' } }, from: null },
  ]);
  expect({ counts, pinned, late }).toEqual({
    counts: 'last',
    pinned: null,
    late: { graceMinutes: 10, penalty: { percent: 25, per: 'day', atMost: 100 } },
  });
  expect(set.submissions).toMatchObject([
    { id: second, number: 2, counts: true, late: true, lateBy: 2 * 3600 },
    { id: first, number: 1, counts: false, late: false, lateBy: null },
  ]);
  // Staff choose another one: it counts, with the grades that were made about it.
  const pin = (reason: string | null) =>
    grace.call(operations.pinSubmission, {
      params: { submissionId: first },
      body: { userId: ids.ada!, reason },
    });
  await pin('The second was a mistake');
  const chosen = await cell(tess, 'ada');
  expect(chosen.pinned).toBe('The second was a mistake');
  expect(chosen.set.cell).toMatchObject({ submissionId: first, late: false, lost: 0, score: 2.5 });
  expect(chosen.questions.map(({ graded, from }) => [graded?.by.name, from])).toEqual([
    ['tess', null],
    ['grace', null],
  ]);
  // Of the other member nothing was chosen.
  expect(await cell(tess, 'emmy')).toMatchObject({ pinned: null, set: { cell: { submissionId: second } } });
  await pin(null);
});

test('more time, grace, and what nobody has graded are said', async () => {
  expect((await cell(tess, 'sofia')).set).toMatchObject({
    dueAt: '2026-12-03T19:30:00.000Z',
    extension: { setDueAt: '2026-12-01T19:30:00.000Z', reason: 'Was ill' },
    cell: { late: false, score: null, status: 'ungraded' },
  });
  const { set, questions } = await cell(tess, 'mary');
  expect(set).toMatchObject({ extension: null, cell: { late: false }, submissions: [{ lateBy: null }] });
  expect(questions.map(({ state, score, graded }) => ({ state, score, graded }))).toEqual([
    { state: 'ungraded', score: null, graded: null },
    { state: 'ungraded', score: null, graded: null },
  ]);
});

test('an open request is there for everybody whose submission it is about, and gone when it is over', async () => {
  await release(true);
  const request = await emmy.call(operations.askForRegrade, {
    params: { submissionId: second, question: 'two' },
    body: { reason: 'Line 2 has the root.' },
  });
  for (const name of ['ada', 'emmy'])
    expect((await cell(tess, name)).requests).toMatchObject([
      { id: request.id, askedBy: { name: 'emmy' }, question: 'two' },
    ]);
  expect((await cell(tess, 'sofia')).requests).toEqual([]);
  await emmy.call(operations.withdrawRequest, { params: { submissionId: second, requestId: request.id } });
  expect((await cell(tess, 'emmy')).requests).toEqual([]);
  await release(false);
});

test('no student reaches it, not of their own work either, nor anybody of another course', async () => {
  await release(true);
  for (const client of [ada, mary, await server.as('stranger')]) {
    const refused = await client.send(operations.getGradebookCell, {
      params: { ...SHEET, userId: ids.ada! },
    });
    expect(refused.status).toBe(403);
    expect(refused.text).not.toMatch(/submissionId|score/);
  }
  // Who is no student of the course has no cell.
  for (const userId of [ids.stranger!, ids.tess!, randomUUID()])
    expect(await grace.fail(operations.getGradebookCell, { params: { ...SHEET, userId } })).toMatchObject({
      code: 'not_found',
    });
  await release(false);
});

test('where a set is graded without names, a TA has no cell of it until grades are out; an instructor has', async () => {
  await decide(true);
  const params = { ...SHEET, userId: ids.ada! };
  const refused = await tess.send(operations.getGradebookCell, { params });
  expect(refused.status).toBe(403);
  expect(refused.text).not.toContain(second);
  expect((await cell(grace, 'ada')).set.cell.submissionId).toBe(second);
  await release(true);
  expect(await cell(tess, 'ada')).toEqual(await cell(grace, 'ada'));
  await decide(false);
});
