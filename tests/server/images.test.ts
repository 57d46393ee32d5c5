/** Images from upload to the TA's eyes: named, limited, kept apart by group, frozen by a submission. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import type { ErrorBody } from '../../contract/error.ts';
import { MAX_IMAGES, MAX_IMAGES_BYTES, MAX_STORED_BYTES } from '../../contract/images.ts';
import type { ImageView } from '../../contract/images.ts';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import type { Client } from '../support/client.ts';
import { joinUp, textsOf } from '../support/groups.ts';
import { JPEG, MATPLOTLIB_SVG, pdf, png } from '../support/images.ts';
import { BEFORE_DUE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, mary: Client, tess: Client, grace: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy, mary, tess, grace] = (await Promise.all(
    ['ada', 'emmy', 'mary', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client];
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = BEFORE_DUE;
  // What the application can never do: begin anew.
  await server.db.$executeRaw`TRUNCATE submissions, documents, groups, kept_scores, kept_answers CASCADE`;
});

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex');

async function send(client: Client, name: string, data: Uint8Array) {
  const { csrfToken } = await client.refresh();
  return client
    .raw('post', urlOf(operations.uploadImage, SHEET, { name }))
    .set(CSRF_HEADER, csrfToken)
    .set('Content-Type', 'image/png')
    .send(Buffer.from(data));
}

async function upload(client: Client, name: string, data: Uint8Array): Promise<ImageView> {
  const { status, body } = await send(client, name, data);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body as ImageView;
}

async function refused(client: Client, name: string, data: Uint8Array) {
  const { status, body } = await send(client, name, data);
  return { status, ...(body as ErrorBody).error };
}

/** Makes a group's image as large as it would be, without sending so much. */
async function fill(id: string, size: number): Promise<void> {
  await server.db.$executeRawUnsafe('ALTER TABLE images DISABLE TRIGGER images_immutable');
  await server.db.$executeRawUnsafe(
    `UPDATE images SET data = decode(repeat('00', ${size}), 'hex'), size = ${size} WHERE id = '${id}'`,
  );
  await server.db.$executeRawUnsafe('ALTER TABLE images ENABLE TRIGGER images_immutable');
}

const fetchOwn = (client: Client, imageId: string) =>
  client.raw('get', urlOf(operations.getImage, { ...SHEET, imageId })).responseType('blob');
const fetchSubmitted = (client: Client, submissionId: string, imageId: string) =>
  client.raw('get', urlOf(operations.getSubmissionImage, { submissionId, imageId })).responseType('blob');
const namesOf = async (client: Client) =>
  (await client.call(operations.listImages, { params: SHEET })).images
    .filter(({ removed }) => !removed)
    .map(({ name }) => name);
const submit = (client: Client, one: string, idempotencyKey: string = randomUUID()) =>
  client.call(operations.createSubmission, { params: SHEET, body: { idempotencyKey, answers: { one } } });
const groupWith = async (client: Client, ...names: string[]) =>
  joinUp(SHEET, client, await Promise.all(names.map((name) => server.as(name))));

test('upload, show, submit: the group and the staff see it, nobody else does, and it stays', async () => {
  await groupWith(ada, 'emmy');
  const first = await upload(ada, 'figures/loss.png', png({ grey: 10 }));
  expect(first).toMatchObject({ name: 'figures/loss.png', mediaType: 'image/png' });
  expect(await namesOf(emmy)).toEqual(['figures/loss.png']);
  expect((await fetchOwn(emmy, first.id)).body).toEqual(png({ grey: 10 }));

  const answer = 'The loss:\n\n![Loss](figures/loss.png)\n\n![not there](other.png)';
  const submission = await submit(emmy, answer);
  expect(submission.images).toEqual([first]);

  expect(await namesOf(mary)).toEqual([]);
  expect((await fetchOwn(mary, first.id)).status).toBe(404);
  expect((await fetchSubmitted(mary, submission.id, first.id)).status).toBe(403);
  expect((await fetchOwn(tess, first.id)).status).toBe(403);
  const seen = await tess.call(operations.getGradingAnswer, {
    params: { submissionId: submission.id, question: 'one' },
  });
  expect(seen.images).toEqual([first]);
  expect((await fetchSubmitted(tess, submission.id, first.id)).body).toEqual(png({ grey: 10 }));

  // The drafts go on with another image, which cannot take the name of the first.
  const second = await upload(ada, 'figures/loss.png', png({ grey: 200 }));
  expect(second.name).toBe('figures/loss-2.png');
  const taken = { names: [{ name: 'figures/loss.png', id: second.id }] };
  expect(await ada.fail(operations.nameImages, { params: SHEET, body: taken })).toMatchObject({
    status: 422,
    message: expect.stringMatching(/^figures\/loss\.png is another image of your group/),
  });
  const before = await ada.call(operations.getSubmission, { params: { submissionId: submission.id } });
  expect(before.images).toEqual([first]);
  expect((await fetchSubmitted(ada, submission.id, first.id)).body).toEqual(png({ grey: 10 }));
  expect((await fetchSubmitted(tess, submission.id, second.id)).status).toBe(404);
  expect((await submit(ada, answer)).images).toEqual([first]);
});

