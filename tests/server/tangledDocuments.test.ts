/** Edits that cost the square of their number: one person's keep nobody else's from being read, nor the server from answering. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { applyBounded, putTogether, Tangled, type Row } from '../../server/features/documents/putTogether.ts';

const KEY = 'one';
const textOf = (document: Y.Doc): string => document.getText(KEY).toString();

/** `count` items between nothing and each character in turn of another client's text: no page makes such an update. */
function tangle(count: number, client = 1): Uint8Array {
  const encoder = encoding.createEncoder();
  const numbers = (...all: number[]) => all.forEach((each) => encoding.writeVarUint(encoder, each));
  numbers(2, count, client + 1, 0);
  for (let at = 1; at <= count; at += 1) {
    encoding.writeUint8(encoder, 0x44);
    numbers(client, at);
    encoding.writeVarString(encoder, 'y');
  }
  numbers(1, client, 0);
  encoding.writeUint8(encoder, 4);
  numbers(1);
  encoding.writeVarString(encoder, KEY);
  encoding.writeVarString(encoder, 'x'.repeat(count + 1));
  numbers(0);
  return encoding.toUint8Array(encoder);
}

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

test('what is too tangled is left out with what its writer wrote after it; the others’ words stay', () => {
  const before = written(7, [], (text) => text.insert(0, 'Ours.'));
  const after = written(8, before, (text) => text.insert(5, ' And mine.'));
  const rows: Row[] = [
    ...before.map((data) => ({ userId: 'ada', data })),
    { userId: 'mallory', data: tangle(20_000) },
    ...after.map((data) => ({ userId: 'ada', data })),
    { userId: 'mallory', data: tangle(20_000) },
  ];
  expect(textOf(putTogether(null, rows))).toBe('Ours. And mine.');
});

test('many that cost a little each are no way around it', () => {
  const first = written(7, [], (text) => text.insert(0, 'Ours.'));
  const small = Array.from({ length: 60 }, (_, i) => tangle(100, 10 + 2 * i));
  const rows: Row[] = [
    ...first.map((data) => ({ userId: 'ada', data })),
    ...small.map((data) => ({ userId: 'mallory', data })),
  ];
  const text = textOf(putTogether(null, rows));
  expect(text).toContain('Ours.');
  expect(text.length).toBeLessThan(60 * 200);
});

test('a page that hands in such an edit is told', () => {
  expect(() => applyBounded(new Y.Doc(), [tangle(20_000)])).toThrow(Tangled);
});

describe('whatever people write at once', () => {
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

  test('is put together as Yjs does it, in any order of arrival', () => {
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
        const next = new Map<string | null, number>();
        const arrived = order.map(({ row: { userId } }) => {
          const own = rows.filter((row) => row.userId === userId);
          const turn = next.get(userId) ?? 0;
          next.set(userId, turn + 1);
          return own[turn]!;
        });
        expect(textOf(putTogether(null, arrived))).toBe(textOf(yjs));
      }),
      { numRuns: 60 },
    );
  });

  test('a day’s work offline beside another’s, at the same place, is not too tangled', () => {
    const start = written(9, [], (text) => text.insert(0, 'The end.'));
    const day = (client: number): Row[] =>
      written(client, start, (text) => {
        for (let i = 0; i < 1_400; i += 1) text.insert(i % 2 === 0 ? 0 : text.length, `w${i} `);
      }).map((data) => ({ userId: `person ${client}`, data }));
    const rows = [...start.map((data) => ({ userId: null, data })), ...day(1), ...day(2)];
    const document = putTogether(null, rows);
    // Both days are there.
    expect(textOf(document).split('w1399 ')).toHaveLength(3);
    const snapshot = Y.encodeStateAsUpdate(document);
    expect(textOf(putTogether(snapshot, []))).toBe(textOf(document));
  });
});
