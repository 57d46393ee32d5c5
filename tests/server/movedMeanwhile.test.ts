/** What happens to a page while it is read what to tell it: it is told what is so in the end, and goes on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import type { ServerMessage } from '../../contract/documents.ts';
import type { Db, Tx } from '../../server/database/prisma.ts';
import { Inflow } from '../../server/features/documents/inflow.ts';
import { Page } from '../../server/features/documents/page.ts';
import { createLog } from '../../server/log.ts';
import type { Client } from '../support/client.ts';
import { TestPage } from '../support/page.ts';
import { SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';

let server: TestServer;
let url = '';
let ada: Client;
let userId = '';
const pages: TestPage[] = [];

/** Longer than any answer takes here. */
const LONG_MS = 10_000;

const open = async (): Promise<TestPage> => {
  const page = await TestPage.open(url, SHEET, { cookie: ada.cookie });
  pages.push(page);
  return page;
};

/** The first message from now on that satisfies. */
const told = (page: TestPage, satisfies: (message: ServerMessage) => boolean): Promise<ServerMessage> => {
  const past = page.received.length;
  const look = async (): Promise<ServerMessage> => {
    for (let waited = 0; waited < LONG_MS; waited += 10) {
      const found = page.received.slice(past).find(satisfies);
      if (found) return found;
      await sleep(10);
    }
    throw new Error(`the page was told ${JSON.stringify(page.received.slice(past))}`);
  };
  return look();
};

/** Another group, without a word to anybody. @returns it */
async function move(tx: Tx | Db): Promise<string> {
  const { assignmentId, groupId } = await tx.groupMember.findFirstOrThrow({ where: { userId } });
  const { id } = await tx.group.create({ data: { assignmentId } });
  await tx.groupMember.update({ where: { groupId_userId: { groupId, userId } }, data: { groupId: id } });
  return id;
}

function send(page: TestPage, text: string): string {
  const [key, made] = [randomUUID(), new Y.Doc()];
  made.getText('one').insert(0, text);
  const data = Buffer.from(Y.encodeStateAsUpdate(made)).toString('base64');
  page.send({ type: 'update', group: page.group, key, data });
  return key;
}

beforeAll(async () => {
  server = await startTestServer();
  url = await server.listen();
  ada = await server.as('ada');
  userId = await server.userId('ada');
});
afterAll(async () => {
  for (const page of pages) page.close();
  await server.close();
});

test('whoever is moved while their page is opened is told of the group that they are in', async () => {
  const page = await open();
  let next = '';
  await untilWaiting(
    server,
    1,
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE documents IN ACCESS EXCLUSIVE MODE`;
      page.send({ type: 'open', group: page.group, since: page.seq });
    },
    async (tx) => void (next = await move(tx)),
  );
  const answer = await told(page, ({ type }) => type === 'document');
  expect(answer).toMatchObject({ group: next, members: [{ id: userId }] });
});

test('an edit that is refused since its author is elsewhere is followed by a document, whoever told of the move', async () => {
  const page = await open();
  let [key, next] = ['', ''];
  const refused = told(page, (message) => message.type === 'refused' && message.key === key);
  const followed = told(page, (message) => message.type === 'document' && message.group === next);
  await untilWaiting(
    server,
    1,
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM documents WHERE group_id = ${page.group}::uuid FOR UPDATE`;
      key = send(page, 'Waits for the lock.');
    },
    async (tx) => void (next = await move(tx)),
  );
  expect(await refused).toMatchObject({ reason: 'moved' });
  await followed;
});

test('an edit that is refused since nothing can be written is followed by what is so now', async () => {
  const page = await open();
  const { assignmentId } = await server.db.groupMember.findFirstOrThrow({ where: { userId } });
  const set = (gradesReleasedAt: Date | null) =>
    server.db.assignment.update({ where: { id: assignmentId }, data: { gradesReleasedAt } });
  await set(server.clock.now);
  const followed = told(page, ({ type }) => type === 'changed');
  const key = send(page, 'Too late.');
  expect(await page.next('refused', (message) => message.key === key)).toMatchObject({ reason: 'locked' });
  expect(await followed).toHaveProperty(
    'locked',
    'Grades are out: read-only. Your instructor can reopen it.',
  );
  await set(null);
});

test('a server that could not be told for a while finds out whose group is another one', async () => {
  const page = await open();
  const next = await move(server.db);
  const followed = told(page, (message) => message.type === 'document' && message.group === next);
  await server.db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query = 'LISTEN stepwise_work'`;
  await followed;
});

test('a page that is closed while it enters a room is in none', async () => {
  const socket = Object.assign(new EventEmitter(), { OPEN: 1, readyState: 1, close: () => undefined });
  const room = new Set<unknown>();
  const entered = Promise.withResolvers<void>();
  const relay = {
    enter: (member: unknown) => entered.promise.then(() => room.add(member)),
    leave: (member: unknown) => room.delete(member),
  };
  const db = { $transaction: () => Promise.resolve('group') };
  const deps = { db, relay, clock: () => new Date(), log: createLog('test', 'silent') };
  const subject = { assignment: { id: 'assignment' } };
  const person = { id: userId, name: 'ada' };
  new Page(deps as never, socket as never, {
    subject: subject as never,
    person,
    inflow: new Inflow(),
    recheck: () => undefined,
  });
  socket.emit('message', Buffer.from(JSON.stringify({ type: 'open', group: null, since: 0 })), false);
  await sleep(10);
  socket.readyState = 3;
  socket.emit('close');
  entered.resolve();
  await sleep(10);
  expect(room.size).toBe(0);
});
