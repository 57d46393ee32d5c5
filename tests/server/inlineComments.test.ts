/** Comments on passages: who writes and reads them when, several graders at once, and what handing in again does to them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MAX_INLINE_COMMENTS } from '../../contract/inlineComments.ts';
import { operations } from '../../contract/index.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, mary: Client, tess: Client, grace: Client;
let submissionId = '';

const ANSWER = 'The velocity $v$ decays.\n\nSo steps along the valley add up.';
const PASSAGE = 'steps along the valley';
const place = { start: ANSWER.indexOf(PASSAGE), end: ANSWER.indexOf(PASSAGE) + PASSAGE.length };

const submit = async (two: string, client = ada): Promise<string> => {
  const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two } };
  return (await client.call(operations.createSubmission, { params: SHEET, body })).id;
};
const of = (id = submissionId, question = 'two') => ({ submissionId: id, question });
const written = (text: string, extra: object = {}) => ({ id: randomUUID(), ...place, text, ...extra });
const add = (client: Client, body: ReturnType<typeof written>, params = of()) =>
  client.send(operations.addInlineComment, { params, body });
const release = (released: boolean, params = SHEET) =>
  grace.call(operations.releaseGrades, { params, body: { released } });
/** What a student reads of a question. */
const readBy = async (client: Client, question = 'two') =>
  (await client.call(operations.getFeedback, { params: SHEET })).questions.find(
    (each) => each.question === question,
  )!.inlineComments;

beforeAll(async () => {
  server = await startTestServer();
  const people = ['ada', 'emmy', 'mary', 'tess', 'grace'] as const;
  const [a, e, m, t, g] = await Promise.all(people.map((name) => server.as(name)));
  [ada, emmy, mary, tess, grace] = [a!, e!, m!, t!, g!];
  await joinUp(SHEET, ada, [emmy]);
  submissionId = await submit(ANSWER);
});
afterAll(() => server.close());

test('a grader comments on a passage; nobody of the group sees it before the release, nor after it was taken back', async () => {
  const body = written('PLANTED: by $1/(1-\\alpha)$.');
  // Sent twice since the answer to the first got lost.
  expect((await add(tess, body)).status).toBe(201);
  expect((await add(tess, body)).status).toBe(201);
  const { comments } = await grace.call(operations.listInlineComments, { params: of() });
  expect(comments).toMatchObject([
    { quote: PASSAGE, ...place, line: 3, endLine: 3, here: true, by: { name: 'tess' }, edited: false },
  ]);

  const everything = async (client: Client) =>
    JSON.stringify([
      await client.call(operations.getFeedback, { params: SHEET }),
      await client.call(operations.getGradedCopy, { params: { submissionId } }),
      await client.call(operations.getSubmission, { params: { submissionId } }),
      await client.call(operations.listRequests, { params: { submissionId } }),
      await client.call(operations.listNotices),
    ]);
  expect(await everything(emmy)).not.toContain('PLANTED');
  for (const client of [ada, mary])
    expect(await client.fail(operations.listInlineComments, { params: of() })).toMatchObject({
      code: 'forbidden',
    });
  await release(true);
  expect(await readBy(emmy)).toMatchObject([{ text: body.text, quote: PASSAGE, by: { name: 'tess' } }]);
  expect(await everything(ada)).toContain('PLANTED');
  await release(false);
  expect(await everything(ada)).not.toContain('PLANTED');
});

test('a place has words of the answer in it', async () => {
  for (const wrong of [
    { start: 0, end: ANSWER.length + 1 },
    { start: 24, end: 26 },
    { start: 9, end: 4 },
  ])
    expect((await add(tess, written('Where?', wrong))).status).toBe(422);
  expect((await add(tess, written('   '))).status).toBe(400);
  expect((await add(tess, written('No such question'), of(submissionId, 'three'))).status).toBe(404);
});

