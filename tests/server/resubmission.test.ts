/** Handing in again: nobody's grade vanishes by what a student does. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { operations } from '../../contract/index.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { CODE, COURSE, SHEET, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let tess: Client, grace: Client;
let items: string[];

beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = await Promise.all([server.as('tess'), server.as('grace')]);
  await server.work(passEverything);
  const params = { ...SHEET, question: 'two' };
  items = (await tess.call(operations.listRubricItems, { params })).items.map(({ id }) => id);
});
afterAll(() => server.close());

const of = (submissionId: string, question = 'two') => ({ submissionId, question });
const answer = (submissionId: string, question = 'two') =>
  tess.call(operations.getGradingAnswer, { params: of(submissionId, question) });
async function grade(submissionId: string, choice: object, question = 'two', client = tess) {
  const baseRevision = (await answer(submissionId, question)).grade?.revision ?? 0;
  const body = { appliedItemIds: [], baseRevision, ...choice };
  return client.call(operations.gradeAnswer, { params: of(submissionId, question), body });
}
async function handIn(client: Client, texts: Record<string, string>): Promise<string> {
  const body = { idempotencyKey: randomUUID(), answers: texts };
  return (await client.call(operations.createSubmission, { params: SHEET, body })).id;
}
const release = (released: boolean) =>
  grace.call(operations.releaseGrades, { params: SHEET, body: { released } });

/** What every view says of a student's score: gradebook, CSV, feedback and graded copy. */
async function everywhere(name: string): Promise<unknown[]> {
  const book = await grace.call(operations.getGradebook, { params: { course: COURSE } });
  const column = book.assignments.findIndex(({ slug }) => slug === 'sheet');
  const cell = book.rows.find(({ student }) => student.name === name)!.cells[column]!;
  const csv = await grace.call(operations.exportGradebook, { params: { course: COURSE } });
  const rows = parse(csv, { bom: true }) as string[][];
  const exported = rows.find(([first]) => first === name)![2 + 2 * column]!;
  const student = await server.as(name);
  const feedback = await student.call(operations.getFeedback, { params: SHEET });
  const params = { submissionId: feedback.submission.id };
  const copy = await student.call(operations.getGradedCopy, { params });
  return [cell.score, exported === '' ? null : Number(exported), feedback.score, copy.score];
}

