/** Several graders at one question: decisions, conflicts, claims, undoing, the law of scores, changes of the rubric. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { operations } from '../../contract/index.ts';
import type { GradeConflict } from '../../contract/grading.ts';
import {
  scoredAnswer,
  scoreFor,
  type GradeState,
} from '../../client/src/features/grading/grade/gradeState.ts';
import type { Client } from '../support/client.ts';
import { CODE, COURSE, SHEET, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { SGD_SOURCE } from '../support/assignments.ts';

const QUESTION = { ...SHEET, question: 'two' };
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
let server: TestServer;
let tess: Client, grace: Client;
let answers: string[];
let items: string[];
let codeId: string;

const of = (submissionId: string, question = 'two') => ({ submissionId, question });
const answer = (submissionId: string, question = 'two') =>
  tess.call(operations.getGradingAnswer, { params: of(submissionId, question) });
const revisionOf = async (id: string, question = 'two') => (await answer(id, question)).grade?.revision ?? 0;
const body = (baseRevision: number, change: object = {}) => ({ appliedItemIds: [], baseRevision, ...change });
async function grade(client: Client, id: string, change: object = { fullMarks: true }) {
  return client.call(operations.gradeAnswer, { params: of(id), body: body(await revisionOf(id), change) });
}
const next = (client: Client, after: string | null = null) =>
  client.call(operations.nextAnswer, { params: QUESTION, body: { after } });
const takeBack = (client: Client, id: string) => client.call(operations.ungradeAnswer, { params: of(id) });
const letGo = (client: Client) => client.call(operations.releaseClaims, { params: QUESTION });

beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = (await Promise.all([server.as('tess'), server.as('grace')])) as [Client, Client];
  await server.work(passEverything);
  answers = [];
  for (const name of NAMES) {
    const student = await server.as(name);
    const handedIn = { idempotencyKey: randomUUID(), answers: { one: '1', two: `Two of ${name}` } };
    answers.push((await student.call(operations.createSubmission, { params: SHEET, body: handedIn })).id);
    if (name !== 'ada') continue;
    const file = { name: 'optim.js', text: SGD_SOURCE };
    const code = { idempotencyKey: randomUUID(), file };
    codeId = (await student.call(operations.createSubmission, { params: CODE, body: code })).id;
  }
  items = (await tess.call(operations.listRubricItems, { params: QUESTION })).items.map(({ id }) => id);
  await eventually(
    () => answer(codeId, 'sgd'),
    ({ run }) => run?.state === 'done',
  );
});
afterAll(() => server.close());

describe('a decision', () => {
  test('is needed: neither nothing nor a comment is full marks', async () => {
    const [id] = answers as [string];
    const nothing = await tess.fail(operations.gradeAnswer, { params: of(id), body: body(0) });
    expect(nothing).toMatchObject({ code: 'unacceptable', message: /Choose an item/ });
    const commented = await grade(tess, id, { comment: 'Where is $v$?' });
    expect(commented).toMatchObject({ kind: 'comment', score: null, comment: 'Where is $v$?' });
    expect(await answer(id)).toMatchObject({ score: null });
    const { question } = await tess.call(operations.listGradingAnswers, { params: QUESTION });
    expect(question.graded).toBe(0);
    const group = await tess.fail(operations.gradeAnswerGroup, {
      params: QUESTION,
      body: {
        groupName: 'All',
        appliedItemIds: [],
        answers: [{ submissionId: answers[1]!, baseRevision: 0 }],
      },
    });
    expect(group.code).toBe('unacceptable');
  });

  test('that unticks everything of a grade is refused; the grade stands', async () => {
    const [id] = answers as [string];
    await grade(tess, id, { appliedItemIds: [items[1]] });
    const params = of(id);
    const refused = await tess.fail(operations.gradeAnswer, {
      params,
      body: body(await revisionOf(id), { comment: 'Hm' }),
    });
    expect(refused.code).toBe('unacceptable');
    expect(await answer(id)).toMatchObject({ score: 0.5 });
  });

  test('made on a grade that was taken back is refused beside what stands, and then succeeds', async () => {
    const [id] = answers as [string];
    const looked = await revisionOf(id);
    await grace.call(operations.ungradeAnswer, { params: of(id) });
    const stale = { params: of(id), body: body(looked, { fullMarks: true }) };
    const refused = await tess.fail(operations.gradeAnswer, stale);
    expect(refused).toMatchObject({
      code: 'grade_conflict',
      details: { theirs: { kind: 'taken_back', gradedBy: { name: 'grace' } } },
    });
    const { theirs } = refused.details as GradeConflict;
    const kept = { params: of(id), body: body(theirs!.revision, { fullMarks: true }) };
    expect(await tess.call(operations.gradeAnswer, kept)).toMatchObject({ score: 2 });
  });

  test('of two at once on one state, one is refused whoever was first', async () => {
    const id = answers[3]!;
    const both = await Promise.all(
      [tess, grace].map((client) =>
        client.send(operations.gradeAnswer, { params: of(id), body: body(0, { fullMarks: true }) }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await takeBack(tess, id);
  });
});

describe('one law of scores', () => {
  test('the page, the answer, the list and the gradebook say the same of any decision', async () => {
    for (const question of [of(answers[2]!), of(codeId, 'sgd')]) {
      const isCode = question.question === 'sgd';
      const assignment = isCode ? CODE : SHEET;
      const choice = fc.record({
        fullMarks: fc.boolean(),
        appliedItemIds: isCode ? fc.constant<string[]>([]) : fc.subarray(items),
        adjustment: fc.integer({ min: -20, max: 20 }).map((n) => n / 4),
        comment: fc.constantFrom('', 'Hm'),
      });
      await fc.assert(
        fc.asyncProperty(choice, async (state: GradeState) => {
          const before = await answer(question.submissionId, question.question);
          const sent = await tess.send(operations.gradeAnswer, {
            params: question,
            body: body(before.grade?.revision ?? 0, state),
          });
          const after = await answer(question.submissionId, question.question);
          if (sent.status === 200) {
            // What the page shows before saving is what the server gives.
            expect(after.score).toBe(scoreFor(state, scoredAnswer(before)));
          } else expect(after.score).toBe(before.score);
          const params = { ...assignment, question: question.question };
          const list = await tess.call(operations.listGradingAnswers, { params });
          const row = list.answers.find(({ submissionId }) => submissionId === question.submissionId);
          expect(row?.score).toBe(after.score);
        }),
        { numRuns: 8, seed: 9 },
      );
    }
    await takeBack(tess, answers[2]!);
    const { assignments, rows } = await tess.call(operations.getGradebook, { params: { course: COURSE } });
    const column = assignments.findIndex(({ slug }) => slug === 'code');
    const cell = rows.find(({ student }) => student.name === 'ada')?.cells[column];
    expect(cell?.score).toBe((await answer(codeId, 'sgd')).score);
  });
});

describe('colleagues', () => {
  test('are sent to different answers, and told by name where they meet', async () => {
    for (const id of answers) await takeBack(tess, id);
    const given = await Promise.all([next(tess), next(grace), next(tess), next(grace)]);
    const [mine, hers, mineAgain, hersAgain] = given.map(({ submissionId }) => submissionId);
    expect(mine).not.toBe(hers);
    expect([mineAgain, hersAgain]).toEqual([mine, hers]);
    const met = await grace.call(operations.claimAnswer, { params: of(mine!), body: { hold: [] } });
    expect(met.here).toMatchObject([{ name: 'tess' }]);
    const alsoMet = await tess.call(operations.claimAnswer, { params: of(mine!), body: { hold: [] } });
    expect(alsoMet.here).toMatchObject([{ name: 'grace' }]);
    await Promise.all([letGo(tess), letGo(grace)]);
  });

  test('get what somebody left two minutes ago', async () => {
    const held = await next(tess);
    expect((await next(grace)).submissionId).not.toBe(held.submissionId);
    await letGo(grace);
    const { now } = server.clock;
    server.clock.now = new Date(now.getTime() + 121_000);
    expect((await next(grace)).submissionId).toBe(held.submissionId);
    server.clock.now = now;
    await Promise.all([letGo(tess), letGo(grace)]);
  });

  test('are told how many are with others when none is left', async () => {
    const all = [];
    for (const id of answers)
      all.push(await tess.call(operations.claimAnswer, { params: of(id), body: { hold: answers } }));
    expect(all.at(-1)).toEqual({ here: [], elsewhere: [] });
    expect(await next(grace)).toEqual({
      submissionId: null,
      heldByOthers: 4,
      passedOver: 0,
      inOtherParts: 0,
      own: 0,
    });
    await letGo(tess);
  });
});

test('a sign of life that comes late frees nothing that was held since', async () => {
  const [first] = answers as [string];
  const held = (await next(tess, first)).submissionId!;
  await tess.call(operations.claimAnswer, { params: of(first), body: { hold: [] } });
  expect((await next(grace, first)).submissionId).not.toBe(held);
  await Promise.all([letGo(tess), letGo(grace)]);
});

describe('undoing', () => {
  const undo = (client: Client) => client.call(operations.undoGrading, { params: SHEET });

  test('goes back from decision to decision of the person, whatever answer they were about', async () => {
    const [first, second] = answers as [string, string];
    await grade(tess, first, { appliedItemIds: [items[1]] });
    await grade(tess, first);
    await grade(tess, second);
    expect((await undo(tess)).answers).toMatchObject([
      { submissionId: second, grade: { kind: 'taken_back' } },
    ]);
    expect((await undo(tess)).answers).toMatchObject([{ submissionId: first, grade: { score: 0.5 } }]);
    expect((await undo(tess)).answers).toMatchObject([
      { submissionId: first, grade: { kind: 'taken_back' } },
    ]);
  });

  test('leaves alone what somebody else decided since', async () => {
    const [first, second] = answers as [string, string];
    await grade(tess, second);
    await grade(tess, first);
    await grade(grace, first, { appliedItemIds: [items[1]] });
    expect((await undo(tess)).answers).toMatchObject([{ submissionId: second }]);
    expect(await answer(first)).toMatchObject({ score: 0.5, grade: { gradedBy: { name: 'grace' } } });
    await undo(grace);
    expect(await answer(first)).toMatchObject({ score: 2, grade: { kind: 'grade' } });
  });

  test('takes back a group at once, and brings back what was taken back', async () => {
    const targets = await Promise.all(
      answers.map(async (submissionId) => ({ submissionId, baseRevision: await revisionOf(submissionId) })),
    );
    const group = { groupName: 'All', answers: targets, appliedItemIds: [items[1]!] };
    await tess.call(operations.gradeAnswerGroup, { params: QUESTION, body: group });
    await takeBack(tess, answers[3]!);
    expect((await undo(tess)).answers).toMatchObject([{ submissionId: answers[3], grade: { score: 0.5 } }]);
    expect((await undo(tess)).answers).toHaveLength(4);
    expect(await answer(answers[0]!)).toMatchObject({ score: 2 });
  });
});

describe('a change of the rubric', () => {
  const preview = (rubricItemId: string, change: object) =>
    tess.call(operations.previewRubricItem, { params: { rubricItemId }, body: change });

  test('shows whose score changes from what to what, of the answers that count, and does just that', async () => {
    const [first, second] = answers as [string, string];
    await grade(tess, first, { appliedItemIds: [items[1]] });
    await grade(tess, second, { appliedItemIds: [items[1]] });
    const emmy = await server.as('emmy');
    const again = { idempotencyKey: randomUUID(), answers: { two: 'Two, better' } };
    const { id: newer } = await emmy.call(operations.createSubmission, { params: SHEET, body: again });
    const shown = await preview(items[1]!, { points: -1 });
    const effect = (submissionId: string, name: string) => ({
      submissionId,
      members: [expect.objectContaining({ name })],
      question: { id: 'two', label: '2', title: 'Second' },
      before: 0.5,
      after: 1,
      counts: null,
      released: false,
    });
    // Of what was handed in again, the newer one: the grade of the first counts for it.
    expect(shown.changes).toHaveLength(2);
    expect(shown.changes).toEqual(expect.arrayContaining([effect(first, 'ada'), effect(newer, 'emmy')]));
    expect(await answer(first)).toMatchObject({ score: 0.5 });
    // Somebody grades in between: the change that was looked at is another one.
    await grade(grace, answers[2]!, { appliedItemIds: [items[1]] });
    const params = { rubricItemId: items[1]! };
    const stale = await tess.fail(operations.editRubricItem, {
      params,
      body: { points: -1, token: shown.token },
    });
    expect(stale).toMatchObject({ code: 'unacceptable', message: /look again/ });
    const { token } = await preview(items[1]!, { points: -1 });
    const done = await tess.call(operations.editRubricItem, { params, body: { points: -1, token } });
    expect(done).toMatchObject({ affectedAnswers: 3, item: { applied: 3 } });
    expect(await answer(first)).toMatchObject({ score: 1 });
    // Scores that students have seen are told apart.
    const release = (released: boolean) =>
      grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
    await release(true);
    const { changes } = await preview(items[1]!, { points: -0.5 });
    expect(changes.map(({ released }) => released)).toEqual([true, true, true]);
    await release(false);
  });

  test('moves, archives and puts back items without a score changing', async () => {
    const params = { rubricItemId: items[1]! };
    const moved = await tess.call(operations.editRubricItem, { params, body: { position: 1 } });
    expect(moved.affectedAnswers).toBe(0);
    const order = async () =>
      (await tess.call(operations.listRubricItems, { params: QUESTION })).items.map(({ id }) => id);
    expect(await order()).toEqual([items[1], items[0]]);
    await tess.call(operations.archiveRubricItem, { params });
    await tess.call(operations.editRubricItem, { params, body: { archived: false, position: 2 } });
    expect(await order()).toEqual(items);
    expect(await answer(answers[0]!)).toMatchObject({ score: 1 });
  });

  test('of a group bounds what its items add, and lets one of them be chosen', async () => {
    const create = (text: string) =>
      tess.call(operations.createRubricItem, { params: QUESTION, body: { text, points: -0.75 } });
    const [a, b] = [await create('No root'), await create('No decay')];
    const rules = { name: 'Formula', exclusive: false, floor: null, cap: null };
    await tess.call(operations.setRubricGroup, { params: QUESTION, body: rules });
    for (const { id } of [a, b])
      await tess.call(operations.editRubricItem, {
        params: { rubricItemId: id },
        body: { group: 'Formula' },
      });
    const id = answers[0]!;
    expect(await grade(tess, id, { appliedItemIds: [a.id, b.id] })).toMatchObject({ score: 0.5 });
    const bounded = { ...rules, exclusive: true, floor: -1 };
    const { changes, token } = await tess.call(operations.previewRubricGroup, {
      params: QUESTION,
      body: bounded,
    });
    expect(changes).toMatchObject([{ submissionId: id, before: 0.5, after: 1 }]);
    const set = await tess.call(operations.setRubricGroup, { params: QUESTION, body: { ...bounded, token } });
    expect(set).toMatchObject({ affectedAnswers: 1, group: { floor: -1 } });
    expect(await answer(id)).toMatchObject({ score: 1 });
    const double = await tess.fail(operations.gradeAnswer, {
      params: of(answers[3]!),
      body: body(await revisionOf(answers[3]!), { appliedItemIds: [a.id, b.id] }),
    });
    expect(double).toMatchObject({ code: 'unacceptable', message: /one item at most/ });
  });
});

test('two who never rest are never sent to one answer, and both get their share', async () => {
  // The four answers are graded again and again; what counts is that nobody is ever refused.
  const shares = { tess: 0, grace: 0 };
  for (let round = 0; round < 5; round += 1) {
    const { answers: rows } = await tess.call(operations.listGradingAnswers, { params: QUESTION });
    for (const { submissionId } of rows) await takeBack(tess, submissionId);
    await Promise.all(
      (
        [
          ['tess', tess],
          ['grace', grace],
        ] as const
      ).map(async ([name, client]) => {
        for (;;) {
          const { submissionId } = await next(client);
          if (submissionId === null) return;
          await client.call(operations.claimAnswer, { params: of(submissionId), body: { hold: [] } });
          await grade(client, submissionId);
          shares[name] += 1;
        }
      }),
    );
    await Promise.all([letGo(tess), letGo(grace)]);
  }
  expect(shares.tess + shares.grace).toBe(20);
  expect(Math.min(shares.tess, shares.grace)).toBeGreaterThanOrEqual(5);
});
