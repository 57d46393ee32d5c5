/**
 * Law 27 for order: what a TA who sees no names reads of a set is the same to the letter whatever its students are called. Names in
 * which rows or people were sorted would say who comes before whom.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { OperationId } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import { POLICY } from '../../server/policy.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import { asBytes } from '../support/client.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { png } from '../support/images.ts';
import { playOf } from '../support/play.ts';
import { CODE, COURSE, SHEET, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261204);
const ROUNDS = 6;
const { random } = playOf(SEED);
const STUDENTS = ['ada', 'emmy', 'mary', 'sofia'] as const;

let server: TestServer;
let tess: Client, grace: Client;
let ids: string[];
const sheets: string[] = [];
const codes: string[] = [];
let values: Record<string, string> = {};

beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = (await Promise.all(['tess', 'grace'].map((name) => server.as(name)))) as [Client, Client];
  const students = await Promise.all(STUDENTS.map((name) => server.as(name)));
  const [ada, emmy] = students as [Client, Client];
  ids = await Promise.all(STUDENTS.map((name) => server.userId(name)));
  const submit = async (by: Client, set: typeof SHEET, body: object) => {
    const { id } = await by.call(operations.createSubmission, {
      params: set,
      body: { idempotencyKey: randomUUID(), ...body },
    });
    return id;
  };
  const answers = { one: 'The running mean of squares is the whole idea of it.', two: 'Two.' };
  // Two hand in together and part, so that a submission names people whose answers have two numbers.
  await joinUp(SHEET, ada, [emmy]);
  const { csrfToken } = await ada.refresh();
  for (const [place, name] of ['zz.png', 'aa.png'].entries())
    await ada
      .raw('post', urlOf(operations.uploadImage, SHEET, { name }))
      .set(CSRF_HEADER, csrfToken)
      .set('Content-Type', 'image/png')
      .send(png({ grey: 10 * place }));
  sheets.push(await submit(ada, SHEET, { answers }));
  await emmy.call(operations.leaveMyGroup, { params: SHEET });
  for (const by of students.slice(1)) sheets.push(await submit(by, SHEET, { answers }));
  const file = { name: 'optim.js', text: SGD_SOURCE };
  // In pairs, the second of which parts.
  await joinUp(CODE, ada, [emmy]);
  codes.push(await submit(ada, CODE, { file }));
  await emmy.call(operations.leaveMyGroup, { params: CODE });
  for (const by of students.slice(1)) codes.push(await submit(by, CODE, { file }));
  let score = 2;
  await server.work(async (...asked) => {
    const graded = await passEverything(...asked);
    const [report] = graded.whole.questions;
    report!.score = score;
    report!.verdict = 'partially_accepted';
    report!.causes = ['missing-root'];
    return graded;
  });
  const isOver = async () =>
    (await server.db.gradingRun.count({ where: { state: { in: ['queued', 'running'] } } })) === 0;
  await eventually(isOver, Boolean);
  score = 3;
  const { id: rerun } = await tess.call(operations.startRerun, { params: CODE, body: { scope: 'all' } });
  await eventually(isOver, Boolean);
  const two = { ...SHEET, question: 'two' };
  const item = await tess.call(operations.createRubricItem, {
    params: two,
    body: { text: 'Item', points: -1 },
  });
  for (const submissionId of sheets.slice(1))
    await tess.call(operations.gradeAnswer, {
      params: { submissionId, question: 'two' },
      body: { appliedItemIds: [item.id], comment: 'See.', baseRevision: 0 },
    });
  // Whose part an answer is says a section, and no name.
  for (const [place, userId] of ids.entries())
    await grace.call(operations.changeEnrolment, {
      params: { course: COURSE, userId },
      body: { section: place % 2 === 0 ? 'A' : 'B' },
    });
  const parts = [
    { userId: await server.userId('tess'), sections: ['A'] },
    { userId: await server.userId('grace'), sections: ['B'] },
  ];
  await grace.call(operations.divideQuestion, {
    params: { ...SHEET, question: 'one' },
    body: { division: { by: 'section', parts } },
  });
  await grace.call(operations.decideCoursePolicy, {
    params: { course: COURSE },
    body: { policy: { anonymous: true } },
  });
  values = { course: COURSE, rerun, rubricItemId: item.id };
});
afterAll(() => server.close());

/** Others have their names from now on; of two images, too. */
async function rename(): Promise<void> {
  const names = ids.map(() => `${'abcdefghijklmnopqrstuvwxyz'[random(26)]!.toUpperCase()}${randomUUID()}`);
  for (const [place, id] of ids.entries())
    await server.db.user.update({
      where: { id },
      data: { name: names[place]!, email: `${names[place]!.toLowerCase()}@example.org` },
    });
  const images = await server.db.submissionImage.findMany({ orderBy: { imageId: 'asc' } });
  const isTurned = random(2) === 0;
  await server.db.$transaction(async (tx) => {
    for (const { imageId } of images)
      await tx.submissionImage.updateMany({ where: { imageId }, data: { name: `${imageId}.png` } });
    for (const [place, { imageId }] of images.entries())
      await tx.submissionImage.updateMany({
        where: { imageId },
        data: { name: (place % 2 === 0) === isTurned ? 'zz.png' : 'aa.png' },
      });
  });
}