describe('a group of three that hands in again late', () => {
  let first: string, second: string, ada: Client;

  beforeAll(async () => {
    ada = await server.as('ada');
    await joinUp(SHEET, ada, [await server.as('emmy')]);
    first = await handIn(ada, { one: 'One', two: 'A *root* is there' });
    await grade(first, { fullMarks: true }, 'one');
    await grade(first, { appliedItemIds: [items[1]], comment: 'No root' });
    second = await handIn(await server.as('emmy'), { one: 'One', two: 'The root is there' });
  });

  test('keeps every grade, and the grader sees which answer is another one', async () => {
    const one = await answer(second, 'one');
    expect(one).toMatchObject({ score: 1, before: null });
    expect(one.grade?.from).toEqual({ submissionId: first, number: 1, changed: false });
    const two = await answer(second);
    expect(two).toMatchObject({
      score: 0.5,
      grade: { comment: 'No root', from: { number: 1, changed: true } },
      before: { text: 'A *root* is there' },
    });
  });

  test('is to be graded again only where it wrote something else', async () => {
    const { questions } = await tess.call(operations.listGradingQuestions, { params: SHEET });
    expect(questions).toMatchObject([
      { id: 'one', answers: 1, graded: 1, changed: 0 },
      { id: 'two', answers: 1, graded: 0, changed: 1 },
    ]);
    const next = (question: string) =>
      tess.call(operations.nextAnswer, { params: { ...SHEET, question }, body: { after: null } });
    expect((await next('one')).submissionId).toBeNull();
    expect((await next('two')).submissionId).toBe(second);
    const { answers } = await tess.call(operations.listGradingAnswers, {
      params: { ...SHEET, question: 'two' },
    });
    expect(answers).toMatchObject([{ score: 0.5, from: { changed: true }, gradedBy: { name: 'tess' } }]);
  });

  test('reads the same as staff, once grades are out, and nothing of it before', async () => {
    const before = await ada.call(operations.getFeedback, { params: SHEET });
    expect(before.questions).toMatchObject([
      { score: null, from: null, gradedText: null },
      { score: null, from: null, gradedText: null, comment: '' },
    ]);
    await release(true);
    const { questions } = await ada.call(operations.getFeedback, { params: SHEET });
    expect(questions).toMatchObject([
      { score: 1, from: { number: 1, changed: false }, gradedText: null },
      {
        score: 0.5,
        from: { number: 1, changed: true },
        gradedText: 'A *root* is there',
        comment: 'No root',
      },
    ]);
    for (const name of ['ada', 'emmy']) expect(await everywhere(name)).toEqual([1.5, 1.5, 1.5, 1.5]);
    await release(false);
  });

  test('has the new grade once somebody graded the new answer; taken back, the old one counts again', async () => {
    await grade(second, { fullMarks: true });
    expect(await answer(second)).toMatchObject({ score: 2, grade: { from: null, comment: '' } });
    await tess.call(operations.undoGrading, { params: SHEET });
    expect(await answer(second)).toMatchObject({ score: 0.5, grade: { from: { number: 1 } } });
    await grade(second, { fullMarks: true });
    await tess.call(operations.ungradeAnswer, { params: of(second) });
    expect(await answer(second)).toMatchObject({ score: 0.5, grade: { from: { number: 1 } } });
    // The grade itself is taken back where it was given.
    await tess.call(operations.ungradeAnswer, { params: of(first) });
    expect(await answer(second)).toMatchObject({ score: null, grade: { kind: 'taken_back' } });
    await tess.call(operations.undoGrading, { params: SHEET });
    expect(await answer(second)).toMatchObject({ score: 0.5 });
  });

  test('a grade looked at before a colleague changed the earlier one is refused, and then succeeds', async () => {
    const looked = (await answer(second)).grade!.revision;
    await grade(first, { appliedItemIds: [items[1]], adjustment: 0.25 }, 'two', grace);
    const stale = { params: of(second), body: { appliedItemIds: [items[1]!], baseRevision: looked } };
    const refused = await tess.fail(operations.gradeAnswer, stale);
    expect(refused).toMatchObject({
      code: 'grade_conflict',
      details: { theirs: { score: 0.75, from: { number: 1 }, gradedBy: { name: 'grace' } } },
    });
    expect(await grade(second, { appliedItemIds: [items[1]] })).toMatchObject({ score: 0.5, from: null });
    await tess.call(operations.ungradeAnswer, { params: of(second) });
  });

  test('a comment on the newer answer is read beside the grade that counts', async () => {
    await tess.call(operations.ungradeAnswer, { params: of(first) });
    await grade(second, { comment: 'Better' });
    expect(await answer(second)).toMatchObject({
      score: null,
      grade: { kind: 'comment', comment: 'Better' },
    });
    // From a page of the first submission that was open meanwhile.
    await grade(first, { appliedItemIds: [items[1]], comment: 'No root' });
    expect(await answer(second)).toMatchObject({
      score: 0.5,
      grade: { kind: 'grade', comment: 'No root\n\nBetter', from: { number: 1 } },
      own: 'comment',
    });
    await tess.call(operations.ungradeAnswer, { params: of(second) });
    expect(await answer(second)).toMatchObject({ score: 0.5, grade: { comment: 'No root' }, own: null });
  });

  test('a change of the rubric changes what is carried, and says for whom', async () => {
    const params = { rubricItemId: items[1]! };
    const { changes } = await tess.call(operations.previewRubricItem, { params, body: { points: -1 } });
    expect(changes).toMatchObject([
      { submissionId: second, members: [{ name: 'ada' }, { name: 'emmy' }], before: 0.5, after: 1 },
    ]);
  });

  test('what staff pinned counts with its own grades', async () => {
    const userId = await server.userId('emmy');
    await grade(second, { fullMarks: true });
    const pin = (reason: string | null) =>
      grace.call(operations.pinSubmission, { params: { submissionId: first }, body: { userId, reason } });
    await pin('she was ill');
    await release(true);
    expect(await everywhere('emmy')).toEqual([1.5, 1.5, 1.5, 1.5]);
    expect(await everywhere('ada')).toEqual([3, 3, 3, 3]);
    await release(false);
    await pin(null);
    await tess.call(operations.ungradeAnswer, { params: of(second) });
  });
});

