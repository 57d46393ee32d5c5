/** Whoever comes back to a group with a program: what is put together is one that somebody wrote. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as Y from 'yjs';
import { operations } from '../../contract/index.ts';
import { uniteDrafts } from '../../server/features/documents/unite.ts';
import type { Client } from '../support/client.ts';
import { joinUp, textsOf } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { CODE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env['SEED'] ?? 142);
const PLAYS = 400;

let server: TestServer;
let ada: Client, emmy: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy] = [await server.as('ada'), await server.as('emmy')];
});
afterAll(() => server.close());

const key = 'optim.py';
const write = (client: Client, text: string) =>
  client.call(operations.writeText, { params: { ...CODE, key }, body: { text } });
const leave = (client: Client) => client.call(operations.leaveMyGroup, { params: CODE });
const of = (rate: string, name = 'rate') =>
  `def sgd(w, dw):\n    ${name} = ${rate}\n    return w - ${name} * dw\n\n\ndef adam(w, dw):\n    pass\n`;
const textOf = async (client: Client) => (await textsOf(CODE, client))[key] ?? '';
const comment = (text: string) => text.replace(/^(?=.)/gm, '# ').replace(/^$(?=\n)/gm, '#');

beforeEach(async () => {
  // What the application can never do: begin anew.
  await server.db.$executeRaw`TRUNCATE submissions, documents, groups, kept_scores, kept_answers CASCADE`;
  await joinUp(CODE, ada, [emmy]);
  await write(ada, of('0.1'));
  await leave(emmy);
});

test('stays the group’s, and what comes is a comment below it', async () => {
  await write(emmy, of('0.2', 'eta'));
  await write(ada, of('0.3', 'alpha'));
  await joinUp(CODE, ada, [emmy], true);
  expect(await textOf(ada)).toBe(`${of('0.3', 'alpha')}\n\n${comment(of('0.2', 'eta'))}`);
  // What goes on from there is one program again.
  await leave(emmy);
  await write(emmy, `${await textOf(emmy)}\ndef more():\n    pass\n`);
  const all = await textOf(emmy);
  await joinUp(CODE, ada, [emmy], true);
  expect(await textOf(ada)).toBe(all);
});

test('is not changed where a teammate’s number would stand beside mine', async () => {
  await write(emmy, of('0.2'));
  await joinUp(CODE, ada, [emmy], true);
  expect(await textOf(ada)).toBe(`${of('0.1')}\n\n${comment(of('0.2'))}`);
});

test('is mine where the group has cleared theirs', async () => {
  await write(emmy, of('0.2'));
  await write(ada, '');
  await joinUp(CODE, ada, [emmy], true);
  expect(await textOf(ada)).toBe(of('0.2'));
});

test('is put into one where the lines are others', async () => {
  await write(emmy, of('0.1').replace('    pass', '    w = 2 * w\n    pass'));
  await write(ada, of('0.3'));
  await joinUp(CODE, ada, [emmy], true);
  expect(await textOf(ada)).toBe(of('0.3').replace('    pass', '    w = 2 * w\n    pass'));
});

type Draft = Parameters<typeof uniteDrafts>[0]['mine'];
const draftOf = (document: Y.Doc): Draft => ({
  snapshot: Y.encodeStateAsUpdate(document),
  data: new Uint8Array(),
  lengths: [],
  by: [],
});
const copyOf = (document: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
  return copy;
};

test(`law: every line of a program that was put together is one that somebody wrote, and none of those is lost (seed ${SEED})`, () => {
  const { random, pick } = playOf(SEED);
  const ends = { apart: 0, together: 0 };
  /** A line more, or less, or with another number: typed as people do, in one place. */
  const edit = (document: Y.Doc): void => {
    const text = document.getText(key);
    const lines = text.toString().split('\n');
    const at = random(lines.length);
    const from = lines.slice(0, at).join('\n').length + (at > 0 ? 1 : 0);
    const length = lines[at]!.length;
    const line = `w${random(100)} = ${random(100)}`;
    const does = pick(['more', 'less', 'other', 'number'] as const);
    if (does === 'more') text.insert(from, `${line}\n`);
    if (does === 'less' && at < lines.length - 1) text.delete(from, length + 1);
    if (does === 'other') {
      text.delete(from, length);
      text.insert(from, line);
    }
    if (does === 'number' && length > 0) {
      text.delete(from + length - 1, 1);
      text.insert(from + length - 1, String(random(10)));
    }
  };
  for (let play = 0; play < PLAYS; play += 1) {
    const base = new Y.Doc();
    base.getText(key).insert(0, 'def sgd(w, dw):\n    rate = 1\n    w = w - rate * dw\n    return w\n');
    for (let each = random(4); each > 0; each -= 1) edit(base);
    const theirs = base;
    let mine = copyOf(theirs);
    // Somebody who leaves again and again, and comes back.
    for (let round = 0; round < 3; round += 1) {
      const start = new Set(theirs.getText(key).toString().split('\n'));
      for (let each = random(4); each > 0; each -= 1) edit(mine);
      for (let each = random(4); each > 0; each -= 1) edit(theirs);
      const [my, their] = [mine.getText(key).toString(), theirs.getText(key).toString()];
      const { update } = uniteDrafts({
        mine: draftOf(mine),
        theirs: draftOf(theirs),
        keys: [key],
        starter: {},
        renamed: new Map(),
        own: new Set([mine.clientID, ...(play % 2 === 0 ? [base.clientID] : [])]),
        copies: new Map(),
      });
      if (update) Y.applyUpdate(theirs, update);
      const text = theirs.getText(key).toString();
      const isApart = text.startsWith(`${their}\n\n#`);
      ends[isApart ? 'apart' : 'together'] += text === their ? 0 : 1;
      const lines = (of: string) => of.split('\n');
      const below = lines(my).map((line) => (line.trim() === '' ? '#' : `# ${line}`));
      const known = new Set([...lines(my), ...lines(their), ...(isApart ? ['', ...below] : [])]);
      expect(lines(text).filter((line) => !known.has(line))).toEqual([]);
      const there = new Set(lines(text));
      const isThere = (line: string) => there.has(line) || there.has(`# ${line}`);
      const since = [...lines(my), ...lines(their)].filter((line) => line.trim() !== '' && !start.has(line));
      expect(since.filter((line) => !isThere(line))).toEqual([]);
      mine = copyOf(theirs);
    }
  }
  expect(Math.min(ends.apart, ends.together)).toBeGreaterThan(PLAYS / 4);
});
