/** Several people write one document: laws 1–6 and 13 of writing, on a real server and database. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { documentPath } from '../../contract/documents.ts';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { MOST_PAGES } from '../../server/features/documents/socket.ts';
import { Client } from '../support/client.ts';
import { joinUp, textsOf } from '../support/groups.ts';
import { TestPage } from '../support/page.ts';
import { CODE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';

let server: TestServer;
let url = '';
let otherUrl = '';
let ada: Client, emmy: Client, mary: Client;
const pages: TestPage[] = [];

const base64 = (update: Uint8Array) => Buffer.from(update).toString('base64');

const open = async (client: Client, at = url, params = SHEET): Promise<TestPage> => {
  const page = await TestPage.open(at, params, { cookie: client.cookie });
  pages.push(page);
  return page;
};

beforeAll(async () => {
  server = await startTestServer();
  url = await server.listen();
  // A second address with a relay of its own, as another process would have it.
  otherUrl = await server.listen();
  [ada, emmy, mary] = (await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  await joinUp(SHEET, ada, [emmy]);
});
afterAll(async () => {
  for (const page of pages) page.close();
  await server.close();
});

test('what one types is on the other’s page, whichever server each is on', async () => {
  const [hers, theirs] = [await open(ada), await open(emmy, otherUrl)];
  await hers.type('one', 'Momentum ');
  await theirs.next('update', () => theirs.text('one') === 'Momentum ');
  await theirs.type('one', 'remembers.');
  await hers.next('update', () => hers.text('one') === 'Momentum remembers.');
  expect(await textsOf(SHEET, ada)).toEqual({ one: 'Momentum remembers.' });
});

test('a submission holds what the submitter’s page has, sent or not, and all that others were told is saved', async () => {
  const [hers, theirs] = [await open(ada), await open(emmy, otherUrl)];
  await theirs.type('two', 'Emmy, a moment before. ');
  const unsent = hers.edit('one', ' Unsent.');
  const update = { key: randomUUID(), data: base64(unsent) };
  const submission = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), group: hers.group, updates: [update] },
  });
  expect(submission.answers.two).toContain('Emmy, a moment before.');
  expect(submission.answers.one).toBe('Momentum remembers. Unsent.');
  await theirs.next('update', () => theirs.text('one').endsWith('Unsent.'));
  await theirs.next('changed', ({ what }) => what === 'submissions');
  // The page sends it once more, as after a lost answer: it is there once.
  hers.send({ type: 'update', group: hers.group, ...update });
  await hers.next('saved', ({ key }) => key === update.key);
  expect((await textsOf(SHEET, ada)).one).toBe('Momentum remembers. Unsent.');
});

test('a page that was away is told what it lacks, and nothing twice', async () => {
  const away = await open(emmy);
  const { group, seq } = away;
  away.close();
  await (await open(ada)).type('one', ' Later.');
  const back = await open(emmy);
  back.send({ type: 'open', group, since: seq });
  const answer = await back.next('document', ({ whole }) => !whole);
  expect(answer.seq).toBe(seq + 1);
});

test('an edit in another person’s name, with a gap or of something else is refused, and the others go on', async () => {
  const [hers, theirs] = [await open(ada), await open(emmy)];
  await hers.type('one', ' A');
  const foreign = new Y.Doc();
  foreign.clientID = hers.document.clientID;
  foreign.getText('one').insert(0, 'x'.repeat(1_000));
  const gap = new Y.Doc();
  gap.getText('one').insert(0, 'first');
  const before = Y.encodeStateVector(gap);
  gap.getText('one').insert(5, 'second');
  const map = new Y.Doc();
  map.getMap('one').set('toString', 'x');
  const elsewhere = new Y.Doc();
  elsewhere.getText('three').insert(0, 'x');
  const lineEnds = new Y.Doc();
  lineEnds.getText('one').insert(0, 'a\r\nb');
  const hostile = [
    Y.encodeStateAsUpdate(foreign),
    Y.encodeStateAsUpdate(gap, before),
    Y.encodeStateAsUpdate(map),
    Y.encodeStateAsUpdate(elsewhere),
    Y.encodeStateAsUpdate(lineEnds),
    Buffer.from('no update at all'),
  ];
  for (const update of hostile) {
    const key = randomUUID();
    theirs.send({ type: 'update', group: theirs.group, key, data: base64(update) });
    expect((await theirs.next('refused', (message) => message.key === key)).reason).toBe('unacceptable');
  }
  await hers.type('one', ' B');
  await theirs.next('update', () => theirs.text('one').endsWith(' A B'));
});

test('what waits for one group’s document is never stored in another’s', async () => {
  const [sofia, page] = await server
    .as('sofia')
    .then(async (client) => [client, await open(client)] as const);
  const old = page.group;
  const { assignmentId } = await server.db.groupMember.findFirstOrThrow({ where: { groupId: old } });
  const sent = (text: string) => {
    const [key, made] = [randomUUID(), new Y.Doc()];
    made.getText('one').insert(0, text);
    page.send({ type: 'update', group: old, key, data: base64(Y.encodeStateAsUpdate(made)) });
    return Promise.race([
      page.next('refused', (message) => message.key === key).then(({ reason }) => reason),
      page.next('saved', (message) => message.key === key).then(() => 'saved'),
    ]);
  };
  const answers: Promise<string>[] = [];
  await untilWaiting(
    server,
    1,
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM documents WHERE group_id = ${old}::uuid FOR UPDATE`;
      answers.push(sent('The first waits for the lock. '));
    },
    async () => {
      answers.push(sent('The second waits for the first.'));
      const { userId } = await server.db.groupMember.findFirstOrThrow({ where: { groupId: old } });
      const next = await server.db.group.create({ data: { assignmentId } });
      await server.db.groupMember.update({
        where: { assignmentId_userId: { assignmentId, userId } },
        data: { groupId: next.id },
      });
      page.send({ type: 'open', group: old, since: 0 });
      await page.next('document', ({ group }) => group === next.id);
    },
  );
  expect(await Promise.all(answers)).toEqual(['moved', 'moved']);
  expect(await textsOf(SHEET, sofia)).not.toHaveProperty('one');
  page.close();
  await page.untilClosed();
});

test('only members are let in, and only from a page of this server', async () => {
  const anonymous = new Client(server.app);
  await anonymous.refresh();
  await expect(open(anonymous)).rejects.toThrow('401');
  await expect(open(await server.as('tess'))).rejects.toThrow('403');
  await expect(open(await server.as('stranger'))).rejects.toThrow('403');
  const headers = { cookie: ada.cookie, origin: 'https://evil.example' };
  await expect(TestPage.open(url, SHEET, headers)).rejects.toThrow('403');
});

test('whoever has too many pages open is refused and told when to come back, and may when one is closed', async () => {
  const sofia = await server.as('sofia');
  const first = await open(sofia);
  for (let count = 1; count < MOST_PAGES; count++) await open(sofia);
  const address = url.replace(/^http/, 'ws') + urlOf({ path: documentPath }, SHEET);
  const socket = new WebSocket(address, { headers: { origin: url, cookie: sofia.cookie } });
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '10']);
  answer.destroy();
  first.close();
  await first.untilClosed();
  await open(sofia);
});

test('a message that is none ends the connection, not the server', async () => {
  const page = await open(ada);
  page.send('nonsense' as never);
  expect(await page.untilClosed()).toBe(4400);
  // More edits than a log can have: no fault of the server's.
  for (const since of [2 ** 31, 1e15]) {
    const odd = await open(ada);
    odd.send({ type: 'open', group: odd.group, since });
    expect(await odd.untilClosed()).toBe(4400);
  }
  await (await open(ada)).type('one', ' still');
});

test('who leaves goes on with a copy; the others are told within a second', async () => {
  const [hers, theirs] = [await open(ada, otherUrl), await open(emmy)];
  const text = theirs.text('one');
  const start = Date.now();
  await emmy.call(operations.leaveMyGroup, { params: SHEET });
  const own = await theirs.next('document', ({ group }) => group !== hers.group);
  await hers.next('changed', ({ what, members }) => what === 'group' && members.length === 1);
  expect(Date.now() - start).toBeLessThan(3_000);
  expect((await textsOf(SHEET, emmy)).one).toBe(text);
  // What she still sends to the group that she left is refused with the reason.
  const key = randomUUID();
  theirs.send({ type: 'update', group: hers.group, key, data: base64(new Uint8Array([0, 0])) });
  expect((await theirs.next('refused', (message) => message.key === key)).reason).toBe('moved');
  expect(own.members.map(({ name }) => name)).toEqual(['emmy']);
});

test('starter code is there once, however many open the page at once', async () => {
  await joinUp(CODE, ada, [emmy]);
  const both = await Promise.all([open(ada, url, CODE), open(emmy, otherUrl, CODE), open(emmy, url, CODE)]);
  for (const page of both) expect(page.text('optim.js')).toBe('export function sgd(w, dw, config) {}\n');
});

test('who signs out is disconnected, and released grades make the page read-only', async () => {
  const page = await open(mary);
  await mary.call(operations.signOut);
  expect(await page.untilClosed()).toBe(4401);
  const [hers, grace] = [await open(ada), await server.as('grace')];
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  await hers.next('changed', ({ locked }) => locked !== null);
  const key = randomUUID();
  hers.send({ type: 'update', group: hers.group, key, data: base64(hers.edit('one', 'too late')) });
  expect((await hers.next('refused', (message) => message.key === key)).reason).toBe('locked');
});

test('the log only grows, whatever the application does', async () => {
  await expect(server.db.documentUpdate.deleteMany()).rejects.toThrow(/immutable/);
});
