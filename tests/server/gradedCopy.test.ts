/** The graded copy: to a group what its feedback shows, to staff all of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Feedback } from '../../contract/feedback.ts';
import { operations } from '../../contract/index.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { CODE, SHEET, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, mary: Client, tess: Client, grace: Client;
let earlierId = '';
let sheetId = '';
let codeId = '';

const copyFor = (client: Client, submissionId: string): Promise<Feedback> =>
  client.call(operations.getGradedCopy, { params: { submissionId } });

async function submit(answers: Record<string, string>): Promise<string> {
  const body = { idempotencyKey: randomUUID(), answers };
  return (await ada.call(operations.createSubmission, { params: SHEET, body })).id;
}

beforeAll(async () => {
  server = await startTestServer();
  [ada, mary, tess, grace] = (await Promise.all(
    ['ada', 'mary', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  earlierId = await submit({ one: 'Earlier' });
  sheetId = await submit({ one: 'First $x$', two: 'Second' });
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const body = { idempotencyKey: randomUUID(), file };
  codeId = (await ada.call(operations.createSubmission, { params: CODE, body })).id;
  await server.work(passEverything);
  await eventually(
    () => ada.call(operations.getSubmission, { params: { submissionId: codeId } }),
    ({ run }) => run?.state === 'done',
  );
  const { items } = await tess.call(operations.listRubricItems, { params: { ...SHEET, question: 'two' } });
  const grade = (question: string, appliedItemIds: string[], extra = {}) =>
    tess.call(operations.gradeAnswer, {
      params: { submissionId: sheetId, question },
      body: { appliedItemIds, baseRevision: 0, ...extra },
    });
  await grade('one', [], { fullMarks: true });
  await grade('two', [items[1]?.id ?? ''], { adjustment: 0.25, comment: 'Show the velocity.' });
});
afterAll(() => server.close());

/** Everything that people wrote or counted, wherever it might stand in an answer. */
const gradesIn = (copy: Feedback) => JSON.stringify(copy).match(/No formula|Show the velocity|0\.75|1\.75/g);

test('before the release the group sees its answers and no grade', async () => {
  const copy = await copyFor(ada, sheetId);
  expect(gradesIn(copy)).toBeNull();
  expect(copy).toMatchObject({ score: null, maxScore: 3, gradesReleasedAt: null });
  expect(copy.questions).toMatchObject([
    { answer: 'First $x$', state: 'not_released', score: null, rubricItems: [], adjustment: 0, comment: '' },
    { answer: 'Second', state: 'not_released', score: null, rubricItems: [], adjustment: 0, comment: '' },
  ]);
  expect(copy).toEqual(await ada.call(operations.getFeedback, { params: SHEET }));
});

test('staff see all of it before the release', async () => {
  for (const client of [tess, grace]) {
    const copy = await copyFor(client, sheetId);
    expect(copy).toMatchObject({ score: 1.75, maxScore: 3, submission: { number: 2, counts: true } });
    expect(copy.submission.members.map(({ name }) => name)).toEqual(['ada']);
    expect(copy.questions[1]).toMatchObject({
      state: 'graded',
      score: 0.75,
      rubricItems: [{ text: 'No formula', points: -1.5 }],
      adjustment: 0.25,
      comment: 'Show the velocity.',
    });
  }
});

test('tests that are withheld from the group are in the copy for staff only', async () => {
  const titles = (copy: Feedback) => copy.questions[0]?.report?.tests.map(({ id }) => id);
  expect(titles(await copyFor(ada, codeId))).toEqual(['shown']);
  expect(titles(await copyFor(tess, codeId))).toEqual(['shown', 'later', 'released', 'secret']);
  expect(await copyFor(ada, codeId)).toMatchObject({ score: null, file: { name: 'optim.js' } });
});

test('another group gets neither', async () => {
  for (const submissionId of [sheetId, codeId])
    expect((await mary.fail(operations.getGradedCopy, { params: { submissionId } })).code).toBe('forbidden');
});

test('of what one of those who handed in together has no grade for, there is none in the copy, as on the list', async () => {
  const sofia = await server.as('sofia');
  const handIn = async (answers: Record<string, string>): Promise<string> => {
    const body = { idempotencyKey: randomUUID(), answers };
    return (await sofia.call(operations.createSubmission, { params: SHEET, body })).id;
  };
  const alone = await handIn({ one: 'One', two: 'Two' });
  await tess.call(operations.gradeAnswer, {
    params: { submissionId: alone, question: 'one' },
    body: { appliedItemIds: [], fullMarks: true, adjustment: -0.25, baseRevision: 0 },
  });
  await joinUp(SHEET, sofia, [mary]);
  const together = await handIn({ two: 'Ours' });
  const params = { ...SHEET, question: 'one' };
  const { answers } = await tess.call(operations.listGradingAnswers, { params });
  expect(answers.find(({ submissionId }) => submissionId === together)?.score).toBeNull();
  expect(await copyFor(tess, together)).toMatchObject({ score: null, questions: [{ score: null }, {}] });
  expect(await copyFor(tess, alone)).toMatchObject({ questions: [{ score: 0.75 }, {}] });
});

test('after the release the group sees the grade, and that an earlier submission does not count', async () => {
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  expect(gradesIn(await copyFor(ada, sheetId))).toEqual(
    expect.arrayContaining(['No formula', 'Show the velocity', '0.75', '1.75']),
  );
  expect(await copyFor(ada, earlierId)).toMatchObject({
    score: null,
    submission: { number: 1, counts: false },
    questions: [{ answer: 'Earlier', state: 'ungraded' }, { state: 'ungraded' }],
  });
});