test('words are changed by who wrote them, taken away by them or an instructor, and nothing is written over', async () => {
  const { id } = written('');
  await add(tess, written('First', { id }));
  const params = { ...of(), commentId: id };
  expect(
    await grace.fail(operations.editInlineComment, { params, body: { text: 'Hers', baseRevision: 1 } }),
  ).toMatchObject({ code: 'unacceptable' });
  const edits = await Promise.all(
    ['Second', 'Other'].map((text) =>
      tess.send(operations.editInlineComment, { params, body: { text, baseRevision: 1 } }),
    ),
  );
  expect(edits.map(({ status }) => status).sort()).toEqual([200, 422]);
  const mine = async () =>
    (await tess.call(operations.listInlineComments, { params: of() })).comments.find(
      (each) => each.id === id,
    );
  expect(await mine()).toMatchObject({ edited: true, revision: 2 });
  await grace.call(operations.removeInlineComment, { params, query: { baseRevision: 2 } });
  expect(await mine()).toBeUndefined();
  const stale = { params, body: { text: 'Third', baseRevision: 2 } };
  expect((await tess.fail(operations.editInlineComment, stale)).message).toContain('grace removed');
  await tess.call(operations.editInlineComment, { params, body: { text: 'Third', baseRevision: 3 } });
  expect(await mine()).toMatchObject({ text: 'Third', revision: 4 });
  const events = await server.db.inlineCommentEvent.findMany({ where: { commentId: id } });
  expect(events).toHaveLength(4);
  const { entries } = await grace.call(operations.listAuditLog, { params: { course: COURSE } });
  expect(entries.slice(0, 2)).toMatchObject([
    {
      act: 'changed a comment on a passage',
      facts: expect.arrayContaining([{ name: 'after', value: 'Third' }]),
    },
    { act: 'removed a comment on a passage', actor: { name: 'grace' } },
  ]);
  await tess.call(operations.removeInlineComment, { params, query: { baseRevision: 4 } });
});

test('a comment that was taken away and put back is as it was: of then, and not edited', async () => {
  const { id } = written('');
  await add(tess, written('First', { id }));
  const params = { ...of(), commentId: id };
  const mine = async () =>
    (await tess.call(operations.listInlineComments, { params: of() })).comments.find(
      (each) => each.id === id,
    );
  const before = await mine();
  const now = server.clock.now;
  server.clock.now = new Date(now.getTime() + 60_000);
  await tess.call(operations.removeInlineComment, { params, query: { baseRevision: 1 } });
  await tess.call(operations.editInlineComment, { params, body: { text: 'First', baseRevision: 2 } });
  expect(await mine()).toEqual({ ...before, revision: 3 });
  await tess.call(operations.editInlineComment, { params, body: { text: 'Second', baseRevision: 3 } });
  expect(await mine()).toMatchObject({ edited: true, at: server.clock.now.toISOString() });
  await tess.call(operations.removeInlineComment, { params, query: { baseRevision: 4 } });
  server.clock.now = now;
});

test('words that are sent twice, since the answer to them was lost, are no change of somebody else', async () => {
  const { id } = written('');
  await add(tess, written('First', { id }));
  const params = { ...of(), commentId: id };
  const edit = { params, body: { text: 'Second', baseRevision: 1 } };
  await tess.call(operations.editInlineComment, edit);
  const { comments } = await tess.call(operations.editInlineComment, edit);
  expect(comments.find((each) => each.id === id)).toMatchObject({ text: 'Second', revision: 2 });
  await tess.call(operations.removeInlineComment, { params, query: { baseRevision: 2 } });
  await tess.call(operations.removeInlineComment, { params, query: { baseRevision: 2 } });
});

test('handing in again takes no comment away: it stays at the same words, and beside others it is quoted', async () => {
  await release(false);
  const same = await submit(ANSWER);
  const { comments } = await tess.call(operations.listInlineComments, { params: of(same) });
  expect(comments).toMatchObject([{ here: true, submissionId, number: 1, quote: PASSAGE }]);
  // Sofia joins for the next one: what was said about submissions that do not name her is not hers.
  const sofia = await server.as('sofia');
  await joinUp(SHEET, ada, [sofia]);
  const other = await submit('Another answer');
  await add(grace, written('About the newer one', { start: 0, end: 7 }), of(other));
  // A grade of the newer answer does not take it away either.
  await tess.call(operations.gradeAnswer, {
    params: of(other),
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });
  await release(true);
  expect(await readBy(ada)).toMatchObject([
    { here: true, number: 3, quote: 'Another' },
    { here: false, number: 1, quote: PASSAGE },
  ]);
  expect(await readBy(sofia)).toMatchObject([{ here: true, number: 3 }]);
  await release(false);
});

