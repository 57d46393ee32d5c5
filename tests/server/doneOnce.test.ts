/** An act that is sent twice is done once: every operation that changes something, in a row and at the same time. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { KEY_HEADER, urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import type { Client } from '../support/client.ts';
import { COURSE } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { changes, everything, ready, SCENES } from '../support/twice/play.ts';
import type { Answer, Changes } from '../support/twice/play.ts';
import { startWorld } from '../support/twice/world.ts';
import type { World } from '../support/twice/world.ts';

const acts = (Object.values(operations) as Operation[]).filter(({ method }) => method !== 'get');

let server: TestServer;
let world: World;
beforeAll(async () => {
  ({ server, world } = await startWorld());
});
afterAll(async () => {
  await world.tested(null);
  await server.close();
});

test('every operation that changes something is played', () => {
  expect(Object.keys(SCENES).toSorted()).toEqual(acts.map(({ id }) => id).toSorted());
});

/** Acts that are about sessions alone, which are not compared. */
const NO_TRACE = ['signIn', 'signOut'];

const tick = () => (server.clock.now = new Date(server.clock.now.getTime() + 1_000));
const said = ({ status, body }: Answer) => ({ status, body });
const isDone = ({ status }: Answer) => status < 300;
/** A token is shown once, whatever is sent. */
const SHOWN_ONCE = ['makeToken'];

describe('what is sent twice is done once', () => {
  test.each(acts.map((operation) => [operation.id, operation.once, operation] as const))(
    '%s: %s',
    async (id, once, operation) => {
      const sent = await SCENES[id]!(world);
      const key = randomUUID();
      const [one, two] = [await ready(world, operation, sent, key), await ready(world, operation, sent, key)];
      const start = await everything(server.db);
      const first = await one();
      expect([first.status < 300, first.body]).toEqual([true, first.body]);
      const after = await everything(server.db);
      tick();
      const second = await two();
      const again = changes(after, await everything(server.db));
      expect(second.status).toBeLessThan(500);
      const done = changes(start, after);
      if (once === 'nothing') expect(done).toEqual({});
      else expect(Object.keys(done).length).toBeGreaterThan(NO_TRACE.includes(id) ? -1 : 0);
      if (once === 'key' && !SHOWN_ONCE.includes(id)) expect(said(second)).toEqual(said(first));
      if (once === 'replaces') expect(again).toEqual(replacedOnly(again));
      else expect(again).toEqual({});

      const other = await SCENES[id]!(world);
      const otherKey = randomUUID();
      const both = await Promise.all([
        ready(world, operation, other, otherKey),
        ready(world, operation, other, otherKey),
      ]);
      const before = await everything(server.db);
      const answers = await Promise.all(both.map((send) => send()));
      const atOnce = changes(before, await everything(server.db));
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(answers.some(isDone)).toBe(true);
      if (once === 'key' && !SHOWN_ONCE.includes(id))
        expect(answers.map(said)[0]).toEqual(answers.map(said)[1]);
      if (once === 'replaces')
        expect({ ...atOnce, audit_events: null }).toEqual({ ...done, audit_events: null });
      else expect(atOnce).toEqual(done);
    },
  );
});

/** A row in place of another one, with its mail where it has one, and what the log says of it. */
function replacedOnly(found: Changes): Changes {
  const tables = Object.keys(found).filter((name) => name !== 'audit_events');
  const replaced = (tables.length > 0 ? tables : ['']).map((name) => [name, [1, 1] as const]);
  return { ...Object.fromEntries(replaced), ...('audit_events' in found && { audit_events: [1, 0] }) };
}

describe('a key', () => {
  const about = async () => ({ course: COURSE, userId: await world.id('mary') });
  const notes = () => server.db.personNote.count();

  test('is nothing but its sender’s, for nothing but what it was sent with', async () => {
    const params = await about();
    const [tess, tom] = [await world.as('tess'), await world.as('tom')];
    const key = randomUUID();
    const before = await notes();
    const send = (client: Client, text: string, to = params) =>
      client.send(operations.addNote, { params: to, body: { text } }, key);
    const first = await send(tess, 'Was ill.');
    const emmy = { ...params, userId: await world.id('emmy') };
    // Somebody else's key, another text, another person: acts of their own, which say nothing of the first.
    for (const [client, text, to] of [
      [tom, 'Was ill.', params],
      [tess, 'Is well.', params],
      [tess, 'Was ill.', emmy],
    ] as const)
      expect((await send(client, text, to)).status).toBe(201);
    expect(await notes()).toBe(before + 4);
    expect(first.status).toBe(201);
    expect((await send(tess, 'Was ill.')).status).toBe(201);
    expect(await notes()).toBe(before + 4);
  });

  test('with another one, or without one, it is another act; with none that is, nothing is', async () => {
    const params = await about();
    const tess = await world.as('tess');
    const before = await notes();
    const body = { text: 'Came late.' };
    const between = { text: 'Came in time.' };
    await tess.call(operations.addNote, { params, body });
    await tess.call(operations.addNote, { params, body: between });
    await tess.call(operations.addNote, { params, body });
    expect(await notes()).toBe(before + 3);
    // A page from before there were keys.
    const { csrfToken } = await tess.refresh();
    const sentBefore = () =>
      tess
        .raw('post', urlOf(operations.addNote, params))
        .unset(KEY_HEADER)
        .set(CSRF_HEADER, csrfToken)
        .send(body);
    await tess.call(operations.addNote, { params, body: between });
    expect((await sentBefore()).status).toBe(201);
    expect(await notes()).toBe(before + 5);
    for (const key of ['', 'x', '1234'])
      expect((await tess.send(operations.addNote, { params, body }, key)).body).toMatchObject({
        error: { code: 'invalid_request', message: expect.stringContaining('idempotency-key') },
      });
    expect(await notes()).toBe(before + 5);
  });

  test('that was sent before a note was removed does not bring it back', async () => {
    const params = await about();
    const tess = await world.as('tess');
    const key = randomUUID();
    const send = () => tess.send(operations.addNote, { params, body: { text: 'For a day.' } }, key);
    const { notes: all } = (await send()).body as { notes: { id: string; text: string }[] };
    const { id } = all.find(({ text }) => text === 'For a day.')!;
    await tess.call(operations.removeNote, { params: { ...params, noteId: id } });
    const before = await notes();
    expect((await send()).status).toBe(201);
    expect(await notes()).toBe(before);
  });
});
