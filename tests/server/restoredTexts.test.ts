/** An older text is put back as a new edit: seen by the group, named in the history, taken back likewise, over nobody's newer words. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EarlierState } from '../../contract/documents.ts';
import type { ImageView } from '../../contract/images.ts';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import type { Client } from '../support/client.ts';
import { joinUp, textsOf } from '../support/groups.ts';
import { png } from '../support/images.ts';
import { TestPage } from '../support/page.ts';
import { playOf } from '../support/play.ts';
import { BEFORE_DUE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env['SEED'] ?? 11);
const STEPS = 60;

let server: TestServer;
let url = '';
let ada: Client, emmy: Client, mary: Client;

beforeAll(async () => {
  server = await startTestServer();
  url = await server.listen();
  [ada, emmy, mary] = (await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = BEFORE_DUE;
  // What the application can never do: begin anew.
  await server.db.$executeRaw`TRUNCATE submissions, documents, groups, kept_scores, kept_answers CASCADE`;
});

const write = (client: Client, key: string, text: string) =>
  client.call(operations.writeText, { params: { ...SHEET, key }, body: { text } });
const seenBy = async (client: Client) => {
  const { group, seq } = await client.call(operations.getDocument, { params: SHEET });
  return { group, seq };
};
const restore = async (client: Client, key: string, from: EarlierState, seen?: EarlierState) =>
  client.call(operations.restoreText, {
    params: { ...SHEET, key },
    body: { from, seen: (seen ?? (await seenBy(client))) as { group: string; seq: number } },
  });
const historyOf = async (client: Client) =>
  (await client.call(operations.listHistory, { params: SHEET })).entries;
const textAt = async (client: Client, key: string, { group, seq }: { group: string; seq: number }) => {
  const { texts } = await client.call(operations.getDocumentAt, { params: { ...SHEET, group, seq } });
  return texts.find((text) => text.key === key)?.text;
};

async function upload(client: Client, name: string, data: Uint8Array): Promise<ImageView> {
  const { csrfToken } = await client.refresh();
  const { status, body } = await client
    .raw('post', urlOf(operations.uploadImage, SHEET, { name }))
    .set(CSRF_HEADER, csrfToken)
    .set('Content-Type', 'image/png')
    .send(Buffer.from(data));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body as ImageView;
}

/** Of 26 letters or more, none of them where another such word has it. */
const word = (step: number): string =>
  Array.from({ length: 26 }, (_, at) => String.fromCharCode(0x4e00 + step * 26 + at)).join('');

const fetchImage = async (client: Client, imageId: string) =>
  (await client.raw('get', urlOf(operations.getImage, { ...SHEET, imageId }))).status;

test('what a teammate has overwritten is put back, on the open page of both, by name, and taken back again', async () => {
  await joinUp(SHEET, ada, [emmy]);
  const from = await write(ada, 'one', 'Momentum is a running mean of gradients, by Ada.');
  const over = 'Written over it by Emmy, all in one go.';
  const lost = await write(emmy, 'one', over);
  const page = await TestPage.open(url, SHEET, { cookie: emmy.cookie });
  const restored = await restore(ada, 'one', from, lost);
  await page.next('update', () => page.text('one').startsWith('Momentum'));
  expect(await textsOf(SHEET, emmy)).toEqual({ one: 'Momentum is a running mean of gradients, by Ada.' });
  page.close();
  const [newest] = await historyOf(emmy);
  expect(newest).toMatchObject({ seq: restored.seq, by: [{ name: 'ada' }] });
  // Within the same two minutes, and there all the same: what stood before each of the two.
  const states = await Promise.all((await historyOf(emmy)).map((entry) => textAt(emmy, 'one', entry)));
  expect(states).toContain(over);
  expect(states.filter((text) => text?.startsWith('Momentum'))).toHaveLength(2);
  await restore(ada, 'one', { group: restored.group, seq: restored.before }, restored);
  expect(await textsOf(SHEET, ada)).toEqual({ one: over });
});

