/** Saved comments: shared by the staff of a course, kept once, and never changed unseen. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, tess: Client, grace: Client;
const params = { course: COURSE };
const save = (client: Client, text: string, shortcut: string | null = null) => ({
  client,
  call: () => client.send(operations.saveComment, { params, body: { text, shortcut } }),
});
const list = async (client: Client) => (await client.call(operations.listSavedComments, { params })).comments;

beforeAll(async () => {
  server = await startTestServer();
  [ada, tess, grace] = (await Promise.all(['ada', 'tess', 'grace'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => server.close());

test('what one keeps the others find, once, by how often it is used; students do not', async () => {
  // Kept by two at the same time, and again.
  const answers = await Promise.all([tess, grace, tess].map((client) => save(client, 'Show $v$.').call()));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await save(tess, 'The root is missing.', 'Root').call()).status).toBe(201);
  expect(await list(grace)).toMatchObject([
    { text: 'The root is missing.', shortcut: 'root', uses: 0 },
    { text: 'Show $v$.', shortcut: null, uses: 0 },
  ]);
  const { id } = (await list(tess)).find(({ shortcut }) => shortcut === null)!;
  const count = (client: Client, uses: number) =>
    client.call(operations.countSavedComment, { params: { ...params, savedCommentId: id }, body: { uses } });
  // What is sent twice is counted once.
  await Promise.all([count(tess, 0), count(tess, 0)]);
  await count(grace, 1);
  await count(tess, 2);
  expect((await list(tess))[0]).toMatchObject({ text: 'Show $v$.', uses: 3 });
  expect(await ada.fail(operations.listSavedComments, { params })).toMatchObject({ code: 'forbidden' });
});

test('a shortcut stands for one, and a change is made to what was looked at', async () => {
  expect((await save(grace, 'Other words', 'root').call()).status).toBe(422);
  expect((await save(grace, 'Other words', 'two words').call()).status).toBe(400);
  const root = (await list(grace)).find(({ shortcut }) => shortcut === 'root')!;
  const of = { ...params, savedCommentId: root.id };
  const change = (client: Client, text: string) =>
    client.send(operations.changeSavedComment, {
      params: of,
      body: { text, shortcut: 'root', baseRevision: root.revision },
    });
  const both = await Promise.all([change(tess, 'Where is the root?'), change(grace, 'No root.')]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  const remove = { params: of, query: { baseRevision: root.revision } };
  expect(await tess.fail(operations.deleteSavedComment, remove)).toMatchObject({ code: 'unacceptable' });
  await tess.call(operations.deleteSavedComment, { params: of, query: { baseRevision: root.revision + 1 } });
  expect(await list(grace)).toHaveLength(1);
  const { entries } = await grace.call(operations.listAuditLog, { params });
  expect(entries.slice(0, 2).map(({ act }) => act)).toEqual([
    'deleted a saved comment',
    'changed a saved comment',
  ]);
});