test('graders who write at once each have their comments, up to the limit', async () => {
  const answer = await submit('x '.repeat(MAX_INLINE_COMMENTS), mary);
  const { id: answerId } = await server.db.answer.findUniqueOrThrow({
    where: { submissionId_questionId: { submissionId: answer, questionId: 'two' } },
  });
  const at = (index: number) => ({ start: 2 * index, end: 2 * index + 1 });
  const free = 8;
  for (let index = free; index < MAX_INLINE_COMMENTS; index += 1)
    await server.db.inlineComment.create({
      data: {
        id: randomUUID(),
        answerId,
        ...at(index),
        writtenById: await server.userId('tess'),
        events: {
          create: {
            number: 1,
            act: 'written',
            at: server.clock.now,
            byId: await server.userId('tess'),
            text: 'x',
          },
        },
      },
    });
  const sent = Array.from({ length: free + 4 }, (_, index) =>
    add(index % 2 ? tess : grace, written(`x ${index}`, at(index % free)), of(answer)),
  );
  const statuses = (await Promise.all(sent)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(free);
  expect(statuses.filter((status) => status === 422)).toHaveLength(4);
  const { comments } = await tess.call(operations.listInlineComments, { params: of(answer) });
  expect(comments).toHaveLength(MAX_INLINE_COMMENTS);
  expect(comments.map(({ start }) => start)).toEqual(
    comments.map(({ start }) => start).sort((a, b) => a - b),
  );
});

test('whoever sees the grade is told of a comment, once of an answer until they have read it, in the way they chose', async () => {
  const sofia = await server.as('sofia');
  const id = await submit('Told of');
  const kind = 'commented';
  const toldOf = async (wanted: string, client: Client) =>
    (await client.call(operations.listNotices)).notices.filter((each) => each.kind === wanted);
  const told = (client: Client) => toldOf(kind, client);
  const say = (text: string) => add(grace, written(text, { start: 0, end: 4 }), of(id));
  // What is there before the release comes with it, also where the release is planned.
  await say('PLANTED early');
  const later = '2026-12-24 12:00';
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true, at: later } });
  await say('PLANTED while it is planned');
  const { grade } = await tess.call(operations.getGradingAnswer, { params: of(id) });
  await tess.call(operations.gradeAnswer, {
    params: of(id),
    body: { appliedItemIds: [], fullMarks: true, adjustment: -1, baseRevision: grade?.revision ?? 0 },
  });
  for (const client of [ada, emmy, sofia])
    expect([await told(client), await toldOf('graded', client)]).toEqual([[], []]);

  await release(true);
  await emmy.call(operations.setNoticeChoice, { body: { kind, way: 'off' } });
  await sofia.call(operations.setNoticeChoice, { body: { kind, way: 'digest' } });
  await Promise.all(['PLANTED one', 'PLANTED two', 'PLANTED three'].map(say));
  const [first, ...more] = await told(ada);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ read: false, path: `/c/${COURSE}/sets/sheet/feedback` });
  // Mail is read on other screens: it says that there is one, and not what it says.
  expect(JSON.stringify(first)).not.toContain('PLANTED');
  expect([(await told(emmy)).length, (await told(sofia)).length]).toEqual([0, 1]);
  const mailsTo = async (name: string) =>
    server.db.mail.count({ where: { kind, userId: await server.userId(name) } });
  expect([await mailsTo('ada'), await mailsTo('emmy'), await mailsTo('sofia')]).toEqual([1, 0, 0]);

  await ada.call(operations.readNotices, { body: { upTo: first!.at } });
  await say('PLANTED after reading');
  expect([(await told(ada)).length, (await told(sofia)).length, await mailsTo('ada')]).toEqual([2, 1, 2]);
  await release(false);
  await say('PLANTED after it was taken back');
  expect(await told(ada)).toHaveLength(2);
});

test('of a program it is about lines', async () => {
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const body = { idempotencyKey: randomUUID(), file };
  const { id } = await ada.call(operations.createSubmission, { params: CODE, body });
  const lines = SGD_SOURCE.split('\n');
  const start = lines[0]!.length + 1;
  const second = { start, end: start + lines[1]!.length };
  expect((await add(tess, written('Name it after the paper.', second), of(id, 'sgd'))).status).toBe(201);
  const copy = await tess.call(operations.getGradedCopy, { params: { submissionId: id } });
  expect(copy.questions[0]!.inlineComments).toMatchObject([{ line: 2, endLine: 2, quote: lines[1] }]);
  const seen = await ada.call(operations.getGradedCopy, { params: { submissionId: id } });
  expect(seen.questions[0]!.inlineComments).toEqual([]);
});