test('the text of a submission comes back, and no other text with it', async () => {
  const body = { idempotencyKey: randomUUID(), answers: { one: 'Handed in.', two: 'This, too.' } };
  const { id } = await ada.call(operations.createSubmission, { params: SHEET, body });
  await write(ada, 'one', 'Written since.');
  await write(ada, 'two', 'And this.');
  await restore(ada, 'one', { submission: id });
  expect(await textsOf(SHEET, ada)).toEqual({ one: 'Handed in.', two: 'And this.' });
  const strange = await mary.fail(operations.restoreText, {
    params: { ...SHEET, key: 'one' },
    body: { from: { submission: id }, seen: await seenBy(mary) },
  });
  expect(strange.status).toBe(404);
});

test('nothing goes over what nobody has looked at, and it says so', async () => {
  await joinUp(SHEET, ada, [emmy]);
  const from = await write(ada, 'one', 'First.');
  const seen = await write(ada, 'one', 'Second.');
  await write(emmy, 'two', 'Elsewhere.');
  await write(emmy, 'one', 'Second. And Emmy meanwhile.');
  const body = { from, seen };
  const refused = await ada.fail(operations.restoreText, { params: { ...SHEET, key: 'one' }, body });
  expect(refused.code).toBe('text_conflict');
  expect(refused.message).toContain('Nothing was replaced');
  expect((await textsOf(SHEET, ada)).one).toBe('Second. And Emmy meanwhile.');
  // What is new elsewhere is in nobody's way.
  await restore(ada, 'two', from);
  expect((await textsOf(SHEET, ada)).two).toBeUndefined();
});

test('not once grades are out', async () => {
  const from = await write(ada, 'one', 'First.');
  const seen = await write(ada, 'one', 'Second.');
  const grace = await server.as('grace');
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  const refused = await ada.fail(operations.restoreText, {
    params: { ...SHEET, key: 'one' },
    body: { from, seen },
  });
  expect(refused.code).toBe('locked');
  expect(refused.message).toContain('read-only');
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
});

test('a text from another group brings what it shows, under a name that is free, and only what was there then', async () => {
  await upload(emmy, 'loss.png', png({ grey: 1 }));
  const own = await upload(ada, 'loss.png', png({ grey: 2 }));
  const from = await write(ada, 'one', 'My curve: ![it](loss.png), and ![later](secret.png).');
  await joinUp(SHEET, emmy, [ada]);
  const state = await ada.call(operations.getDocumentAt, { params: { ...SHEET, ...from } });
  // The history shows the picture that the text showed, not the group's of the same name.
  expect(state.images).toEqual([own]);
  expect(await fetchImage(ada, own.id)).toBe(200);
  for (const again of [1, 2]) {
    await restore(ada, 'one', from);
    expect([again, (await textsOf(SHEET, emmy)).one]).toEqual([
      again,
      'My curve: ![it](loss-2.png), and ![later](secret.png).',
    ]);
    await write(emmy, 'one', 'Other words.');
  }
  const { images } = await emmy.call(operations.listImages, { params: SHEET });
  expect(images.map(({ name }) => name)).toEqual(['loss-2.png', 'loss.png']);
  // Whoever has left sees what was there, and nothing that came later.
  await ada.call(operations.leaveMyGroup, { params: SHEET });
  server.clock.now = new Date(BEFORE_DUE.getTime() + 60_000);
  const secret = await upload(emmy, 'secret.png', png({ grey: 3 }));
  expect(await fetchImage(ada, secret.id)).toBe(404);
  const shared = images.find(({ name }) => name === 'loss.png')!;
  expect(await fetchImage(ada, shared.id)).toBe(200);
});

test(`law: whatever is overwritten or put back, in whatever order, can be chosen and put back (seed ${SEED})`, async () => {
  await joinUp(SHEET, ada, [emmy, mary]);
  const { random, pick } = playOf(SEED);
  const people = [ada, emmy, mary];
  const shown: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + random(40_000));
    const client = pick(people);
    const present = (await textsOf(SHEET, client)).one ?? '';
    if (present !== '') shown.push(present);
    if (random(3) === 0) {
      const entry = pick(await historyOf(client));
      const wanted = await textAt(client, 'one', entry);
      await restore(client, 'one', { group: entry.group, seq: entry.seq });
      expect((await textsOf(SHEET, client)).one ?? '').toBe(wanted);
    } else await write(client, 'one', word(step).repeat(1 + random(3)));
  }
  const client = pick(people);
  const states = new Set<string | undefined>();
  for (const entry of await historyOf(client)) states.add(await textAt(client, 'one', entry));
  expect(shown.filter((text) => !states.has(text))).toEqual([]);
});
