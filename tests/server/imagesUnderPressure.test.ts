/** Images when two things happen at once, when a name is a way to more room, and when an SVG is made to take long. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ImageView } from '../../contract/images.ts';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import type { TexImport } from '../../contract/tex.ts';
import { inspectImage } from '../../server/features/images/inspect/inspectImage.ts';
import { runTask } from '../../server/tasks/index.ts';
import { bytes, zip } from '../grader/tex/support.ts';
import type { Client } from '../support/client.ts';
import { png } from '../support/images.ts';
import { BEFORE_DUE, SHEET, eventually, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy] = (await Promise.all(['ada', 'emmy'].map((name) => server.as(name)))) as [Client, Client];
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = BEFORE_DUE;

  await server.db.$executeRaw`TRUNCATE submissions, documents, groups CASCADE`;
});

async function send(client: Client, url: string, data: Uint8Array) {
  const { csrfToken } = await client.refresh();
  const headers = { [CSRF_HEADER]: csrfToken, 'Content-Type': 'application/octet-stream' };
  return client.raw('post', url).set(headers).send(Buffer.from(data));
}
async function upload(client: Client, name: string, data: Uint8Array): Promise<ImageView> {
  const { status, body } = await send(client, urlOf(operations.uploadImage, SHEET, { name }), data);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body as ImageView;
}
const read = async (client: Client, archive: Uint8Array): Promise<TexImport> =>
  (await send(client, urlOf(operations.importTex, SHEET, { file: 'sheet.zip' }), archive)).body as TexImport;

/** Makes an image as large as it would be, without sending so much. */
async function fill(id: string, size: number): Promise<void> {
  await server.db.$executeRawUnsafe('ALTER TABLE images DISABLE TRIGGER images_immutable');
  await server.db.$executeRawUnsafe(
    `UPDATE images SET data = decode(repeat('00', ${size}), 'hex'), size = ${size} WHERE id = '${id}'`,
  );
  await server.db.$executeRawUnsafe('ALTER TABLE images ENABLE TRIGGER images_immutable');
}

test('a browser shows the image to nobody who signs in after', async () => {
  const { id } = await upload(ada, 'a.png', png());
  const { headers } = await ada.raw('get', urlOf(operations.getImage, { ...SHEET, imageId: id }));
  expect(headers['vary']).toMatch(/\bCookie\b/);
});

test('an image counts as often as it has names', async () => {
  const { id } = await upload(ada, 'a.png', png());
  await fill(id, 20_000_000);
  const names = (...given: string[]) => ({
    params: SHEET,
    body: { names: given.map((name) => ({ name, id })) },
  });
  await ada.call(operations.nameImages, names('b.png'));
  expect((await ada.fail(operations.nameImages, names('c.png'))).message).toMatch(/60 MB.*50 MB/);
  const again = await send(ada, urlOf(operations.uploadImage, SHEET, { name: 'd.png' }), png());
  expect(again.status).toBe(422);
  const { images } = await ada.call(operations.listImages, { params: SHEET });
  expect(images.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
});

describe('two at once', () => {
  const waitForLock = () =>
    eventually(
      () =>
        server.db.$queryRaw<unknown[]>`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      (waiting) => waiting.length > 0,
    );

  test('an upload while its group is dissolved goes to the group that the student is in then', async () => {
    await upload(ada, 'a.png', png());
    const member = await server.db.groupMember.findFirstOrThrow({
      where: { userId: await server.userId('ada') },
    });
    await upload(emmy, 'b.png', png());
    const other = await server.db.groupMember.findFirstOrThrow({
      where: { userId: await server.userId('emmy') },
    });
    const { assignmentId, userId } = member;
    let late: Promise<ImageView> | undefined;
    await server.db.$transaction(async (tx) => {
      await tx.group.delete({ where: { id: member.groupId } });
      await tx.groupMember.create({ data: { groupId: other.groupId, assignmentId, userId } });
      late = upload(ada, 'late.png', png({ grey: 1 }));
      late.catch(() => undefined);
      await waitForLock();
    });
    expect((await late!).name).toBe('late.png');
    const { images } = await emmy.call(operations.listImages, { params: SHEET });
    expect(images.map(({ name }) => name)).toEqual(['b.png', 'late.png']);
  });
});

describe('imports that are not confirmed', () => {
  const project = (grey: number) =>
    zip([
      {
        name: 'main.tex',
        data: bytes(
          '\\documentclass{article}\\begin{document}\\section*{1 First}\n\\includegraphics{loss}\n\\end{document}',
        ),
      },
      { name: 'loss.png', data: new Uint8Array(png({ grey })) },
    ]);

  test('take no room from the next one of the same person', async () => {
    const first = await read(ada, await project(1));
    expect(first.images).toHaveLength(1);
    await fill(first.images[0]!.id, 49_999_990);
    const second = await read(ada, await project(2));
    expect(second.images).toHaveLength(1);
    expect(await server.db.image.count()).toBe(1);
  });

  test('keep the images that come again, and those that a submission shows', async () => {
    const [image] = (await read(ada, await project(1))).images;
    expect((await read(ada, await project(1))).images).toEqual([image]);
    const names = [{ name: 'loss.png', id: image!.id }];
    await ada.call(operations.nameImages, { params: SHEET, body: { names } });
    const body = { idempotencyKey: randomUUID(), answers: { one: '![x](loss.png)' } };
    await ada.call(operations.createSubmission, { params: SHEET, body });
    await read(ada, await project(2));
    expect(await server.db.image.count({ where: { id: image!.id } })).toBe(1);
  });
});

describe('an SVG made to take long', () => {
  const LONG = 1_900_000;
  const svg = (content: string) => bytes(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`);
  test.each([
    ['a name without a call', `<rect fill="(${'a'.repeat(LONG)}"/>`],
    ['spaces', `<rect fill="rgb(${' '.repeat(LONG)}"/>`],
    ['an address that is not closed', `<rect fill="url(#${'a'.repeat(LONG)}"/>`],
    ['comments that are not closed', `<style>${'/* '.repeat(LONG / 3)}</style>`],
  ])('%s', (_, content) => {
    expect(inspectImage(svg(content))).toMatchObject({ ok: true });
  });

  test('is read beside the server, with the same result', async () => {
    const large = svg(`<path d="${'M0 0L1 1'.repeat(50_000)}"/>`.repeat(2));
    let isOver = false;
    const inspected = runTask('inspectImage', large.slice(), 'ada').finally(() => (isOver = true));
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    expect(await inspected).toEqual(inspectImage(large));
  });
});

test('a script that uploads on and on is stopped for a minute', async () => {
  const { csrfToken } = await emmy.refresh();
  const url = urlOf(operations.uploadImage, SHEET, { name: 'a.png' });
  const statuses = new Set<number>();
  for (let time = 0; time <= 120; time += 1) {
    const { status } = await emmy.raw('post', url).set(CSRF_HEADER, csrfToken).send(png());
    statuses.add(status);
    if (status === 429) break;
  }
  expect([...statuses]).toEqual([201, 429]);
  await upload(ada, 'a.png', png());
});