const POSTS: Partial<Record<OperationId, object>> = {
  previewRubricItem: { points: -0.75 },
  previewRubricGroup: { name: 'Group', itemIds: [], exclusive: false, floor: -0.5, cap: null },
};
const queries: Partial<Record<OperationId, Record<string, string>>> = {
  listSimilarWork: { work: 'one', terms: 'all' },
  compareWork: { work: 'one' },
};

/** What a TA may read of a set without names. */
const read = (Object.keys(POLICY) as OperationId[]).filter((id) => {
  const { method, path, responseType }: Operation = operations[id];
  return (
    ['any', 'others'].includes(POLICY[id].ta) &&
    (method === 'get' || id in POSTS) &&
    /\{(assignment|submissionId|rubricItemId|left)\}/.test(path) &&
    responseType !== 'text/event-stream'
  );
});

/** Everything, operation by operation, and address by address. */
async function everything(): Promise<Map<string, { status: number; text: string }>> {
  const { csrfToken } = await tess.refresh();
  const said = new Map<string, { status: number; text: string }>();
  const ask = async (id: OperationId, about: Record<string, string>) => {
    const operation: Operation = operations[id];
    const unknown = Object.fromEntries(
      [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, values.rubricItemId!]),
    );
    const url = urlOf(operation, { ...unknown, ...values, ...about }, queries[id]);
    const call = tess.raw(operation.method, url).set(CSRF_HEADER, csrfToken).buffer(true);
    if (operation.responseType === 'application/octet-stream') void asBytes(call);
    const { status, text, body } = await (POSTS[id]
      ? call.send({ ...POSTS[id], itemIds: [values.rubricItemId] })
      : call);
    said.set(`${operation.id} ${url}`, { status, text: text ?? (body as Buffer).toString('latin1') });
  };
  for (const id of read) {
    const isOfOne = operations[id].path.includes('{submissionId}');
    for (const [set, question, submissions] of [
      [SHEET, 'one', sheets],
      [SHEET, 'two', sheets],
      [CODE, 'sgd', codes],
    ] as const)
      for (const submissionId of isOfOne ? submissions : [submissions[0]!])
        await ask(id, { ...set, question, submissionId, left: submissions[1]!, right: submissions[2]! });
  }
  return said;
}

test(`whatever students are called, whoever sees no names reads the same (SEED=${SEED})`, async () => {
  await rename();
  const before = await everything();
  const told = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    await rename();
    for (const [asked, { text }] of await everything())
      if (text !== before.get(asked)?.text) told.add(asked.split(' ')[0]!);
  }
  expect([...told]).toEqual([]);
  expect([...before].filter(([, { status }]) => status >= 500)).toEqual([]);
  // It was read, by whatever shows several people or submissions.
  const good = [...before].filter(([, { status }]) => status === 200).map(([asked]) => asked.split(' ')[0]!);
  expect(good).toEqual(
    expect.arrayContaining([
      'getClassFaults',
      'getGradingAnswer',
      'getGradingProgress',
      'getRerun',
      'getSubmission',
      'listAnswerGroups',
      'listGradingAnswers',
      'listSimilarWork',
      'listSubmissions',
      'previewRubricItem',
    ]),
  );
});
