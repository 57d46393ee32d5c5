/** Several authors of one set: nobody saves over, throws away or publishes over what they have not seen, whatever was thrown away and begun anew between. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import type { DraftConflict } from '../../contract/setDrafts.ts';
import type { z } from 'zod';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261152);
const ROUNDS = 120;
const params = { course: COURSE };

let server: TestServer;
let grace: Client, tess: Client;
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = await server.instructors();
});
afterAll(() => server.close());

type Files = Record<string, string>;
const written = (words: string, title = 'Together'): Files => ({
  ...titled(title, SHEET_FILES),
  'questions/one/statement.md': `${words}\n`,
});
const wordsOf = (files: Files): string => (files['questions/one/statement.md'] ?? '').trim();
const at = (draft: string) => ({ ...params, draft });
const open = (by: Client, draft: string) => by.call(operations.getSetDraft, { params: at(draft) });
const save = (by: Client, draft: string, body: { files: Files; revision: number; base?: number }) =>
  by.send(operations.saveSetDraft, { params: at(draft), body });
const discard = (by: Client, draft: string, revision: number) =>
  by.send(operations.discardSetDraft, { params: at(draft), query: { revision } });
const check = async (by: Client, slug: string, files: Files) => {
  const { outcome } = await by.call(operations.checkAssignment, { params, body: { files, slug } });
  return outcome!.assignment.version;
};
const publish = (by: Client, slug: string, files: Files, version: number) =>
  by.send(operations.publishAssignment, { params, body: { files, slug, version } });

test('a draft that was begun anew is another one, however often it was saved', async () => {
  await save(grace, 'anew', { files: written('First.'), revision: 0 });
  const page = await open(grace, 'anew');
  await tess.call(operations.discardSetDraft, { params: at('anew') });
  await save(tess, 'anew', { files: written('Of tess.'), revision: 0 });
  const refused = await save(grace, 'anew', { files: written('Of grace.'), revision: page.revision });
  expect(refused.status).toBe(409);
  expect(wordsOf((await open(tess, 'anew')).files)).toBe('Of tess.');
});

test('what a colleague has saved since is not thrown away unseen', async () => {
  await save(grace, 'kept', { files: written('First.'), revision: 0 });
  const { revision } = await open(grace, 'kept');
  await save(tess, 'kept', { files: written('Of tess.'), revision });
  const refused = await discard(grace, 'kept', revision);
  expect(refused.status).toBe(409);
  const { draft } = (refused.body as { error: { details: z.infer<typeof DraftConflict> } }).error.details;
  expect(wordsOf(draft.files)).toBe('Of tess.');
  expect((await discard(grace, 'kept', draft.revision)).status).toBe(200);
});

test('who publishes takes the place of the version that they were told of, and of no other', async () => {
  const [mine, theirs] = [written('Of grace.', 'Place'), written('Of tess.', 'Place')];
  await grace.call(operations.publishAssignment, {
    params,
    body: { files: written('First.', 'Place'), slug: 'place' },
  });
  const opened = await open(grace, 'place');
  await save(grace, 'place', { files: mine, revision: 0, base: opened.base });
  const version = await check(grace, 'place', mine);
  expect((await publish(tess, 'place', theirs, version)).status).toBe(201);
  const refused = await publish(grace, 'place', mine, version);
  expect(refused.status).toBe(409);
  expect(JSON.stringify(refused.body)).toContain('tess published version 2');
  // The draft says what it would take the place of, and then it can be published.
  const { base, since } = await open(grace, 'place');
  expect([base, since?.version, since?.by.name, wordsOf(since?.files ?? {})]).toEqual([
    1,
    2,
    'tess',
    'Of tess.',
  ]);
  expect((await publish(grace, 'place', mine, await check(grace, 'place', mine))).status).toBe(201);
  expect(await open(grace, 'place')).toMatchObject({ revision: 0, base: 3, since: null });
});

test(`under a random play of three authors (SEED=${SEED})`, async () => {
  const { pick } = playOf(SEED);
  const slug = 'play';
  /** What each page holds, and whose words its author has read. */
  const pages = [grace, tess, grace].map((by) => ({
    by,
    files: written('Begun.'),
    revision: 0,
    base: 0,
    version: 1,
    read: new Set<string>(),
  }));
  type Page = (typeof pages)[number];
  let words = 0;
  const done: Record<string, number> = {};
  const drafted = async () => {
    const row = await server.db.setDraft.findFirst({ where: { slug } });
    return row && wordsOf(row.files as Files);
  };
  const inForce = async () => {
    const row = await server.db.assignmentVersion.findFirst({
      where: { assignment: { slug } },
      orderBy: { number: 'desc' },
    });
    return row && wordsOf(row.files as Files);
  };
  const take = (
    page: Page,
    draft: { files: Files; revision: number; base: number; since: { files: Files } | null },
  ) => {
    Object.assign(page, { files: draft.files, revision: draft.revision, base: draft.base });
    page.read.add(wordsOf(draft.files));
    if (draft.since) page.read.add(wordsOf(draft.since.files));
  };
  const acts: Record<string, (page: Page) => Promise<{ status: number; body: unknown }>> = {
    open: async (page) => {
      const answer = await page.by.send(operations.getSetDraft, { params: at(slug) });
      if (answer.status === 200) take(page, answer.body as Awaited<ReturnType<typeof open>>);
      return answer;
    },
    save: async (page) => {
      const files = written(`Words ${(words += 1)}.`);
      const answer = await save(page.by, slug, { files, revision: page.revision, base: page.base });
      if (answer.status === 200) {
        Object.assign(page, { files, revision: (answer.body as { revision: number }).revision });
        page.read.add(wordsOf(files));
      }
      return answer;
    },
    discard: (page) => discard(page.by, slug, Math.max(page.revision, 1)),
    check: async (page) => {
      page.version = await check(page.by, slug, page.files);
      // Of which version a check tells, it tells of all that it has.
      page.read.add((await inForce()) ?? '');
      return { status: 200, body: null };
    },
    publish: (page) => publish(page.by, slug, page.files, page.version),
  };
  const unseen: unknown[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    const page = pick(pages);
    const name = pick(['open', 'save', 'save', 'discard', 'check', 'publish'] as const);
    const before = { draft: await drafted(), published: await inForce() };
    const { status } = await acts[name]!(page);
    const after = { draft: await drafted(), published: await inForce() };
    expect(status).toBeLessThan(500);
    done[`${name} ${status}`] = (done[`${name} ${status}`] ?? 0) + 1;
    for (const what of ['draft', 'published'] as const) {
      const gone = before[what];
      if (gone !== null && after[what] !== gone && !page.read.has(gone))
        unseen.push([round, name, what, gone]);
    }
  }
  expect(unseen).toEqual([]);
  for (const each of ['save 200', 'save 409', 'discard 200', 'discard 409', 'publish 201', 'publish 409'])
    expect([each, (done[each] ?? 0) > 0]).toEqual([each, true]);
}, 120_000);
