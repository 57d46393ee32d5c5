/** Sets as they are being written: kept, never written over unseen, and the same folder as by files. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { DraftConflict } from '../../contract/setDrafts.ts';
import type { z } from 'zod';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import { asBytes } from '../support/client.ts';
import type { Client } from '../support/client.ts';
import { JPEG, png } from '../support/images.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
let other: Client;
beforeAll(async () => {
  server = await startTestServer();
  [grace, other] = await server.instructors();
});
afterAll(() => server.close());

const at = (draft: string) => ({ course: COURSE, draft });
const save = (client: Client, draft: string, files: Record<string, string>, revision: number) => ({
  ok: () => client.call(operations.saveSetDraft, { params: at(draft), body: { files, revision } }),
  fails: () => client.fail(operations.saveSetDraft, { params: at(draft), body: { files, revision } }),
});

test('a published set opens with its files, a new one with what was saved', async () => {
  const opened = await grace.call(operations.getSetDraft, { params: at('sheet') });
  expect(opened).toEqual({
    ...{ set: 'sheet', files: SHEET_FILES, revision: 0, saved: null },
    ...{ base: 1, since: null },
  });
  expect(await grace.fail(operations.getSetDraft, { params: at('fresh') })).toMatchObject({ status: 404 });
  const saved = await save(grace, 'fresh', { 'assignment.yaml': 'title: Not yet' }, 0).ok();
  expect(saved).toMatchObject({ set: 'fresh', base: 0, saved: { by: { name: 'grace' } } });
  expect(await other.call(operations.listSetDrafts, { params: { course: COURSE } })).toMatchObject({
    drafts: [{ set: 'fresh' }],
  });
  // Students see nothing of it, published set or not.
  expect(await (await server.as('ada')).fail(operations.getSetDraft, { params: at('sheet') })).toMatchObject({
    status: 403,
  });
});

test('a newer save is not written over: both are shown, and the next attempt succeeds', async () => {
  const first = { 'assignment.yaml': 'a' };
  const { revision } = await save(grace, 'both', first, 0).ok();
  // Both saw the first state; one of two at once is refused.
  const mine = { 'assignment.yaml': 'of grace' };
  const theirs = { 'assignment.yaml': 'of tess' };
  const answers = await Promise.all(
    (
      [
        [grace, mine],
        [other, theirs],
      ] as const
    ).map(([client, files]) =>
      client.send(operations.saveSetDraft, { params: at('both'), body: { files, revision } }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const error = await save(other, 'both', { ...theirs, 'introduction.md': 'More.' }, revision).fails();
  expect(error.code).toBe('draft_conflict');
  const { draft } = error.details as z.infer<typeof DraftConflict>;
  expect([mine, theirs]).toContainEqual(draft.files);
  const last = await save(other, 'both', { ...theirs, 'introduction.md': 'More.' }, draft.revision).ok();
  expect(last.revision).toBeGreaterThan(draft.revision);
  await grace.call(operations.discardSetDraft, { params: at('both') });
  // Nor does one come back that was thrown away.
  expect(await save(other, 'both', theirs, last.revision).fails()).toMatchObject({ status: 404 });
});

test('the folder comes back byte for byte, and publishing it ends the draft', async () => {
  const data = Buffer.from([0, 255, 80, 75, 13, 10, 0]);
  const files = {
    ...titled('Bytes', SHEET_FILES),
    'questions/one/statement.md': '\uFEFFWindows\r\nand “ünïcode” \u2028 lines\r\n',
    'data/images.npz': data.toString('base64'),
    'images/loss.png': png().toString('base64'),
  };
  const { revision } = await save(grace, 'bytes', files, 0).ok();
  const url = urlOf(operations.exportSetDraft, at('bytes'));
  const { body } = await asBytes(grace.raw('get', url));
  const entries = unzipSync(new Uint8Array(body as Buffer));
  expect(Object.keys(entries).sort()).toEqual(
    Object.keys(files)
      .map((path) => `bytes/${path}`)
      .sort(),
  );
  for (const [path, text] of Object.entries(files)) {
    const expected = path.endsWith('.npz') ? data : path.endsWith('.png') ? png() : Buffer.from(text);
    expect(Buffer.from(entries[`bytes/${path}`]!).equals(expected)).toBe(true);
  }
  // What was downloaded is the folder that the command line reads.
  const folder = await mkdtemp(join(tmpdir(), 'stepwise-set-'));
  for (const [path, bytes] of Object.entries(entries)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  expect(Object.fromEntries(await readAssignmentFolder(join(folder, 'bytes')))).toEqual(files);
  await rm(folder, { recursive: true });
  const refused = await save(grace, 'bytes', { '../x/assignment.yaml': '' }, revision).fails();
  expect(refused.code).toBe('unacceptable');
  const params = { course: COURSE };
  const sheet = titled('Bytes', SHEET_FILES);
  const changed = { ...sheet, 'questions/one/statement.md': 'Say it again.\n' };
  await save(grace, 'bytes', changed, revision).ok();
  // Other files than the draft's leave it.
  await grace.call(operations.publishAssignment, { params, body: { files: sheet, slug: 'bytes' } });
  expect((await grace.call(operations.getSetDraft, { params: at('bytes') })).files).toEqual(changed);
  await grace.call(operations.publishAssignment, { params, body: { files: changed, slug: 'bytes' } });
  expect(await grace.call(operations.getSetDraft, { params: at('bytes') })).toEqual({
    set: 'bytes',
    files: changed,
    revision: 0,
    saved: null,
    base: 2,
    since: null,
  });
});

test('images of a set’s texts are there for whoever may read it, by the version in force', async () => {
  const params = { course: COURSE };
  const publish = (image: Buffer | string, text = '![loss](images/loss.png)') =>
    grace.send(operations.publishAssignment, {
      params,
      body: {
        slug: 'pictured',
        files: {
          ...titled('Pictured', SHEET_FILES),
          'questions/one/statement.md': text,
          'images/loss.png': Buffer.from(image).toString('base64'),
        },
      },
    });
  // What is no image, and one that is not there, is refused as by the check.
  expect((await publish('<svg onload="alert(1)"/>')).status).toBe(422);
  expect((await publish(png(), '![loss](images/lose.png)')).status).toBe(422);
  expect((await publish(png())).status).toBe(201);
  const ada = await server.as('ada');
  const url = (image: string) =>
    urlOf(operations.getSetImage, { course: COURSE, assignment: 'pictured', image });
  const got = await asBytes(ada.raw('get', url('loss.png')));
  expect(got.status).toBe(200);
  expect(got.headers).toMatchObject({
    'content-type': 'image/png',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
  });
  expect((got.body as Buffer).equals(png())).toBe(true);
  const again = await ada.raw('get', url('loss.png')).set('If-None-Match', got.headers.etag!);
  expect(again.status).toBe(304);
  expect((await ada.raw('get', url('other.png'))).status).toBe(404);
  expect((await ada.raw('get', url('loss.svg'))).status).toBe(400);
  // It is what its bytes are, and another version has another one.
  await publish(JPEG);
  expect((await asBytes(ada.raw('get', url('loss.png')))).headers['content-type']).toBe('image/jpeg');
  await grace.call(operations.changeSetState, {
    params: { course: COURSE, assignment: 'pictured' },
    body: { state: 'hidden' },
  });
  expect((await ada.raw('get', url('loss.png'))).status).toBe(404);
});

test('what stands in solutions alone, or in no text, is shown to staff and to no student', async () => {
  const set = { course: COURSE, assignment: 'solved' };
  const [image, other] = [png().toString('base64'), JPEG.toString('base64')];
  const publish = async (files: Record<string, string>) => {
    const asked = {
      params: { course: COURSE },
      body: { slug: set.assignment, files: { ...titled('Solved', SHEET_FILES), ...files } },
    };
    const { outcome } = await grace.call(operations.checkAssignment, asked);
    const plan = outcome?.plan?.token;
    const body = { ...asked.body, ...(plan !== undefined && { plan }) };
    await grace.call(operations.publishAssignment, { ...asked, body });
  };
  const files = {
    'introduction.md': 'See ![all](images/all.png).\n',
    'questions/one/statement.md': 'Look at ![both](images/both.png).\n',
    'questions/one/solution.md': '![both](images/both.png) is ![the answer](images/answer.png).\n',
    'images/all.png': image,
    'images/both.png': image,
    'images/answer.png': image,
    'images/nowhere.jpg': other,
  };
  await publish(files);
  const [ada, tess] = await Promise.all([server.as('ada'), server.as('tess')]);
  const seenBy = async (client: Client) => {
    const names = ['all.png', 'both.png', 'answer.png', 'nowhere.jpg'];
    const asked = names.map((name) =>
      client.raw('get', urlOf(operations.getSetImage, { ...set, image: name })),
    );
    return (await Promise.all(asked)).flatMap(({ status }, index) => (status === 200 ? [names[index]] : []));
  };
  expect(await seenBy(tess)).toEqual(['all.png', 'both.png', 'answer.png', 'nowhere.jpg']);
  expect(await seenBy(ada)).toEqual(['all.png', 'both.png']);
  // What was asked once is read further on, and what comes in later as soon as it is there.
  await publish({
    ...files,
    'questions/one/statement.md': 'Nothing to look at.\n',
    'questions/two/statement.md': 'Look at ![it](images/nowhere.jpg).\n',
  });
  // A page asks for all of its images at once.
  const twenty = await Promise.all(Array.from({ length: 20 }, () => seenBy(ada)));
  for (const seen of twenty) expect(seen).toEqual(['all.png', 'both.png', 'nowhere.jpg']);
});