test('the receipt proves the images, and a repeated submission is the first', async () => {
  const image = await upload(ada, 'b.png', png());
  await upload(ada, 'unused.png', png({ grey: 1 }));
  const key = randomUUID();
  const text = '![x](b.png) ![x](b.png)';
  const submission = await submit(ada, text, key);
  await ada.call(operations.removeImage, { params: { ...SHEET, imageId: image.id } });
  const again = await submit(ada, text, key);
  expect([again.id, again.images]).toEqual([submission.id, [image]]);

  const receipt = await ada.call(operations.getReceipt, { params: { submissionId: submission.id } });
  expect(receipt.contents.map(({ name, sha256, size, unit }) => [name, sha256, size, unit])).toEqual([
    ['one', sha256(text), text.length, 'characters'],
    ['two', sha256(''), 0, 'characters'],
    ['b.png', sha256(png()), png().length, 'bytes'],
  ]);
  const parts = receipt.contents.map(({ name, sha256 }) => [name, sha256]);
  expect(receipt.contentHash).toBe(sha256(JSON.stringify(parts)));
});

test('an image is served as what it is and can do nothing', async () => {
  const files = [
    ['image/png', 'fig/täst "x.png', png()],
    ['image/jpeg', 'photo.jpg', JPEG],
    ['image/svg+xml', 'plot.svg', Buffer.from(MATPLOTLIB_SVG)],
    ['application/pdf', 'plot.pdf', pdf(2)],
  ] as const;
  for (const [mediaType, name, data] of files) {
    const image = await upload(ada, name.replace(' "', ' '), data);
    expect(image.mediaType).toBe(mediaType);
    const { status, headers, body } = await fetchOwn(ada, image.id);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': mediaType,
      'content-length': String(image.size),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(headers['content-disposition']).toMatch(/^inline; filename=/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']?.startsWith('sandbox;')).toBe(mediaType !== 'application/pdf');
    if (mediaType !== 'image/svg+xml') expect(body).toEqual(Buffer.from(data));
  }
});

describe('names', () => {
  test('a taken one gets a number, the same image keeps its own', async () => {
    const first = await upload(ada, 'loss.png', png({ grey: 1 }));
    expect((await upload(ada, 'loss.png', png({ grey: 2 }))).name).toBe('loss-2.png');
    expect((await upload(ada, 'loss.png', png({ grey: 3 }))).name).toBe('loss-3.png');
    expect((await upload(ada, 'loss.png', png({ grey: 2 }))).name).toBe('loss-2.png');
    expect(await upload(ada, 'loss.png', png({ grey: 1 }))).toEqual(first);
    expect(await upload(ada, 'copy.png', png({ grey: 1 }))).toEqual({ ...first, name: 'copy.png' });
    expect(await namesOf(ada)).toEqual(['copy.png', 'loss-2.png', 'loss-3.png', 'loss.png']);
  });

  test('one that lies about the type is corrected', async () => {
    expect(await upload(ada, 'plot.png', pdf(1))).toMatchObject({
      name: 'plot.pdf',
      mediaType: 'application/pdf',
    });
    expect(await upload(ada, 'plot.pdf', png())).toMatchObject({ name: 'plot.png', mediaType: 'image/png' });
    expect(await upload(ada, 'photo', JPEG)).toMatchObject({ name: 'photo.jpg' });
    const { name } = await upload(ada, 'x'.repeat(200), png());
    expect(name).toBe(`${'x'.repeat(196)}.png`);
  });

  test('a PDF cannot be named as an image later', async () => {
    const { id } = await upload(ada, 'plot.pdf', pdf(1));
    const body = { names: [{ name: 'plot.png', id }] };
    const error = await ada.fail(operations.nameImages, { params: SHEET, body });
    expect(error).toMatchObject({ status: 422, message: 'plot.png is a PDF: its name must end in .pdf.' });
  });

  test.each([
    '../secret.png',
    '/etc/passwd',
    'a/../b.png',
    'a//b.png',
    './a.png',
    'a\\b.png',
    'a\u0000.png',
    'a\n.png',
    'a"b.png',
    '<b>.png',
    'a](x).png',
    'a%2f.png',
    'http://e.org/a.png',
    '\u202Egnp.exe',
    '',
    'x'.repeat(201),
  ])('%j is refused', async (name) => {
    expect(await refused(ada, name, png())).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  test('neither an image of another group nor one name for two', async () => {
    const hers = await upload(mary, 'a.png', png());
    const mine = await upload(ada, 'a.png', png({ grey: 7 }));
    const rename = (...names: { name: string; id: string }[]) =>
      ada.fail(operations.nameImages, { params: SHEET, body: { names } });
    expect(await rename({ name: 'b.png', id: mine.id }, { name: 'c.png', id: hers.id })).toMatchObject({
      code: 'not_found',
    });
    expect(await rename({ name: 'b.png', id: mine.id }, { name: 'b.png', id: mine.id })).toMatchObject({
      code: 'unacceptable',
    });
    expect(await namesOf(ada)).toEqual(['a.png']);
  });
});

describe('limits', () => {
  test('what is no image, and what is cut off, with the name of the file', async () => {
    expect(await refused(ada, 'notes.png', Buffer.from('hello'))).toMatchObject({
      status: 422,
      message: 'notes.png is no PNG, JPEG, SVG (in UTF-8) or PDF. Save it as one of these.',
    });
    expect((await refused(ada, 'a.png', png().subarray(0, 60))).message).toMatch(/^a.png is cut off/);
    const bomb = png({}, { width: 50_000, height: 50_000 });
    expect((await refused(ada, 'bomb.png', bomb)).message).toMatch(/^bomb.png has 50000 × 50000 pixels/);
  });

  test('one a little too large is told what to do, one far too large is not read', async () => {
    expect(await refused(ada, 'a.png', Buffer.alloc(6_000_000))).toMatchObject({
      status: 422,
      message: expect.stringMatching(/^a.png has 6 MB; an image may have 5 MB\. Save it smaller/),
    });
    expect(await refused(ada, 'a.png', Buffer.alloc(11_000_000))).toMatchObject({ code: 'too_large' });
  });

  test('two uploads at once cannot exceed the group’s space together', async () => {
    const first = await upload(ada, 'first.png', png());
    // Room for one of them, not for two.
    await fill(first.id, Math.round(MAX_IMAGES_BYTES - 1.5 * png({ width: 9 }).length));
    const both = await Promise.all(
      [1, 2, 3].map((grey) => send(ada, `${grey}.png`, png({ grey, width: 9 }))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 413, 413]);
    const full = both.find(({ status }) => status === 413)?.body as ErrorBody;
    expect(full.error.message).toBe(
      `There is no room for this image (${png({ width: 9 }).length} bytes): your group's images may have 50 MB together and have 50 MB. Remove those that no answer shows.`,
    );
    await ada.call(operations.removeImage, { params: { ...SHEET, imageId: first.id } });
    expect((await upload(ada, 'again.png', png({ grey: 99 }))).name).toBe('again.png');
  });

  test('names are counted', async () => {
    const { id } = await upload(ada, 'a.png', png());
    const names = Array.from({ length: MAX_IMAGES }, (_, index) => ({ name: `${index}.png`, id }));
    const error = await ada.fail(operations.nameImages, { params: SHEET, body: { names } });
    expect(error.message).toBe(
      "Your group's drafts would have 101 images; they may have 100. Remove those that no answer shows.",
    );
    expect(await namesOf(ada)).toEqual(['a.png']);
  });

  test('nothing changes once grades are released', async () => {
    const { id } = await upload(ada, 'a.png', png());
    const release = (released: boolean) =>
      grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
    await release(true);
    expect(await refused(ada, 'b.png', png())).toMatchObject({ status: 409, code: 'locked' });
    const name = { params: SHEET, body: { names: [{ name: 'c.png', id }] } };
    expect((await ada.fail(operations.nameImages, name)).code).toBe('locked');
    const params = { ...SHEET, imageId: id };
    expect((await ada.fail(operations.removeImage, { params })).code).toBe('locked');
    expect((await fetchOwn(ada, id)).status).toBe(200);
    await release(false);
  });
});

test('what nothing names is forgotten after a day, what a submission shows is not', async () => {
  const shown = await upload(ada, 'shown.png', png({ grey: 1 }));
  const lost = await upload(ada, 'lost.png', png({ grey: 2 }));
  const submission = await submit(ada, '![x](shown.png)');
  // As an import leaves an image that nobody confirms.
  await server.db.draftImage.deleteMany({ where: { imageId: lost.id } });
  server.clock.now = new Date(BEFORE_DUE.getTime() + 23 * 3_600_000);
  await upload(ada, 'x.png', png({ grey: 4 }));
  expect((await fetchOwn(ada, lost.id)).status).toBe(200);
  server.clock.now = new Date(BEFORE_DUE.getTime() + 25 * 3_600_000);
  await upload(ada, 'y.png', png({ grey: 5 }));
  expect((await fetchOwn(ada, lost.id)).status).toBe(404);
  expect((await fetchSubmitted(ada, submission.id, shown.id)).status).toBe(200);
});

test('who joins a group brings the images of their own answers along, under names that are free', async () => {
  const params = { ...SHEET, key: 'one' };
  await ada.call(operations.leaveMyGroup, { params: SHEET });
  await emmy.call(operations.leaveMyGroup, { params: SHEET });
  await upload(ada, 'brought.png', png({ grey: 77 }));
  await upload(emmy, 'brought.png', png({ grey: 78 }));
  await emmy.call(operations.writeText, { params, body: { text: 'See ![it](brought.png).' } });
  await joinUp(SHEET, ada, [emmy], true);
  expect(await namesOf(emmy)).toEqual(expect.arrayContaining(['brought.png', 'brought-2.png']));
  expect((await textsOf(SHEET, ada)).one).toContain('See ![it](brought-2.png).');
});

test('another image makes another answer, and only of the question that shows it', async () => {
  const texts = { one: '![loss](figures/my%20loss.png)', two: 'No picture' };
  const handIn = async () => {
    const body = { idempotencyKey: randomUUID(), answers: texts };
    return (await ada.call(operations.createSubmission, { params: SHEET, body })).id;
  };
  const first = await upload(ada, 'figures/my loss.png', png({ grey: 1 }));
  const graded = await handIn();
  for (const question of ['one', 'two']) {
    const params = { submissionId: graded, question };
    const body = { appliedItemIds: [], fullMarks: true, baseRevision: 0 };
    await tess.call(operations.gradeAnswer, { params, body });
  }
  const changed = async (submissionId: string) => {
    const read = ['one', 'two'].map((question) =>
      tess.call(operations.getGradingAnswer, { params: { submissionId, question } }),
    );
    return (await Promise.all(read)).map(({ grade }) => grade?.from?.changed);
  };
  expect(await changed(await handIn())).toEqual([false, false]);
  await ada.call(operations.removeImage, { params: { ...SHEET, imageId: first.id } });
  expect(await changed(await handIn())).toEqual([false, false]);
  const second = await upload(ada, 'figures/my loss.png', png({ grey: 2 }));
  texts.one = `![loss](<${second.name}>)`;
  expect(await changed(await handIn())).toEqual([true, false]);
});

test('an image that was removed shows wherever its name is, and is back with its names', async () => {
  const mary = await server.as('mary');
  const image = await upload(mary, 'kept.png', png({ grey: 41 }));
  const params = { ...SHEET, imageId: image.id };
  const names = { params: SHEET, body: { names: [{ name: 'kept.png', id: image.id }] } };
  await mary.call(operations.removeImage, { params });
  expect(await namesOf(mary)).toEqual([]);
  // Undoing in the editor brings the name back into the text, and nothing else.
  expect((await submit(mary, '![x](kept.png)')).images).toEqual([image]);
  expect((await upload(mary, 'kept.png', png({ grey: 42 }))).name).toBe('kept-2.png');
  const { images } = await mary.call(operations.nameImages, names);
  expect(images.map(({ name, removed }) => [name, removed])).toEqual([
    ['kept-2.png', false],
    ['kept.png', false],
  ]);
  expect((await fetchOwn(mary, image.id)).status).toBe(200);
});

test('removed images are forgotten only where there is no room at all, and never while the draft shows them', async () => {
  const shown = await upload(ada, 'shown.png', png({ grey: 1 }));
  const unseen = await upload(ada, 'unseen.png', png({ grey: 2 }));
  const params = { ...SHEET, key: 'one' };
  await ada.call(operations.writeText, { params, body: { text: 'See ![it](shown.png).' } });
  for (const { id } of [shown, unseen])
    await ada.call(operations.removeImage, { params: { ...SHEET, imageId: id } });
  await fill(shown.id, MAX_STORED_BYTES / 2);
  await fill(unseen.id, MAX_STORED_BYTES / 2);
  expect((await upload(ada, 'new.png', png({ grey: 3 }))).name).toBe('new.png');
  expect((await fetchOwn(ada, unseen.id)).status).toBe(404);
  expect((await ada.call(operations.listImages, { params: SHEET })).images).toMatchObject([
    { name: 'new.png', removed: false },
    { name: 'shown.png', removed: true },
  ]);
});
