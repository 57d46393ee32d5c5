/** An address proves nothing while nobody has confirmed it: a course that is brought back lets in nobody by that alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { NO_TRIER } from '../../server/trials/trier.ts';
import { compose } from '../../server/features/mail/compose.ts';
import { asBytes, Client } from '../support/client.ts';
import { BASE_URL, COURSE, PASSWORD, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let root: Client, grace: Client;
beforeAll(async () => {
  server = await startTestServer(NO_TRIER, { mailMode: 'shown' });
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  await server.db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
  [root, grace] = [await server.as('root'), await server.as('grace')];
  const ada = await server.as('ada');
  const body = { idempotencyKey: randomUUID(), answers: { one: 'Words of Ada', two: 'x' } };
  await ada.call(operations.createSubmission, { params: SHEET, body });
});
afterAll(() => server.close());

async function exported(): Promise<Buffer<ArrayBuffer>> {
  const answer = await asBytes(grace.raw('get', urlOf(operations.exportCourse, { course: COURSE })));
  return answer.body as Buffer<ArrayBuffer>;
}

/** The same course as another installation would have exported it, where people have other ids, and perhaps other addresses. */
function fromElsewhere(zip: Buffer, addresses: Record<string, string> = {}): Buffer<ArrayBuffer> {
  const files = unzipSync(new Uint8Array(zip));
  const { people } = JSON.parse(strFromU8(files['course.json']!)) as { people: { id: string }[] };
  const others = [...people.map(({ id }) => [id, randomUUID()] as const), ...Object.entries(addresses)];
  for (const [name, data] of Object.entries(files)) {
    if (!/\.jsonl?$/.test(name)) continue;
    files[name] = strToU8(others.reduce((text, [from, to]) => text.replaceAll(from, to), strFromU8(data)));
  }
  return Buffer.from(zipSync(files));
}

const bringBack = (zip: Buffer<ArrayBuffer>, slug: string) =>
  root.call(operations.importCourse, { query: { slug }, body: zip });

const isIn = async (client: Client, slug: string) =>
  (await client.refresh()).memberships.some(({ course }) => course.slug === slug);

test('who has written another’s address is out before that account gets roles, and its owner comes in by mail', async () => {
  const { joinLinks } = await grace.call(operations.openJoinLink, {
    params: { course: COURSE },
    body: { section: '' },
  });
  const zip = fromElsewhere(await exported(), { 'grace@example.org': 'prof@example.org' });
  const stranger = new Client(server.app);
  await stranger.refresh();
  const account = { name: 'Prof', email: 'prof@example.org', password: 'known to a stranger' };
  await stranger.call(operations.joinCourse, { body: { token: joinLinks[0]!.token, account } });
  const { id } = (await stranger.refresh()).user!;

  const { passwordsEnded } = await bringBack(zip, 'of-prof');
  expect(passwordsEnded).toContainEqual({ id, name: 'Prof', email: 'prof@example.org' });
  expect((await stranger.refresh()).user).toBeNull();
  const signedIn = await stranger.send(operations.signIn, {
    body: { email: 'prof@example.org', password: 'known to a stranger' },
  });
  expect(signedIn.status).toBe(401);

  await stranger.call(operations.askForPasswordLink, { body: { email: 'prof@example.org' } });
  const mail = await server.db.mail.findFirstOrThrow({ where: { address: 'prof@example.org' } });
  const [, token] = /\/link#(\S+)/.exec(compose(mail, { secret: 'secret', baseUrl: BASE_URL }).text)!;
  const owner = new Client(server.app);
  await owner.refresh();
  await owner.call(operations.setPassword, { body: { token: token!, password: 'of the owner' } });
  const params = { course: 'of-prof', assignment: 'sheet' };
  expect((await owner.call(operations.listSubmissions, { params })).submissions).toHaveLength(1);
  // And what was done is in the log.
  await owner.refresh();
  const { entries } = await owner.call(operations.listAuditLog, { params: { course: 'of-prof' } });
  const facts = entries.find(({ act }) => act === 'brought the course back from a file')?.facts ?? [];
  expect(facts.find(({ name }) => name === 'passwords ended')?.value).toContain('prof@example.org');
});

interface Account {
  email: string;
  /** Whether the ways into it are to end. */
  ends: boolean;
  inFile: boolean;
  client: Client;
  token: string;
  feed: string;
  link: string;
}

test('every way in ends for those accounts, and for no other', async () => {
  const { db } = server;
  const { passwordHash } = await db.user.findFirstOrThrow({ where: { email: 'root@example.org' } });
  const course = await db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const cases = [false, true].flatMap((confirmed) =>
    [false, true].flatMap((isAdministrator) =>
      [false, true].map((inFile) => ({ confirmed, isAdministrator, inFile })),
    ),
  );
  const accounts: Account[] = [];
  for (const [index, { confirmed, isAdministrator, inFile }] of cases.entries()) {
    const email = `person${index}@example.org`;
    const data = { email, name: email, passwordHash, isAdministrator };
    const user = await db.user.create({ data: { ...data, emailConfirmedAt: confirmed ? new Date() : null } });
    if (inFile)
      await db.enrolment.create({ data: { courseId: course.id, userId: user.id, role: 'instructor' } });
    const client = await new Client(server.app).signIn(email, PASSWORD);
    const token = { name: 'laptop', scopes: ['sets' as const], days: 30 as const };
    accounts.push({
      email,
      ends: inFile && !confirmed && !isAdministrator,
      inFile,
      client,
      token: (await client.call(operations.makeToken, { body: token })).token,
      feed: (await client.call(operations.makeCalendarLink)).url!.slice(BASE_URL.length),
      link: (await root.call(operations.createAnyPasswordLink, { body: { email } })).token,
    });
  }
  const waysInto = async ({ email, client, token, feed, link }: Account) => {
    const anybody = new Client(server.app);
    await anybody.refresh();
    const withToken = request(server.app)
      .get(operations.getToken.path)
      .set('Authorization', `Bearer ${token}`);
    return {
      session: (await client.refresh()).user !== null,
      token: (await withToken).status === 200,
      feed: (await anybody.raw('get', feed)).status === 200,
      link: (await anybody.call(operations.lookAtLink, { body: { token: link } })).kind === 'password',
      password:
        (await anybody.send(operations.signIn, { body: { email, password: PASSWORD } })).status ===
        operations.signIn.status,
    };
  };
  const zip = await exported();
  const open = { session: true, token: true, feed: true, link: true, password: true };
  const closed = { session: false, token: false, feed: false, link: false, password: false };

  // A file of this installation names these very accounts: it gives them nothing that was not theirs.
  expect((await bringBack(zip, 'from-here')).passwordsEnded).toEqual([]);
  for (const account of accounts) {
    expect([account.email, await waysInto(account)]).toEqual([account.email, open]);
    expect(await isIn(account.client, 'from-here')).toBe(account.inFile);
  }
  const { passwordsEnded } = await bringBack(fromElsewhere(zip), 'from-elsewhere');
  for (const account of accounts) {
    const { email, ends } = account;
    expect([email, await waysInto(account)]).toEqual([email, ends ? closed : open]);
    expect([email, passwordsEnded.some((each) => each.email === email)]).toEqual([email, ends]);
    expect([email, await isIn(account.client, 'from-elsewhere')]).toEqual([email, account.inFile && !ends]);
  }
});
