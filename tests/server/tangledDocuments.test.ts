/** Edits that cost the square of their number: whoever sends them keeps nobody’s words from being read, and no thread of the server. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import * as Y from 'yjs';
import { operations } from '../../contract/index.ts';
import { decodeUpdate, deletionsIn, piecesIn } from '../../server/features/documents/guard.ts';
import { MOST_PASSED, SNAPSHOT_EVERY } from '../../server/features/documents/log.ts';
import { judgeEdits, keepDraft, readDraft } from '../../server/features/documents/putTogether.ts';
import { putTogether, readSmallDraft, type Draft } from '../../server/features/documents/smallDraft.ts';
import { claiming, tangle, type Id } from '../attacks/tangledEdits.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { TestPage } from '../support/page.ts';
import { SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const KEY = 'one';

interface Row {
  userId: string;
  data: Uint8Array;
}

function draftOf(rows: readonly Row[], snapshot: Uint8Array | null = null): Draft {
  return {
    snapshot,
    data: new Uint8Array(Buffer.concat(rows.map(({ data }) => data))),
    lengths: rows.map(({ data }) => data.length),
    by: rows.map(({ userId }) => userId),
  };
}

const read = (draft: Draft): string => readDraft({ draft, wanted: new Map() }).texts.get(KEY) ?? '';

/** The updates of a page on which `act` writes, beginning with what `from` has. */
function written(client: number, from: readonly Uint8Array[], act: (text: Y.Text) => void): Uint8Array[] {
  const document = new Y.Doc();
  document.clientID = client;
  for (const data of from) Y.applyUpdate(document, data);
  const updates: Uint8Array[] = [];
  document.on('update', (data: Uint8Array) => updates.push(data));
  act(document.getText(KEY));
  return updates;
}

const rowsOf = (userId: string, updates: readonly Uint8Array[]): Row[] =>
  updates.map((data) => ({ userId, data }));

test('an edit is taken as long as all of its writer’s pass no more than they may, and what is taken is read', () => {
  const start = written(7, [], (text) => text.insert(0, 'Ours.'));
  const edits = Array.from({ length: 60 }, (_, i) => tangle(100, 10 + 2 * i));
  const draft = draftOf(rowsOf('ada', start));
  const { accepted } = judgeEdits({ draft, writer: 'mallory', edits, most: 200_000 });
  expect(accepted).toBeGreaterThan(2);
  expect(accepted).toBeLessThan(60);
  const log = [...rowsOf('ada', start), ...rowsOf('mallory', edits.slice(0, accepted))];
  const cost = putTogether(new Y.Doc(), draftOf(log));
  expect(cost.passed.get('mallory')).toBeLessThanOrEqual(200_000);
  expect(read(draftOf(log))).toContain('Ours.');
  expect(read(draftOf(log)).length).toBeGreaterThan(accepted * 200);
  const next = { draft: draftOf(log), writer: 'mallory', edits: [edits[accepted]!], most: 200_000 };
  expect(judgeEdits(next).accepted).toBe(0);
});

test('what takes long is left to a process: many rows, much text, and few bytes that claim neighbours far apart', () => {
  const wanted = new Map<string, string>();
  const left = (rows: readonly Uint8Array[], texts = wanted): boolean =>
    readSmallDraft({ draft: draftOf(rowsOf('mallory', rows)), wanted: texts }) === null;
  const typed = written(7, [], (text) => {
    for (let i = 0; i < 200; i += 1) text.insert(text.length, 'Ours. ');
  });
  expect(left(typed)).toBe(false);
  expect(left([...typed, ...typed])).toBe(true);
  expect(left(written(7, [], (text) => text.insert(0, 'x'.repeat(40_000))))).toBe(true);
  expect(left(typed, new Map([[KEY, 'x'.repeat(40_000)]]))).toBe(true);
  expect(left([tangle(50)])).toBe(false);
  expect(left([tangle(400)])).toBe(true);
});

