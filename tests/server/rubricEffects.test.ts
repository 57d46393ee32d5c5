/** Law: a change of the rubric shows exactly whose score changes, and does exactly that; also where another submission counts since. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, startTestServer, type TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const ROUNDS = 14;
const NAMES = ['ada', 'emmy', 'mary'];
/** Before the set is due, and one and two days late. */
const TIMES = ['2026-12-01T17:00:00Z', '2026-12-02T17:00:00Z', '2026-12-03T17:00:00Z'];

const { random, pick } = playOf(SEED);

let server: TestServer;
let grace: Client, tess: Client;
const names = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = (await Promise.all(['grace', 'tess'].map((name) => server.as(name)))) as [Client, Client];
  for (const name of NAMES) names.set(await server.userId(name), name);
  const late = { graceMinutes: 0, window: null, penalty: { percent: 25, per: 'day', atMost: 100 }, lateDays: null, missing: 'zero' } as const; // prettier-ignore
  await grace.call(operations.decideCoursePolicy, {
    params: { course: COURSE },
    body: { policy: { late, lateDays: 0, categories: [], anonymous: false } },
  });
});
afterAll(() => server.close());

async function publish(slug: string) {
  const files = titled(slug, SHEET_FILES);
  files['assignment.yaml'] += 'resubmission: { counts: best }\n';
  await grace.call(operations.publishAssignment, { params: { course: COURSE }, body: { files, slug } });
  const params = { course: COURSE, assignment: slug };
  const { items } = await tess.call(operations.listRubricItems, { params: { ...params, question: 'two' } });
  return { params, items: items.map(({ id }) => id) as [string, string] };
}
type Place = Awaited<ReturnType<typeof publish>>['params'];

async function handIn(params: Place, name: string, two: string): Promise<string> {
  const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two } };
  return (await (await server.as(name)).call(operations.createSubmission, { params, body })).id;
}

async function grade(submissionId: string, question: string, choice: object): Promise<void> {
  const params = { submissionId, question };
  const { grade: looked } = await tess.call(operations.getGradingAnswer, { params });
  const body = { appliedItemIds: [], adjustment: 0, comment: '', baseRevision: looked?.revision ?? 0, ...choice }; // prettier-ignore
  await tess.call(operations.gradeAnswer, { params, body });
}

/** Of each student the scores of the questions, and the set's after lateness. */
async function scores(params: Place) {
  const { rows } = await grace.call(operations.getQuestionScores, { params });
  const book = await grace.call(operations.getGradebook, { params: { course: COURSE } });
  const column = book.assignments.findIndex(({ slug }) => slug === params.assignment);
  const cells = new Map(book.rows.map(({ student, cells: all }) => [student.id, all[column]!]));
  return Object.fromEntries(
    rows.map(({ userId, scores: [one, two] }) => [names.get(userId), { one, two, set: cells.get(userId)!.score }]), // prettier-ignore
  );
}

test('where the best submission counts, it is said which one counts since, with its other questions', async () => {
  server.clock.now = new Date(TIMES[0]!);
  const { params, items } = await publish('best');
  const first = await handIn(params, 'ada', 'first');
  const second = await handIn(params, 'ada', 'second');
  await grade(first, 'one', { adjustment: -0.5 });
  await grade(first, 'two', { appliedItemIds: [items[0]] });
  await grade(second, 'one', { fullMarks: true });
  await grade(second, 'two', { appliedItemIds: [items[1]] });
  const at = { rubricItemId: items[0] };
  const look = (points: number) => tess.call(operations.previewRubricItem, { params: at, body: { points } });
  const there = await look(-2);
  expect(there.changes).toMatchObject([
    { submissionId: second, question: { id: 'one' }, before: 0.5, after: 1, counts: { before: 1, after: 2 } },
    { submissionId: second, question: { id: 'two' }, before: 2, after: 0.5, members: [{ name: 'ada' }] },
  ]);
  const body = { points: -2, token: there.token };
  expect(await tess.call(operations.editRubricItem, { params: at, body })).toMatchObject({ affectedAnswers: 2 }); // prettier-ignore
  expect(await scores(params)).toEqual({ ada: { one: 1, two: 0.5, set: 1.5 } });
  // And on the way back.
  expect((await look(0)).changes).toMatchObject([
    { submissionId: first, question: { id: 'one' }, before: 1, after: 0.5, counts: { before: 2, after: 1 } },
    { submissionId: first, question: { id: 'two' }, before: 0.5, after: 2 },
  ]);
});

test('the same points of a submission that is later are fewer: that is said of the set', async () => {
  const { params, items } = await publish('later');
  server.clock.now = new Date(TIMES[0]!);
  const first = await handIn(params, 'ada', 'first');
  server.clock.now = new Date(TIMES[1]!);
  const second = await handIn(params, 'ada', 'second');
  for (const id of [first, second]) await grade(id, 'one', { fullMarks: true });
  await grade(first, 'two', { appliedItemIds: [items[0]] });
  await grade(second, 'two', { fullMarks: true });
  const { changes } = await tess.call(operations.previewRubricItem, {
    params: { rubricItemId: items[0] },
    body: { points: -2 },
  });
  expect(changes).toMatchObject([
    { question: null, before: 3, after: 2.25, counts: { before: 1, after: 2 } },
  ]);
});

test('under a random play of grades and changes, what is shown is what happens', async () => {
  const { params, items } = await publish('play');
  const submissions: string[] = [];
  for (const at of TIMES) {
    server.clock.now = new Date(at);
    for (const name of NAMES) if (random(4) > 0) submissions.push(await handIn(params, name, randomUUID()));
  }
  let moved = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await grade(pick(submissions), 'one', { fullMarks: true, adjustment: -random(3) / 2 });
    await grade(pick(submissions), 'two', { appliedItemIds: [pick(items)], adjustment: -random(2) / 4 });
    const before = await scores(params);
    const at = { rubricItemId: pick(items) };
    const points = -random(5) / 2;
    const { changes, token } = await tess.call(operations.previewRubricItem, {
      params: at,
      body: { points },
    });
    expect(await scores(params)).toEqual(before);
    await tess.call(operations.editRubricItem, { params: at, body: { points, token } });
    const after = await scores(params);
    moved += changes.filter(({ counts }) => counts !== null).length;
    const said = changes.flatMap(({ members, question, before: was, after: is }) =>
      members.map(({ name }) => [name, question?.id ?? 'set', was, is]),
    );
    const known = (score: unknown) => (typeof score === 'number' ? score : null);
    const happened = NAMES.flatMap((name) => {
      const [then, now] = [before[name], after[name]];
      if (!then || !now) return [];
      const of = (['one', 'two'] as const).filter((id) => known(then[id]) !== known(now[id]));
      if (of.length === 0 && then.set !== now.set) return [[name, 'set', then.set, now.set]];
      return of.map((id) => [name, id, known(then[id]), known(now[id])]);
    });
    expect({ round, said: said.sort() }).toEqual({ round, said: happened.sort() });
  }
  expect(moved).toBeGreaterThan(0);
});