test('people who come together keep a grade each, until their common answer is graded', async () => {
  const [sofia, mary] = await Promise.all([server.as('sofia'), server.as('mary')]);
  const alone = await handIn(sofia, { one: 'One', two: 'Sofia alone' });
  const hers = await handIn(mary, { one: 'One', two: 'Mary alone' });
  for (const id of [alone, hers]) await grade(id, { fullMarks: true }, 'one');
  await grade(alone, { fullMarks: true });
  await grade(hers, { appliedItemIds: [items[1]] });
  await joinUp(SHEET, sofia, [mary]);
  const both = await handIn(sofia, { one: 'One', two: 'Sofia alone' });
  await release(true);
  expect(await everywhere('sofia')).toEqual([3, 3, 3, 3]);
  expect(await everywhere('mary')).toEqual([1.5, 1.5, 1.5, 1.5]);
  await release(false);
  const { apart, grade: common } = await answer(both);
  expect(common?.from?.changed).toBe(true);
  const facts = apart.map(({ members, grade: each }) => [members[0]?.name, each?.score, each?.from?.changed]);
  expect(facts.sort()).toEqual([
    ['mary', 0.5, true],
    ['sofia', 2, false],
  ]);
  await grade(both, { appliedItemIds: [items[1]], adjustment: 0.25 });
  expect((await answer(both)).apart).toEqual([]);
  await release(true);
  for (const name of ['sofia', 'mary']) expect((await everywhere(name))[0]).toBe(1.75);
  await release(false);
});

test('of code, what a person gave stays with what the tests give now', async () => {
  const ada = await server.as('ada');
  const submit = async (text: string) => {
    const body = { idempotencyKey: randomUUID(), file: { name: 'optim.js', text } };
    const { id } = await ada.call(operations.createSubmission, { params: CODE, body });
    await eventually(
      () => answer(id, 'sgd'),
      ({ run }) => run?.state === 'done',
    );
    return id;
  };
  const first = await submit(SGD_SOURCE);
  await grade(first, { adjustment: -0.5, comment: 'No names' }, 'sgd');
  const same = await submit(SGD_SOURCE);
  expect(await answer(same, 'sgd')).toMatchObject({
    score: 3.5,
    grade: { from: { number: 1, changed: false } },
    before: null,
  });
  const other = await submit(`${SGD_SOURCE}\n`);
  expect(await answer(other, 'sgd')).toMatchObject({
    score: 3.5,
    grade: { from: { number: 1, changed: true } },
    before: { text: '', file: { name: 'optim.js', text: SGD_SOURCE } },
  });
  const { questions } = await tess.call(operations.listGradingQuestions, { params: CODE });
  expect(questions).toMatchObject([{ answers: 1, graded: 0, changed: 1 }]);
});

test('a group that all who handed in have left hands in under the next number', async () => {
  const [sofia, mary] = await Promise.all([server.as('sofia'), server.as('mary')]);
  const submit = (client: Client) => {
    const body = { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: SGD_SOURCE } };
    return client.call(operations.createSubmission, { params: CODE, body });
  };
  expect((await submit(sofia)).number).toBe(1);
  await joinUp(CODE, sofia, [mary]);
  await sofia.call(operations.leaveMyGroup, { params: CODE });
  expect(await submit(mary)).toMatchObject({ number: 2, members: [{ name: 'mary' }] });
});
