/** Whoever leaves a group with a copy and comes back brings what they wrote since: no word is lost and none is there twice. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { joinUp, textsOf } from '../support/groups.ts';
import { TestPage } from '../support/page.ts';
import { playOf } from '../support/play.ts';
import { CODE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env['SEED'] ?? 137);
const PLAYS = 3;
const STEPS = 40;

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
beforeEach(async () => {
  // What the application can never do: begin anew.
  await server.db.$executeRaw`TRUNCATE submissions, documents, groups, kept_scores, kept_answers CASCADE`;
});

const write = (client: Client, text: string, key = 'one', params = SHEET) =>
  client.call(operations.writeText, { params: { ...params, key }, body: { text } });
const leave = (client: Client, params = SHEET) => client.call(operations.leaveMyGroup, { params });
const textOf = async (client: Client, key = 'one') => (await textsOf(SHEET, client))[key] ?? '';

test('the shared part is there once, with what each has written since', async () => {
  await joinUp(SHEET, ada, [emmy]);
  await write(ada, 'Begun by Ada.\n\nThe end, by Ada.');
  await write(emmy, 'Begun by Ada.\n\nGone on by Emmy.\n\nThe end, by Ada.');
  await leave(emmy);
  expect(await textOf(emmy)).toBe(await textOf(ada));
  await write(emmy, 'Begun by Ada.\n\nGone on by Emmy, alone.\n\nThe end, by Ada.');
  await write(ada, 'Begun by Ada.\n\nGone on by Emmy.\n\nThe end, by Ada, now longer.');
  await joinUp(SHEET, ada, [emmy], true);
  expect(await textOf(ada)).toBe('Begun by Ada.\n\nGone on by Emmy, alone.\n\nThe end, by Ada, now longer.');
});

test('who comes back with nothing new changes nothing, however often', async () => {
  await joinUp(SHEET, ada, [emmy]);
  await write(ada, 'Ours.');
  for (let time = 0; time < 3; time += 1) {
    await leave(emmy);
    await joinUp(SHEET, ada, [emmy], true);
  }
  expect(await textsOf(SHEET, emmy)).toEqual({ one: 'Ours.' });
});

test('whoever comes back takes away words of their own, and none of others', async () => {
  await joinUp(SHEET, ada, [emmy]);
  await write(ada, 'Ada’s sentence. ');
  await write(emmy, 'Ada’s sentence. Emmy’s mistake.');
  await leave(emmy);
  await write(emmy, 'Emmy’s correction.');
  await joinUp(SHEET, ada, [emmy], true);
  const text = await textOf(ada);
  expect(text).toContain('Ada’s sentence.');
  expect(text).toContain('Emmy’s correction.');
  expect(text).not.toContain('mistake');
  // Who clears a copy and comes back clears nothing.
  await leave(emmy);
  await write(emmy, '');
  await write(emmy, 'Something.', 'two');
  await joinUp(SHEET, ada, [emmy], true);
  expect(await textsOf(SHEET, ada)).toEqual({ one: text, two: 'Something.' });
});

test('what was begun apart is below, once, for whoever comes with a copy of it', async () => {
  await joinUp(SHEET, ada, [mary]);
  await write(ada, 'Ada and Mary.');
  await write(emmy, 'Emmy.');
  await leave(mary);
  await write(mary, 'Ada and Mary. And Mary alone.');
  await joinUp(SHEET, emmy, [ada], true);
  expect(await textOf(emmy)).toBe('Emmy.\n\nAda and Mary.');
  await joinUp(SHEET, emmy, [mary], true);
  const text = await textOf(emmy);
  for (const words of ['Emmy.', 'Ada and Mary.', ' And Mary alone.'])
    expect([words, text.split(words).length - 1]).toEqual([words, 1]);
});

test('a program is gone on with, and is no comment below itself', async () => {
  const key = 'optim.py';
  await joinUp(CODE, ada, [emmy]);
  await write(ada, 'def sgd(w, dw):\n    return w\n', key, CODE);
  await leave(emmy, CODE);
  await write(emmy, 'def sgd(w, dw):\n    return w - 0.1 * dw\n', key, CODE);
  await joinUp(CODE, ada, [emmy], true);
  expect((await textsOf(CODE, ada))[key]).toBe('def sgd(w, dw):\n    return w - 0.1 * dw\n');
});

test('a page writes on in a copy and after coming back, and under nobody’s name of before', async () => {
  const url = await server.listen();
  await joinUp(SHEET, ada, [emmy]);
  const before = await TestPage.open(url, SHEET, { cookie: emmy.cookie });
  await before.type('one', 'Typed together.');
  await leave(emmy);
  const alone = await TestPage.open(url, SHEET, { cookie: emmy.cookie });
  expect(alone.text('one')).toBe('Typed together.');
  await alone.type('one', ' Typed alone.');
  // The page of before, with its clients of before: in the copy they are nobody's to write under.
  const update = before.edit('one', ' Under the old number.');
  const key = crypto.randomUUID();
  alone.send({ type: 'update', group: alone.group, key, data: Buffer.from(update).toString('base64') });
  const refused = await alone.next('refused', (message) => message.key === key);
  expect(refused.reason).toBe('unacceptable');
  await joinUp(SHEET, ada, [emmy], true);
  const after = await TestPage.open(url, SHEET, { cookie: emmy.cookie });
  await after.type('one', ' Typed after.');
  expect(await textOf(ada)).toBe('Typed together. Typed alone. Typed after.');
  for (const page of [before, alone, after]) page.close();
});

/** Three letters that no other word has. */
const wordOf = (step: number): string =>
  String.fromCharCode(...[0, 1, 2].map((at) => 0x4e00 + 3 * step + at));

