/** Groups that change while their members write and hand in: no word is lost, nothing goes to the wrong people. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';

let server: TestServer;
let ada: Client, emmy: Client, mary: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy, mary] = (await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => server.close());

const groupOf = async (client: Client) => {
  const { group } = await client.call(operations.getMyGroup, { params: SHEET });
  return group?.members.map(({ name }) => name).sort();
};

test('words that are being saved keep their group from being dissolved', async () => {
  const params = { ...SHEET, key: 'one' };
  await emmy.call(operations.saveDraft, { params, body: { text: '', baseRevision: 0 } });
  const emmys = await server.db.groupMember.findFirstOrThrow({
    where: { userId: await server.userId('emmy'), assignment: { slug: 'sheet' } },
  });
  const asked: Promise<{ status: number }>[] = [];
  await untilWaiting(server, 1, async (tx) => {
    await tx.draft.create({
      data: {
        groupId: emmys.groupId,
        key: 'two',
        text: 'Momentum remembers.',
        revision: 1,
        savedAt: server.clock.now,
        savedById: emmys.userId,
      },
    });
    const userIds = [emmys.userId];
    asked.push(ada.send(operations.setMyGroup, { params: SHEET, body: { userIds } }));
  });
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([409]);
  const { drafts } = await emmy.call(operations.listDrafts, { params: SHEET });
  expect(drafts.map(({ text }) => text)).toEqual(['', 'Momentum remembers.']);
});

test('who is taken out of a group while handing in hands in alone', async () => {
  await ada.call(operations.setMyGroup, {
    params: SHEET,
    body: { userIds: [await server.userId('mary')] },
  });
  expect(await groupOf(mary)).toEqual(['ada', 'mary']);
  const marys = await server.userId('mary');
  const { groupId } = await server.db.groupMember.findFirstOrThrow({
    where: { userId: marys, assignment: { slug: 'sheet' } },
  });
  const asked: Promise<unknown>[] = [];
  await untilWaiting(server, 1, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM groups WHERE id = ${groupId}::uuid FOR NO KEY UPDATE`;
    await tx.groupMember.delete({ where: { groupId_userId: { groupId, userId: marys } } });
    asked.push(
      mary.call(operations.createSubmission, {
        params: SHEET,
        body: { idempotencyKey: randomUUID(), answers: { one: 'Mine alone.' } },
      }),
    );
  });
  await Promise.all(asked);
  expect(await groupOf(mary)).toEqual(['mary']);
  const { submissions } = await ada.call(operations.listSubmissions, { params: SHEET });
  expect(submissions).toEqual([]);
});
