/** Regrade requests: who may ask, until when and how often; what each sees; and what becomes of the grade. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { AskedPassage } from '../../contract/requests.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import {
  BEFORE_DUE,
  CODE,
  COURSE,
  SHEET,
  eventually,
  passEverything,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, mary: Client, tess: Client, grace: Client;
let submissionId = '';
let itemId = '';

const DAY_MS = 86_400_000;
const params = { course: COURSE };
const release = (released: boolean) =>
  grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
const ask = (body: object = {}, question = 'two') => ({
  params: { submissionId, question },
  body: { reason: 'Line 2 has the root.', ...body },
});
const seenBy = (client: Client) => client.call(operations.listRequests, { params: { submissionId } });
const scoreOf = async (client: Client) =>
  (await client.call(operations.getFeedback, { params: SHEET })).questions[1]?.score;

beforeAll(async () => {
  server = await startTestServer();
  const people = ['ada', 'emmy', 'mary', 'tess', 'grace'] as const;
  const [a, e, m, t, g] = await Promise.all(people.map((name) => server.as(name)));
  [ada, emmy, mary, tess, grace] = [a!, e!, m!, t!, g!];
  await joinUp(SHEET, ada, [emmy]);
  const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'The $\\sqrt{v}$ is there' } };
  submissionId = (await ada.call(operations.createSubmission, { params: SHEET, body })).id;
  const { items } = await tess.call(operations.listRubricItems, { params: { ...SHEET, question: 'two' } });
  itemId = items[1]!.id;
  for (const [question, appliedItemIds] of [
    ['one', []],
    ['two', [itemId]],
  ] as const)
    await tess.call(operations.gradeAnswer, {
      params: { submissionId, question },
      body: { appliedItemIds: [...appliedItemIds], fullMarks: appliedItemIds.length === 0, baseRevision: 0 },
    });
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = BEFORE_DUE;
  await release(true);
});

test('before the release nobody asks, and afterwards only whom the submission names', async () => {
  await release(false);
  expect(await ada.fail(operations.askForRegrade, ask())).toMatchObject({ code: 'locked' });
  expect(await seenBy(ada)).toMatchObject({
    items: [],
    requests: [],
    asking: { one: { closed: 'Grades are not out.' }, two: { closed: 'Grades are not out.' } },
  });
  await release(true);
  expect(await mary.fail(operations.askForRegrade, ask())).toMatchObject({ code: 'forbidden' });
  expect(await mary.fail(operations.listRequests, { params: { submissionId } })).toMatchObject({
    code: 'forbidden',
  });
  expect((await seenBy(ada)).items).toMatchObject([{ question: 'two', id: itemId, points: -1.5 }]);
  expect(await ada.fail(operations.askForRegrade, ask({ itemId: submissionId }))).toMatchObject({
    code: 'unacceptable',
  });
});

test('a request goes through hands to another grade, whose reason it is; both sides read what was said', async () => {
  const passage = { line: 1, quote: 'The $\\sqrt{v}$ is there' };
  const made = await ada.call(operations.askForRegrade, ask({ itemId, passage }));
  expect(made).toMatchObject({
    state: 'open',
    handler: null,
    passage: { ...passage, endLine: null },
    item: { id: itemId },
  });
  const about = { submissionId, requestId: made.id };
  expect(await emmy.fail(operations.askForRegrade, ask())).toMatchObject({ code: 'locked' });
  expect(await emmy.fail(operations.withdrawRequest, { params: about })).toMatchObject({ code: 'locked' });

  const { requests, staff } = await tess.call(operations.listCourseRequests, { params });
  expect(requests).toMatchObject([{ id: made.id, label: '2', members: [{ name: 'ada' }, { name: 'emmy' }] }]);
  expect(staff.map(({ name }) => name)).toEqual(['grace', 'tess']);
  const [graceId, tessId] = staff.map(({ id }) => id) as [string, string];
  const assign = (from: string | null, to: string | null, note = '') => ({
    params: about,
    body: { from, to, note },
  });
  await tess.call(operations.assignRequest, assign(null, tessId));
  expect(await grace.fail(operations.assignRequest, assign(null, graceId))).toMatchObject({
    code: 'unacceptable',
    message: expect.stringContaining('tess has this request'),
  });
  await tess.call(operations.assignRequest, assign(tessId, graceId, 'PLANTED among staff'));
  expect(
    await grace.fail(operations.assignRequest, assign(graceId, await server.userId('mary'))),
  ).toMatchObject({
    code: 'unacceptable',
  });
  await emmy.call(operations.replyToRequest, { params: about, body: { text: 'I see it, too.' } });

  const stale = { appliedItemIds: [], fullMarks: true, baseRevision: 0 };
  expect(await grace.fail(operations.closeRequest, { params: about, body: { grade: stale } })).toMatchObject({
    code: 'grade_conflict',
  });
  expect(await grace.fail(operations.closeRequest, { params: about, body: { grade: null } })).toMatchObject({
    code: 'unacceptable',
  });
  expect(await scoreOf(ada)).toBe(0.5);
  const { grade } = await grace.call(operations.getGradingAnswer, {
    params: { submissionId, question: 'two' },
  });
  const better = { ...stale, baseRevision: grade!.revision };
  await grace.call(operations.closeRequest, {
    params: about,
    body: { reply: 'You are right.', grade: better },
  });

  expect(await scoreOf(emmy)).toBe(2);
  for (const client of [ada, emmy]) {
    const seen = await seenBy(client);
    expect(seen.requests).toMatchObject([
      {
        state: 'closed',
        events: [
          { act: 'replied', by: { name: 'emmy' } },
          { act: 'closed', text: 'You are right.', before: 0.5, after: 2 },
        ],
      },
    ]);
    expect(JSON.stringify(seen)).not.toContain('PLANTED');
  }
  const event = await server.db.requestEvent.findFirstOrThrow({
    where: { requestId: made.id, act: 'closed' },
    include: { decision: true },
  });
  expect(event.decision).toMatchObject({
    decidedById: graceId,
    fullMarks: true,
    supersedes: grade!.revision,
  });
  const inbox = await tess.call(operations.listCourseRequests, { params, query: { state: 'over' } });
  expect(inbox.requests[0]?.events.map(({ act }) => act)).toEqual([
    'taken',
    'handed_over',
    'replied',
    'closed',
  ]);
  expect(await ada.fail(operations.replyToRequest, { params: about, body: { text: 'More' } })).toMatchObject({
    code: 'locked',
  });
  // Taken back, the release hides what was said about grades, too.
  await release(false);
  expect((await seenBy(ada)).requests).toEqual([]);
  expect(await ada.fail(operations.replyToRequest, { params: about, body: { text: 'More' } })).toMatchObject({
    code: 'not_found',
  });
});

test('of a program it points at lines, which are read in what was submitted', async () => {
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const body = { idempotencyKey: randomUUID(), file };
  const { id } = await mary.call(operations.createSubmission, { params: CODE, body });
  await server.work(passEverything);
  await eventually(
    () => server.db.gradingRun.count({ where: { state: 'done', submissionId: id } }),
    (done) => done === 1,
  );
  await grace.call(operations.releaseGrades, { params: CODE, body: { released: true } });
  const about = (passage: AskedPassage | null, question = 'sgd') => ({
    params: { submissionId: id, question },
    body: { reason: 'This is the paper’s.', passage },
  });
  const lines = SGD_SOURCE.split('\n');
  for (const wrong of [
    { line: 1, endLine: lines.length + 1 },
    { line: 3, endLine: 2 },
    { line: 1, quote: 'PLANTED, which is not there' },
  ])
    expect(await mary.fail(operations.askForRegrade, about(wrong))).toMatchObject({ code: 'unacceptable' });
  expect(await ada.fail(operations.askForRegrade, ask({ passage: { line: 1, endLine: 1 } }))).toMatchObject({
    code: 'unacceptable',
    message: expect.stringContaining('written'),
  });
  const made = await mary.call(operations.askForRegrade, about({ line: 2, endLine: 3 }));
  expect(made.passage).toEqual({ line: 2, endLine: 3, quote: lines.slice(1, 3).join('\n') });
  const { request } = await tess.call(operations.getRequest, { params: { ...params, requestId: made.id } });
  expect(request.passage).toEqual(made.passage);
});

test('limit and deadline are the set’s, each student’s own, and hold for those who ask at once', async () => {
  await grace.call(operations.setRequestPolicy, { params: SHEET, body: { days: 2, limit: 2 } });
  expect(
    await tess.fail(operations.setRequestPolicy, { params: SHEET, body: { days: 2, limit: 2 } }),
  ).toMatchObject({
    code: 'forbidden',
  });
  const answers = await Promise.all(
    ['one', 'two', 'one', 'two'].map((question) => ada.send(operations.askForRegrade, ask({}, question))),
  );
  // One was made above, so that one is left.
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const [open] = (await seenBy(ada)).requests.filter(({ state }) => state === 'open');
  const askingOf = async (client: Client) => (await seenBy(client)).asking?.two;
  expect(await askingOf(ada)).toMatchObject({ used: 2, limit: 2, closed: expect.any(String) });
  expect(await askingOf(emmy)).toMatchObject({ used: 0, closed: null });
  // Withdrawn counts as none.
  await ada.call(operations.withdrawRequest, { params: { submissionId, requestId: open!.id } });
  expect(await askingOf(ada)).toMatchObject({ used: 1, closed: null });
  server.clock.now = new Date(BEFORE_DUE.getTime() + 2 * DAY_MS + 1);
  expect(await emmy.fail(operations.askForRegrade, ask())).toMatchObject({
    code: 'locked',
    message: expect.stringContaining('time for regrade requests is over'),
  });
});

test('the days are counted from when the grade came out for the student, which the page and the server say alike', async () => {
  await grace.call(operations.setRequestPolicy, { params: SHEET, body: { days: 2, limit: null } });
  const { grade } = await tess.call(operations.getGradingAnswer, {
    params: { submissionId, question: 'two' },
  });
  await tess.call(operations.gradeAnswer, {
    params: { submissionId, question: 'two' },
    body: { appliedItemIds: [itemId], baseRevision: grade!.revision },
  });
  const daysLater = (days: number) => new Date(BEFORE_DUE.getTime() + days * DAY_MS);
  const onClock = (at: Date) => at.toLocaleString('sv-SE', { timeZone: 'America/New_York' }).slice(0, 16);
  const target = { kind: 'student' as const, userId: await server.userId('ada') };
  const extension = { target, releases: onClock(daysLater(3)), reason: 'ill' };
  await grace.call(operations.grantExtension, { params: SHEET, body: extension });
  const heldBack = { two: onClock(daysLater(4)) };
  const policy = {
    opens: null,
    closes: null,
    late: null,
    category: null,
    weight: 1,
    heldBack,
    anonymous: null,
  };
  await grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy } });
  const outAt = { ada: { one: 3, two: 4 }, emmy: { one: 0, two: 4 } } as const;
  for (const days of [1, 2.5, 3.5, 4.5, 5.5, 6.5]) {
    server.clock.now = daysLater(days);
    for (const name of ['ada', 'emmy'] as const) {
      const student = await server.as(name);
      const { asking, items, requests } = await seenBy(student);
      for (const question of ['one', 'two'] as const) {
        const out = outAt[name][question];
        const where = { name, question, days };
        const { closed = 'not said', until } = asking?.[question] ?? {};
        const isOpen = days > out && days < out + 2;
        expect({ ...where, open: closed === null }).toEqual({ ...where, open: isOpen });
        if (days > out) expect(until).toBe(daysLater(out + 2).toISOString());
        const answer = await student.send(operations.askForRegrade, ask({}, question));
        expect({ ...where, status: answer.status }).toEqual({ ...where, status: isOpen ? 201 : 409 });
        if (isOpen) {
          const { id: requestId } = answer.body as { id: string };
          await student.call(operations.withdrawRequest, { params: { submissionId, requestId } });
        } else expect(answer.text).toContain(closed);
      }
      // What is held back is not told by what was asked about it either.
      const isOut = days > outAt[name].two;
      for (const said of [items, requests])
        expect(said.some(({ question }) => question === 'two')).toBe(isOut);
    }
  }
});