test(`law: joining, leaving and joining again in any order loses no word and repeats none (seed ${SEED})`, async () => {
  const { random, pick } = playOf(SEED);
  const people = [ada, emmy, mary];
  let step = 0;
  let joined = 0;
  /** By word, who wrote it; and those that somebody took away in any document. */
  const authors = new Map<string, Client>();
  const cuts = new Set<string>();
  const wordsIn = async (client: Client) => {
    const text = Object.values(await textsOf(SHEET, client)).join('\n');
    const words = Array.from({ length: step }, (_, at) => wordOf(at)).filter((word) => text.includes(word));
    const twice = words.filter((word) => text.split(word).length > 2);
    expect(twice).toEqual([]);
    return words;
  };
  const add = async (client: Client) => {
    const key = pick(['one', 'two']);
    // One place alone is changed, as by whoever types: what stands around it stays who it was.
    const words = (await textOf(client, key)).split('\n');
    words.splice(random(words.length + 1), 0, wordOf(step));
    authors.set(wordOf(step), client);
    step += 1;
    await write(client, words.join('\n'), key);
  };
  /** Takes a word away again, which somebody else may have written. */
  const cut = async (client: Client) => {
    const words = (await textOf(client)).split('\n');
    const [line = ''] = words.splice(random(words.length), 1);
    for (const word of authors.keys()) if (line.includes(word)) cuts.add(word);
    await write(client, words.join('\n'));
  };
  for (let play = 0; play < PLAYS; play += 1) {
    await server.db.$executeRaw`TRUNCATE submissions, documents, groups, kept_scores, kept_answers CASCADE`;
    for (let act = 0; act < STEPS; act += 1) {
      const client = pick(people);
      const { group } = await client.call(operations.getMyGroup, { params: SHEET });
      const size = group?.members.length ?? 1;
      const does = random(10);
      if (does < 5) await add(client);
      else if (does < 6) await cut(client);
      else if (size > 1) {
        const before = await wordsIn(client);
        await leave(client);
        expect(await wordsIn(client)).toEqual(before);
      } else {
        const host = pick(people.filter((each) => each !== client));
        const [mine, theirs] = [await wordsIn(client), await wordsIn(host)];
        await joinUp(SHEET, host, [client], true);
        const after = await wordsIn(host);
        const lost = (words: string[]) => words.filter((word) => !after.includes(word));
        // Nobody takes a word of somebody else away by coming, and what comes lacks only what was taken away there.
        expect(lost(theirs).filter((word) => authors.get(word) !== client || !cuts.has(word))).toEqual([]);
        expect(lost(mine).filter((word) => !cuts.has(word))).toEqual([]);
        // Nothing else comes.
        expect(after.filter((word) => !theirs.includes(word) && !mine.includes(word))).toEqual([]);
        joined += 1;
      }
    }
  }
  expect(joined).toBeGreaterThan(PLAYS);
});