const edits = fc.array(
  fc.record({
    by: fc.integer({ min: 0, max: 2 }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    words: fc.string({ minLength: 1, maxLength: 8 }),
    remove: fc.integer({ min: 0, max: 4 }),
    meets: fc.boolean(),
  }),
  { maxLength: 60 },
);

test('whatever people write at once is put together as Yjs does it, in any order of arrival, and its pieces are counted', () => {
  fc.assert(
    fc.property(edits, fc.infiniteStream(fc.nat()), (all, dice) => {
      const pages = [1, 2, 3].map((client) => {
        const document = new Y.Doc();
        document.clientID = client;
        return document;
      });
      const rows: Row[] = [];
      pages.forEach((page, i) =>
        page.on('update', (data: Uint8Array, origin: unknown) => {
          if (origin !== 'others') rows.push({ userId: `person ${i}`, data });
        }),
      );
      for (const { by, at, words, remove, meets } of all) {
        const text = pages[by]!.getText(KEY);
        const place = Math.floor(at * text.length);
        text.delete(place, Math.min(remove, text.length - place));
        text.insert(place, words);
        if (meets) for (const { data } of rows) Y.applyUpdate(pages[(by + 1) % 3]!, data, 'others');
      }
      const yjs = new Y.Doc();
      for (const { data } of rows) Y.applyUpdate(yjs, data);
      // Of one person in order, of several however they come.
      const order = rows
        .map((row) => ({ row, die: dice.next().value as number }))
        .sort((a, b) => a.die - b.die);
      const next = new Map<string, number>();
      const arrived = order.map(({ row: { userId } }) => {
        const own = rows.filter((row) => row.userId === userId);
        const turn = next.get(userId) ?? 0;
        next.set(userId, turn + 1);
        return own[turn]!;
      });
      expect(read(draftOf(arrived))).toBe(yjs.getText(KEY).toString());
      // In the server's own thread as in a process.
      const wanted = new Map([[KEY, 'As wanted.']]);
      const small = readSmallDraft({ draft: draftOf(arrived), wanted })!;
      expect(small.clocks).toEqual(Y.decodeStateVector(Y.encodeStateVector(yjs)));
      if (small.update) Y.applyUpdate(yjs, small.update);
      expect(yjs.getText(KEY).toString()).toBe('As wanted.');
      expect(small.texts.get(KEY)).toBe('As wanted.');
      const kept = keepDraft(draftOf(arrived));
      expect(read(draftOf([], kept.snapshot))).toBe(read(draftOf(arrived)));
      for (const data of [...rows.map((row) => row.data), kept.snapshot!]) {
        const update = decodeUpdate(data)!;
        const pieces = update.structs.length + deletionsIn(update);
        expect(piecesIn(data, pieces)).toBe(pieces);
        if (pieces > 0) expect(piecesIn(data, pieces - 1)).toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});

/** Of several people, each with a page of their own, what reaches a page some edits later. */
function together(people: number, count: number, lag: number, dice: () => number): Row[] {
  const rows: Row[] = [];
  const pages = Array.from({ length: people }, (_, i) => {
    const document = new Y.Doc();
    document.clientID = 1 + Math.floor(dice() * 2 ** 31);
    const page = { document, text: document.getText(KEY), read: 0, cursor: 0, user: `person ${i}` };
    document.on('update', (data: Uint8Array, origin: unknown) => {
      if (origin !== 'others') rows.push({ userId: page.user, data });
    });
    return page;
  });
  for (let time = 0; time < count; time += 1) {
    const page = pages[Math.floor(dice() * people)]!;
    for (; page.read < rows.length - lag; page.read += 1) {
      const { userId, data } = rows[page.read]!;
      if (userId !== page.user) Y.applyUpdate(page.document, data, 'others');
    }
    if (dice() < 0.05) page.cursor = dice() < 0.5 ? 0 : Math.floor(dice() * page.text.length);
    page.cursor = Math.min(page.cursor, page.text.length);
    if (dice() < 0.1 && page.cursor > 0) page.text.delete((page.cursor -= 1), 1);
    else page.text.insert(page.cursor++, 'abcdefgh'[Math.floor(dice() * 8)]!);
  }
  return rows;
}

/** Mulberry32. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('what people write at once, offline, anew and back again costs a hundredth of what it may', () => {
  const dice = diceOf(5);
  const two = (act: (text: Y.Text) => void): Row[] =>
    [1, 2].flatMap((client) => rowsOf(`person ${client}`, written(client, [], act)));
  const honest: Record<string, Row[]> = {
    two: together(2, 3_000, 5, dice),
    four: together(4, 3_000, 20, dice),
    offline: together(4, 3_000, Number.POSITIVE_INFINITY, dice),
    paste: two((text) => text.insert(0, 'A long text.\n'.repeat(5_000))),
    anew: two((text) => {
      for (let time = 0; time < 100; time += 1) {
        text.delete(0, text.length);
        for (let at = 0; at < 30; at += 1) text.insert(at, 'x');
      }
    }),
    before: two((text) => {
      for (let time = 0; time < 100; time += 1) text.insert(0, `${time} `);
    }),
    undone: two((text) => {
      const undo = new Y.UndoManager(text, { captureTimeout: 0 });
      for (let time = 0; time < 200; time += 1) {
        text.insert(Math.floor(dice() * text.length), 'words ');
        if (dice() < 0.5) undo.undo();
        if (dice() < 0.5) undo.redo();
      }
    }),
  };
  for (const rows of Object.values(honest)) {
    const { passed } = putTogether(new Y.Doc(), draftOf(rows));
    expect(Math.max(...passed.values())).toBeLessThan(MOST_PASSED / 100);
    expect(keepDraft(draftOf(rows)).snapshot).not.toBeNull();
  }
  const thousand = two((text) => {
    for (let time = 0; time < 1_000; time += 1) text.insert(0, `${time} `);
  });
  expect(Math.max(...putTogether(new Y.Doc(), draftOf(thousand)).passed.values())).toBeLessThan(MOST_PASSED);
});

let server: TestServer;
let url = '';
const pages: TestPage[] = [];
const open = async (client: Client): Promise<TestPage> => {
  const page = await TestPage.open(url, SHEET, { cookie: client.cookie });
  pages.push(page);
  return page;
};

beforeAll(async () => {
  server = await startTestServer();
  url = await server.listen();
});
afterAll(async () => {
  for (const page of pages) page.close();
  await server.close();
});

const SEED = 11;
const STEPS = 30;
/** Of its own for each person, so that it can be seen in a text whose letters they are. */
const LETTERS = { ada: 'абвгдежз', emmy: 'αβγδεζηθ' } as const;

test('whatever one of a group sends, all that is acknowledged is handed in, and the others’ words are taken and whole', async () => {
  const dice = diceOf(SEED);
  const [ada, emmy, mary] = (await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  const { id: groupId } = await joinUp(SHEET, ada, [emmy, mary]);
  const honest = { ada: await open(ada), emmy: await open(emmy) };
  const hostile = await open(mary);
  const typed = { ada: '', emmy: '' };
  const refused = new Set<string>();
  let taken = 0;
  let client = 1_000;

  const send = async (page: TestPage, update: Uint8Array): Promise<string | null> => {
    const key = randomUUID();
    const data = Buffer.from(update).toString('base64');
    page.send({ type: 'update', group: page.group, key, data });
    const answers = (['saved', 'refused'] as const).map((type) =>
      page.next(type, (message) => message.key === key),
    );
    const answer = await Promise.race(answers);
    return answer.type === 'saved' ? null : answer.reason;
  };
  const write = async (name: 'ada' | 'emmy') => {
    const page = honest[name];
    const length = page.document.getText(KEY).length;
    const word = Array.from({ length: 4 }, () => LETTERS[name][Math.floor(dice() * 8)]).join('');
    const places = [0, length, Math.floor(dice() * length)];
    typed[name] += word;
    expect(await send(page, page.edit(KEY, word, places[Math.floor(dice() * 3)]))).toBeNull();
  };
  const attack = async (update: Uint8Array) => {
    const reason = await send(hostile, update);
    if (reason === null) taken += 1;
    else refused.add(Buffer.from(update).toString('base64'));
    return reason;
  };
  const words: Id = [honest.ada.document.clientID, 0];
  const strategies: (() => Promise<unknown>)[] = [
    () => attack(tangle(400, (client += 2))),
    () => attack(tangle(1_500, (client += 2))),
    () => attack(tangle(6_000, (client += 2))),
    // Very many at a time that cost nothing.
    () => attack(tangle(1, (client += 2))),
    // A little each, one after the other.
    async () => {
      const [text, mine] = [(client += 2), client + 1];
      if (
        (await attack(claiming(mine, 0, [{ right: [text, 1] }], { client: text, text: 'x'.repeat(41) }))) !==
        null
      )
        return;
      for (let at = 1; at < 40; at += 1)
        if ((await attack(claiming(mine, at, [{ right: [text, at + 1] }]))) !== null) return;
    },
    // Beside words of a teammate.
    () =>
      attack(
        claiming(
          (client += 2),
          0,
          Array.from({ length: 800 }, () => ({ left: words })),
        ),
      ),
  ];
  await write('ada');
  for (let step = 0; step < STEPS; step += 1) {
    if (dice() < 0.5) await write(dice() < 0.5 ? 'ada' : 'emmy');
    else await strategies[Math.floor(dice() * strategies.length)]!();
  }
  // Right behind words of the hostile one, and more of them than are kept one by one.
  const last = Array.from({ length: SNAPSHOT_EVERY }, (_, time) =>
    send(honest.emmy, honest.emmy.edit(KEY, 'θ', 1 + (time % 3))),
  );
  typed.emmy += 'θ'.repeat(SNAPSHOT_EVERY);
  expect(new Set(await Promise.all(last))).toEqual(new Set([null]));
  expect(taken).toBeGreaterThan(3);
  expect(refused.size).toBeGreaterThan(3);

  const rows = (await server.db.documentUpdate.findMany({
    where: { groupId },
    orderBy: { seq: 'asc' },
    select: { userId: true, data: true },
  })) as Row[];
  const yjs = new Y.Doc();
  for (const { data } of rows) Y.applyUpdate(yjs, data);
  const submission = await emmy.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), group: honest.emmy.group },
  });
  expect(submission.answers[KEY]).toBe(yjs.getText(KEY).toString());
  const letters = (text: string) => [...text].sort().join('');
  for (const name of ['ada', 'emmy'] as const) {
    const theirs = [...(submission.answers[KEY] ?? '')].filter((each) => LETTERS[name].includes(each));
    expect(letters(theirs.join(''))).toBe(letters(typed[name]));
  }
  // On every page there is the same, and nothing of what was refused.
  const anew = await open(ada);
  expect(anew.text(KEY)).toBe(submission.answers[KEY]);
  await honest.ada.next('update', ({ seq }) => seq === submission.seq);
  expect(honest.ada.text(KEY)).toBe(submission.answers[KEY]);
  for (const message of honest.ada.received)
    if (message.type === 'update') expect(refused.has(message.data)).toBe(false);

  // What the log costs is what the server knew before it stored it.
  const known = await server.db.document.findUniqueOrThrow({ where: { groupId } });
  const since = await server.db.documentUpdate.findMany({
    where: { groupId, seq: { gt: known.snapshotSeq } },
    orderBy: { seq: 'asc' },
    select: { userId: true, data: true },
  });
  const cost = putTogether(new Y.Doc(), draftOf(since as Row[], known.snapshot));
  expect(cost.items).toBeLessThanOrEqual(known.items!);
  for (const [user, passed] of cost.passed) {
    const { passed: bound } = (known.writers as Record<string, { passed: number }>)[user]!;
    expect(passed).toBeLessThanOrEqual(bound);
    expect(bound).toBeLessThanOrEqual(MOST_PASSED);
  }
});
