/** What two tabs of one person send at the same time, or one sends again since the answer was lost, is done once, and told as done. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let tess: Client, other: Client, grace: Client, ada: Client;
let answers: string[];
const ids: Partial<Record<string, string>> = {};
const QUESTION = { ...SHEET, question: 'two' };
const place = (submissionId: string) => ({ submissionId, question: 'two' });

beforeAll(async () => {
  server = await startTestServer();
  // Two tabs have one session each here, as two devices have.
  [tess, other, grace, ada] = (await Promise.all(
    ['tess', 'tess', 'grace', 'ada'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  const mary = await server.as('mary');
  for (const name of ['ada', 'sofia']) ids[name] = await server.userId(name);
  answers = await Promise.all(
    [ada, mary].map(async (client) => {
      const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'Two' } };
      return (await client.call(operations.createSubmission, { params: SHEET, body })).id;
    }),
  );
});
afterAll(() => server.close());

const rows = () => server.db.gradeDecision.count();
const audited = (action: string) => server.db.auditEvent.count({ where: { action } });
const choice = { appliedItemIds: [], fullMarks: false, adjustment: -0.5, comment: 'See the book.' };

test('a grade: the second is told what stands, and there is one', async () => {
  const [first] = answers as [string];
  const body = { ...choice, baseRevision: 0 };
  const send = (client: Client) => client.call(operations.gradeAnswer, { params: place(first), body });
  const [one, two] = await Promise.all([send(tess), send(other)]);
  expect(one).toEqual(two);
  expect([await rows(), await audited('gradeAnswer')]).toEqual([1, 1]);
  // Long afterwards, too.
  expect(await send(other)).toEqual(one);
  expect(await rows()).toBe(1);

  // Another decision, or the same of somebody else, is another one.
  const differs = { params: place(first), body: { ...body, adjustment: -1 } };
  expect(await other.fail(operations.gradeAnswer, differs)).toMatchObject({ code: 'grade_conflict' });
  expect(await grace.fail(operations.gradeAnswer, { params: place(first), body })).toMatchObject({
    code: 'grade_conflict',
  });
  // What was undone since is not done again by a tab that comes late.
  await tess.call(operations.undoGrading, { params: SHEET });
  expect(await other.fail(operations.gradeAnswer, { params: place(first), body })).toMatchObject({
    code: 'grade_conflict',
  });
});

test('a grade of many: those that have arrived are told as graded', async () => {
  const looked = await Promise.all(
    answers.map(async (submissionId) => {
      const { grade } = await tess.call(operations.getGradingAnswer, { params: place(submissionId) });
      return { submissionId, baseRevision: grade?.revision ?? 0 };
    }),
  );
  const before = await rows();
  const body = { ...choice, groupName: 'All', answers: looked };
  const send = (client: Client) => client.call(operations.gradeAnswerGroup, { params: QUESTION, body });
  const both = await Promise.all([send(tess), send(other)]);
  expect(both).toEqual([
    { graded: 2, conflicts: [] },
    { graded: 2, conflicts: [] },
  ]);
  expect(await rows()).toBe(before + 2);
});

test('what is said in a request, its end, and a mark', async () => {
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  const [first] = answers as [string];
  const { id } = await ada.call(operations.askForRegrade, {
    params: place(first),
    body: { reason: 'Read it again.' },
  });
  const params = { submissionId: first, requestId: id };
  const acts = async () =>
    (await server.db.requestEvent.findMany({ where: { requestId: id }, orderBy: { number: 'asc' } })).map(
      ({ act, text }) => `${act} ${text}`,
    );
  const reply = (client: Client) =>
    client.call(operations.replyToRequest, { params, body: { text: 'I look at it.' } });
  expect((await Promise.all([reply(tess), reply(other)])).map(({ events }) => events.length)).toEqual([1, 1]);
  await ada.call(operations.replyToRequest, { params, body: { text: 'Thanks.' } });
  // Said again after something else, it is said again.
  await reply(tess);
  const { grade } = await tess.call(operations.getGradingAnswer, { params: place(first) });
  const body = {
    reply: 'You are right.',
    grade: { appliedItemIds: [], fullMarks: true, adjustment: 0, comment: '', baseRevision: grade!.revision },
  };
  const close = (client: Client) => client.call(operations.closeRequest, { params, body });
  const before = await rows();
  expect((await Promise.all([close(tess), close(other)])).map(({ state }) => state)).toEqual([
    'closed',
    'closed',
  ]);
  expect(await rows()).toBe(before + 1);
  expect(await acts()).toEqual([
    'replied I look at it.',
    'replied Thanks.',
    'replied I look at it.',
    'closed You are right.',
  ]);

  const mark = (client: Client) =>
    client.call(operations.markAnswer, { params: place(first), body: { kind: 'flagged', reason: 'Odd' } });
  const [one, two] = await Promise.all([mark(tess), mark(other)]);
  expect(one).toEqual(two);
  expect(await server.db.answerMark.count()).toBe(1);
});

test('a request that is closed with another grade is not told as closed with it', async () => {
  const [answer] = answers as [string];
  const { id } = await ada.call(operations.askForRegrade, {
    params: place(answer),
    body: { reason: 'Once more.' },
  });
  const params = { submissionId: answer, requestId: id };
  const { grade } = await tess.call(operations.getGradingAnswer, { params: place(answer) });
  const close = (client: Client, adjustment: number | null) => {
    const given = { appliedItemIds: [], fullMarks: true, comment: '', baseRevision: grade!.revision };
    const body = { reply: '', grade: adjustment === null ? null : { ...given, adjustment } };
    return client.send(operations.closeRequest, { params, body });
  };
  // The usual closing says nothing: the grade is the answer, and tells the two tabs apart.
  const sent = [-0.5, -0.75] as const;
  const done = await Promise.all([close(tess, sent[0]), close(other, sent[1])]);
  expect(done.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const first = done.findIndex(({ status }) => status === 200);
  const stands = async () =>
    (await tess.call(operations.getGradingAnswer, { params: place(answer) })).grade!.score;
  expect(await stands()).toBe(2 + sent[first]!);
  expect(done[1 - first]!.body).toMatchObject({ error: { code: 'locked' } });
  // The same once more is the same, and no grade is another one.
  const again = await Promise.all([
    close(tess, sent[first]!),
    close(other, sent[first]!),
    close(other, null),
  ]);
  expect(again.map(({ status }) => status)).toEqual([200, 200, 409]);
  expect(await stands()).toBe(2 + sent[first]!);
});

test('more time is given once, and is gone when it is taken back', async () => {
  const again = await server.as('grace');
  const until = (reason: string, day: number) => ({
    params: SHEET,
    body: {
      target: { kind: 'student' as const, userId: ids.ada! },
      until: `2026-12-${day} 14:30`,
      reason,
    },
  });
  const dueAt = async () => (await ada.call(operations.getAssignment, { params: SHEET })).dueAt;
  const before = await dueAt();
  const sent = until('Was ill.', 11);
  const outcomes = await Promise.all([grace, again].map((by) => by.call(operations.grantExtension, sent)));
  expect(outcomes.map(({ applied, extensions }) => [applied, extensions.length])).toEqual([
    [true, 1],
    [true, 1],
  ]);
  expect((await grace.call(operations.grantExtension, sent)).changes).toEqual([]);
  expect([await server.db.extension.count(), await audited('grantExtension')]).toEqual([1, 1]);
  const { extensions } = await grace.call(operations.listExtensions, { params: SHEET });
  await grace.call(operations.revokeExtension, { params: { ...SHEET, extensionId: extensions[0]!.id } });
  expect(await dueAt()).toBe(before);
  // Given anew, or with another time or reason, it is another one.
  for (const other of [sent, until('Was ill.', 12), until('Was away.', 11)])
    await grace.call(operations.grantExtension, other);
  expect(await server.db.extension.count()).toBe(3);
});

test('a saved comment is changed and deleted once, and nobody is said to have done it who did not', async () => {
  const params = { course: COURSE };
  const { comments } = await grace.call(operations.saveComment, {
    params,
    body: { text: 'Why?', shortcut: null },
  });
  const { id: savedCommentId, revision } = comments[0]!;
  const at = { ...params, savedCommentId };
  const change = (client: Client, text: string) =>
    client.send(operations.changeSavedComment, {
      params: at,
      body: { text, shortcut: null, baseRevision: revision },
    });
  const both = [await change(grace, 'Why so?'), await change(grace, 'Why so?')];
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(await audited('changeSavedComment')).toBe(1);
  expect((await change(grace, 'Why not?')).status).toBe(422);
  expect((await change(tess, 'Why so?')).body).toMatchObject({
    error: { message: expect.stringContaining('grace changed this comment meanwhile') },
  });
  const remove = (client: Client) =>
    client.send(operations.deleteSavedComment, { params: at, query: { baseRevision: revision + 1 } });
  expect([(await remove(grace)).status, (await remove(grace)).status]).toEqual([200, 200]);
  expect(await audited('deleteSavedComment')).toBe(1);
  expect((await change(tess, 'Why?')).body).toMatchObject({
    error: { code: 'not_found', message: expect.stringContaining('it was deleted') },
  });
});

test('a decision about the dates of a set is one decision', async () => {
  const { last, policy } = await grace.call(operations.getSetPolicy, { params: SHEET });
  const { opensAt: _, closesAt: __, ...rest } = policy;
  const send = (client: Client, weight: number) =>
    client.send(operations.decideSetPolicy, {
      params: SHEET,
      body: { policy: { ...rest, opens: null, closes: null, weight }, seen: last?.revision ?? null },
    });
  expect([(await send(grace, 2)).status, (await send(grace, 2)).status]).toEqual([200, 200]);
  expect(await server.db.policyDecision.count()).toBe(1);
  expect((await send(grace, 3)).status).toBe(422);
});

test('an invitation that was accepted is not said to be withdrawn', async () => {
  const sofia = await server.as('sofia');
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  await ada.call(operations.inviteToMyGroup, { params: SHEET, body: { userId: ids.sofia! } });
  const { invitations } = await sofia.call(operations.getMyGroup, { params: SHEET });
  const accept = () =>
    sofia.send(operations.acceptInvitation, {
      params: { ...SHEET, invitationId: invitations[0]!.id },
      body: { bring: false },
    });
  expect((await accept()).status).toBe(200);
  const again = await accept();
  expect(again.body).toMatchObject({ error: { message: expect.stringContaining('accepted already') } });
  expect((await sofia.call(operations.getMyGroup, { params: SHEET })).group?.members).toHaveLength(2);
});

test('the same words from two tabs, each as an act of its own: a note and a comment are there once', async () => {
  const [first] = answers as [string];
  const person = { course: COURSE, userId: ids.sofia! };
  const note = (client: Client, text: string) =>
    client.call(operations.addNote, { params: person, body: { text } });
  const notes = () => server.db.personNote.count({ where: { userId: person.userId } });
  await Promise.all([note(tess, 'Was ill.'), note(other, 'Was ill.')]);
  await note(other, 'Was ill.');
  expect([await notes(), await audited('addNote')]).toEqual([1, 1]);
  // Of somebody else, after other words, and much later it is meant.
  await note(grace, 'Was ill.');
  await note(tess, 'Was ill.');
  server.clock.now = new Date(server.clock.now.getTime() + 60 * 60_000);
  await note(tess, 'Was ill.');
  expect(await notes()).toBe(4);

  const comment = (client: Client, text: string, id = randomUUID()) =>
    client.call(operations.addInlineComment, { params: place(first), body: { id, start: 0, end: 3, text } });
  const [one, two] = await Promise.all([comment(tess, 'Why two?'), comment(other, 'Why two?')]);
  expect([one.comments.length, two.comments.length]).toEqual([1, 1]);
  await comment(grace, 'Why two?');
  expect((await comment(tess, 'Why not one?')).comments).toHaveLength(3);
  // Removed, it may be said again.
  const { id, revision } = one.comments[0]!;
  await tess.call(operations.removeInlineComment, {
    params: { ...place(first), commentId: id },
    query: { baseRevision: revision },
  });
  expect((await comment(tess, 'Why two?')).comments).toHaveLength(3);
});
