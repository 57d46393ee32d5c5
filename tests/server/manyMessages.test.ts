/** However much one person's pages send, they wait for it and others do not; nothing that they said is lost or changes places. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { PageMessage, ServerMessage } from '../../contract/documents.ts';
import { Inflow } from '../../server/features/documents/inflow.ts';
import { Page } from '../../server/features/documents/page.ts';
import { createLog } from '../../server/log.ts';
import { TestPage } from '../support/page.ts';
import { playOf } from '../support/play.ts';
import { SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const OPEN = { type: 'open', group: null, since: 0 } as const;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('whatever is sent in whichever order, no more is read in a time than it has room for', () => {
  const { random, pick } = playOf(SEED);
  for (let play = 0; play < 200; play += 1) {
    let now = 0;
    const inflow = new Inflow(() => now);
    const read = { open: 0, update: 0, presence: 0, bytes: 0 };
    const pauses = random(3) === 0 ? 1 : 2_000;
    while (now < 20_000) {
      const kind = pick(['open', 'update', 'presence'] as const);
      const bytes = kind === 'update' ? random(1_300_000) : 200;
      read[kind] += 1;
      read.bytes += bytes;
      now += inflow.take(kind, bytes) + random(pauses);
    }
    // What somebody sends who types in two pages, and a tenth of a processor at most.
    expect(read.open).toBeLessThan(20 + 20 * 4 + 2);
    expect(read.presence).toBeLessThan(250 + 20 * 50 + 2);
    expect(read.bytes).toBeLessThan(5_000_000 + 20 * 1_000_000 + 2 * 1_300_000);
  }
});

test('somebody who types in two pages without a pause never waits', () => {
  let now = 0;
  const inflow = new Inflow(() => now);
  let waited = 0;
  for (; now < 600_000; now += 80)
    for (const page of [1, 2]) waited += inflow.take('presence', 200 * page) + inflow.take('update', 300);
  expect(waited).toBe(0);
});

/** A connection as `ws` has it: what had come when it was paused still comes. */
class Connection extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  isPaused = false;
  readonly sent: ServerMessage[] = [];
  pause = () => void (this.isPaused = true);
  resume = () => void (this.isPaused = false);
  close = () => undefined;
  send = (data: string) => void this.sent.push(JSON.parse(data) as ServerMessage);
  say = (message: PageMessage) => this.emit('message', Buffer.from(JSON.stringify(message)), false);
}

test('what had been read when a page was told to wait is done later, in its order', async () => {
  const socket = new Connection();
  const told: number[] = [];
  let now = 0;
  const deps = {
    news: { tell: ({ client }: { client: number }) => told.push(client) },
    log: createLog('test', 'silent'),
  };
  new Page(deps as never, socket as never, {
    subject: { assignment: { id: randomUUID() } } as never,
    person: { id: randomUUID(), name: 'ada' },
    inflow: new Inflow(() => now),
    recheck: () => undefined,
  });
  // It is in a group's room, where it says where it is.
  Object.assign(deps, {
    clock: () => new Date(),
    db: {
      $transaction: () => Promise.resolve('group'),
      groupMember: { findMany: () => Promise.resolve([]) },
    },
    relay: { enter: () => Promise.resolve(), leave: () => undefined },
  });
  socket.say(OPEN);
  await sleep(10);
  const states = Array.from({ length: 2_000 }, (_, index) => index);
  for (const index of states)
    socket.say({
      type: 'presence',
      client: index % 8,
      state: { text: String(index), cursor: null, away: false },
    });
  expect(socket.isPaused).toBe(true);
  expect(told.length).toBeLessThan(300);
  while (told.length < states.length && socket.isPaused) {
    now += 1_000;
    await sleep(25);
  }
  expect(told).toEqual(states.map((index) => index % 8));
  expect(socket.isPaused).toBe(false);
  socket.emit('close');
});

test('to a page that takes nothing no more is told than a document and a little, and it is told the rest when it does', async () => {
  const url = await server.listen();
  const { cookie } = await server.as('emmy');
  const writing = await TestPage.open(url, SHEET, { cookie });
  for (let times = 0; times < 9; times += 1) await writing.type('one', 'x'.repeat(850_000));
  writing.close();
  const sockets = new Set<WebSocket>();
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (this: WebSocket, ...said: Parameters<typeof send>) {
    sockets.add(this);
    return send.apply(this, said);
  } as typeof send;
  try {
    const page = await TestPage.open(url, SHEET, { cookie });
    page.pause();
    for (let times = 0; times < 15; times += 1) page.send(OPEN);
    await sleep(3_000);
    const unread = [...sockets].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
    expect(unread).toBeGreaterThan(1_000_000);
    expect(unread).toBeLessThan(30_000_000);
    const before = page.received.length;
    page.resume();
    while (page.received.length < before + 3) await sleep(50);
    page.close();
  } finally {
    WebSocket.prototype.send = send;
  }
});

test('a page that asks for its document again and again gets it at its own pace; when it has gone nothing goes on', async () => {
  const url = await server.listen();
  const { cookie } = await server.as('ada');
  const page = await TestPage.open(url, SHEET, { cookie });
  for (let times = 0; times < 3_000; times += 1) page.send(OPEN);
  await sleep(1_500);
  const answers = page.received.filter(({ type }) => type === 'document').length;
  expect(answers).toBeGreaterThan(5);
  expect(answers).toBeLessThan(60);
  page.close();
  await sleep(1_000);
  const asked = async () => {
    const [row] = await server.db.$queryRaw<{ asked: number }[]>`
      SELECT xact_commit::int AS asked FROM pg_stat_database WHERE datname = current_database()`;
    return row!.asked;
  };
  const before = await asked();
  await sleep(2_000);
  expect((await asked()) - before).toBeLessThan(200);
  // Whoever comes back is served.
  const again = await TestPage.open(url, SHEET, { cookie });
  await again.type('one', 'Here I am.');
  again.close();
});
