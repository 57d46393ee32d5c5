/** A question that was taken out: what was begun about it can be ended, waits for nobody, and its grade stays and is read. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { questionName } from '../../contract/questionName.ts';
import { SHEET_FILES } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, mary: Client, tess: Client, grace: Client;
/** Of ada and mary. */
let submissions: [string, string];
const place = (submissionId: string) => ({ submissionId, question: 'two' });
const requests: string[] = [];

const WITHOUT_TWO = Object.fromEntries(
  Object.entries({
    ...SHEET_FILES,
    'assignment.yaml': SHEET_FILES['assignment.yaml']!.replace('[one, two]', '[one]'),
  }).filter(([name]) => !name.startsWith('questions/two/')),
);

async function publish(files: Record<string, string>): Promise<void> {
  const params = { course: COURSE };
  const of = { files, slug: 'sheet' };
  const { outcome } = await grace.call(operations.checkAssignment, { params, body: of });
  await grace.call(operations.publishAssignment, { params, body: { ...of, plan: outcome!.plan!.token } });
}

const policyOf = async () => {
  const { policy, questions } = await grace.call(operations.getSetPolicy, { params: SHEET });
  const { opensAt: _, closesAt: __, ...rest } = policy;
  return { questions, wish: { ...rest, opens: null, closes: null } };
};
const openSecond = async (client: Client) =>
  (await client.call(operations.getGradingProgress, { params: SHEET })).second;

beforeAll(async () => {
  server = await startTestServer();
  [ada, mary, tess, grace] = (await Promise.all(
    ['ada', 'mary', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  submissions = (await Promise.all(
    [ada, mary].map(async (client) => {
      const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'Two' } };
      return (await client.call(operations.createSubmission, { params: SHEET, body })).id;
    }),
  )) as [string, string];
  for (const submissionId of submissions)
    for (const question of ['one', 'two'])
      await tess.call(operations.gradeAnswer, {
        params: { submissionId, question },
        body: { appliedItemIds: [], adjustment: -0.5, comment: 'See the book.', baseRevision: 0 },
      });
  await grace.call(operations.askForSecondGrading, {
    params: { ...SHEET, question: 'two' },
    body: { graderId: await server.userId('grace'), count: 2 },
  });
  expect(await openSecond(grace)).toHaveLength(2);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  for (const [index, client] of [ada, mary].entries())
    requests.push(
      (await client.call(operations.askForRegrade, {
        params: place(submissions[index]!),
        body: { reason: 'Again, please.' },
      })).id, // prettier-ignore
    );
  const { wish } = await policyOf();
  await grace.call(operations.decideSetPolicy, {
    params: SHEET,
    body: { policy: { ...wish, heldBack: { two: null } } },
  });
  await publish(WITHOUT_TWO);
});
afterAll(() => server.close());

test('staff read the answer and its grade, and nobody grades it', async () => {
  for (const submissionId of submissions) {
    const read = await tess.call(operations.getGradingAnswer, { params: place(submissionId) });
    expect(read).toMatchObject({
      takenOut: true,
      answer: 'Two',
      maxScore: 2,
      grade: { score: 1.5, comment: 'See the book.' },
    });
    const body = { appliedItemIds: [], fullMarks: true, baseRevision: read.grade!.revision };
    // Who was grading when it was taken out reads why that cannot be saved, and that no grade is lost.
    expect(await tess.fail(operations.gradeAnswer, { params: place(submissionId), body })).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('its answers and grades stay readable and count for nobody'),
    });
  }
});

test('a request about it is closed with a reply, and not with another grade', async () => {
  for (const [index, requestId] of requests.entries()) {
    const params = { submissionId: submissions[index]!, requestId };
    const { grade } = await tess.call(operations.getGradingAnswer, { params: place(params.submissionId) });
    const given = { appliedItemIds: [], fullMarks: true, baseRevision: grade!.revision };
    expect(
      await tess.fail(operations.closeRequest, { params, body: { reply: '', grade: given } }),
    ).toMatchObject({
      code: 'unacceptable',
      message:
        'Second was taken out of the set and counts for nobody: its grades stay as they are. Nothing was changed.',
    });
    const by = [tess, grace][index]!;
    const body = { reply: 'It counts for nobody any more.', grade: null };
    expect(await by.call(operations.closeRequest, { params, body })).toMatchObject({
      state: 'closed',
      events: [{ before: 1.5, after: 1.5 }],
    });
  }
  const { requests: open } = await tess.call(operations.listCourseRequests, { params: { course: COURSE } });
  expect(open).toEqual([]);
  expect((await server.db.notification.findMany({ where: { kind: 'request' } })).map(({ text }) => text).filter((text) => !text.includes('Second'))).toEqual([]); // prettier-ignore
});

test('nobody is asked to grade it a second time', async () => {
  expect(await openSecond(grace)).toEqual([]);
});

test('what was held back stays so under every other decision, and is given free by one', async () => {
  const seen = async () => {
    const { removed } = await ada.call(operations.getFeedback, { params: SHEET });
    return removed.map(({ feedback }) => feedback.score);
  };
  const { questions, wish } = await policyOf();
  expect(questions.map(questionName)).toEqual(['1 · First', '2 · Second (taken out)']);
  const decide = (policy: typeof wish) =>
    grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy } });
  // As the page sends it back.
  await decide({ ...wish, weight: 2 });
  expect(await seen()).toEqual([null]);
  await decide({ ...wish, weight: 2, heldBack: {} });
  expect(await seen()).toEqual([1.5]);
  expect((await policyOf()).questions.map(({ id }) => id)).toEqual(['one']);
  const again = { params: SHEET, body: { policy: { ...wish, heldBack: { two: null } } } };
  expect((await grace.fail(operations.decideSetPolicy, again)).code).toBe('unacceptable');
});

test('asked again, all of it is as it was', async () => {
  await publish(SHEET_FILES);
  const read = await tess.call(operations.getGradingAnswer, { params: place(submissions[0]) });
  expect(read).toMatchObject({ takenOut: false, grade: { score: 1.5 } });
  expect(await openSecond(grace)).toHaveLength(2);
});
