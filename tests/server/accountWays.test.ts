/** Ways into an account besides its password: a mailed link, another address, the sign-in of the university. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { compose } from '../../server/features/mail/compose.ts';
import { Client } from '../support/client.ts';
import { startOpenIdProvider } from '../support/openIdProvider.ts';
import type { TestProvider } from '../support/openIdProvider.ts';
import {
  BASE_URL,
  BEFORE_DUE,
  COURSE,
  PASSWORD,
  eventually,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';
import { NO_TRIER } from '../../server/trials/trier.ts';

let server: TestServer;
let provider: TestProvider;
beforeAll(async () => {
  provider = await startOpenIdProvider(BASE_URL);
  server = await startTestServer(NO_TRIER, { mailMode: 'shown', openId: provider.settings });
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(async () => {
  server.clock.now = new Date(server.clock.now.getTime() + 2 * 86_400_000);
  provider.fault = 'none';
  await server.db.mail.deleteMany();
});

const visitor = async () => {
  const client = new Client(server.app);
  await client.refresh();
  return client;
};

/** All mails to an address as they are sent, the last first. */
async function mailsTo(address: string): Promise<string[]> {
  const rows = await server.db.mail.findMany({ where: { address }, orderBy: { writtenAt: 'desc' } });
  return rows.map((row) => compose(row, { secret: 'secret', baseUrl: BASE_URL }).text);
}
const underway: Promise<unknown>[] = [];
const waitingForLocks = async () =>
  (
    await server.db.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  ).length;
const tokenIn = (mail = ''): string => /\/link#(\S+)/.exec(mail)?.[1] ?? '';

test('a forgotten password: the answer tells nobody whether there is an account, and the link works once', async () => {
  const lost = await visitor();
  const ask = (email: string) => lost.send(operations.askForPasswordLink, { body: { email } });
  const [known, unknown] = [await ask('Emmy@Example.org'), await ask('nobody@example.org')];
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  expect(await mailsTo('nobody@example.org')).toEqual([]);
  // Pressed again while the mail is on its way.
  await ask('emmy@example.org');
  const mails = await mailsTo('emmy@example.org');
  expect(mails).toHaveLength(1);
  const token = tokenIn(mails[0]);
  expect(token.length).toBeGreaterThan(30);

  // Nothing that the database holds opens the account.
  const dump =
    JSON.stringify(await server.db.mail.findMany()) + JSON.stringify(await server.db.passwordLink.findMany());
  expect(dump).not.toContain(token);

  const emmy = await server.as('emmy');
  expect(await lost.call(operations.lookAtLink, { body: { token } })).toMatchObject({
    kind: 'password',
    name: 'emmy',
  });
  const body = { token, password: 'idealtheorie in' };
  const answers = await Promise.all(
    (await Promise.all([visitor(), visitor(), visitor()])).map((each) =>
      each.send(operations.setPassword, { body }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  expect((await emmy.refresh()).user).toBeNull();
  await new Client(server.app).signIn('emmy@example.org', 'idealtheorie in');
});

test('a mailed link ends after a day, and nobody’s mailbox is filled', async () => {
  const lost = await visitor();
  const body = { email: 'sofia@example.org' };
  let refused = 0;
  for (let time = 0; time < 10; time += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + 120_000);
    const { status } = await lost.send(operations.askForPasswordLink, { body });
    if (status === 429) refused += 1;
  }
  const mails = await mailsTo('sofia@example.org');
  expect(mails).toHaveLength(8);
  // The same for an address that nobody has.
  for (let time = 0; time < 10; time += 1)
    await lost.send(operations.askForPasswordLink, { body: { email: 'no@example.org' } });
  const blocked = await lost.fail(operations.askForPasswordLink, { body: { email: 'no@example.org' } });
  expect([blocked.code, blocked.message]).toEqual([
    'throttled',
    expect.stringContaining('Look into your mail'),
  ]);
  const token = tokenIn(mails[0]);
  expect(await lost.call(operations.lookAtLink, { body: { token } })).toMatchObject({ kind: 'password' });
  expect(await lost.call(operations.lookAtLink, { body: { token: tokenIn(mails[1]) } })).toEqual({
    kind: 'nothing',
  });
  server.clock.now = new Date(server.clock.now.getTime() + 86_400_000);
  expect((await lost.fail(operations.setPassword, { body: { token, password: 'too late now' } })).code).toBe(
    'unacceptable',
  );
  expect(refused).toBe(0);
});

test('another e-mail address holds once both ends have said yes, in any order', async () => {
  const mary = await server.as('mary');
  const ask = (email: string, password = PASSWORD) =>
    mary.send(operations.askForEmailChange, { body: { email, password } });
  expect((await ask('somerville@x.edu', 'wrong')).status).toBe(401);
  // An address that somebody has is answered alike; its owner alone learns of it.
  expect((await ask('ada@example.org')).status).toBe(201);
  expect((await mailsTo('ada@example.org'))[0]).toContain('An account of yours has it already');
  expect(tokenIn((await mailsTo('ada@example.org'))[0])).toBe('');

  await server.db.mail.deleteMany();
  expect((await ask('Somerville@x.edu')).body).toMatchObject({
    emailChange: { email: 'somerville@x.edu', confirmedByOld: false, confirmedByNew: false },
  });
  const anybody = await visitor();
  const [atOld, atNew] = [
    tokenIn((await mailsTo('mary@example.org'))[0]),
    tokenIn((await mailsTo('somerville@x.edu'))[0]),
  ];
  expect(await anybody.call(operations.lookAtLink, { body: { token: atNew } })).toMatchObject({
    kind: 'email',
    to: 'new',
  });
  const confirm = (token: string) => anybody.call(operations.confirmEmail, { body: { token } });
  expect(await confirm(atNew)).toEqual({ email: 'somerville@x.edu', done: false });
  expect(await confirm(atNew)).toEqual({ email: 'somerville@x.edu', done: false });
  expect((await mary.refresh()).user?.email).toBe('mary@example.org');
  expect(await confirm(atOld)).toEqual({ email: 'somerville@x.edu', done: true });
  expect((await mary.refresh()).user?.email).toBe('somerville@x.edu');
  expect((await anybody.fail(operations.confirmEmail, { body: { token: atOld } })).code).toBe('unacceptable');
  await new Client(server.app).signIn('somerville@x.edu', PASSWORD);
});

test('what waits for the old address goes to the new one, and no link to a password goes to the old one any more', async () => {
  const sofia = await server.as('sofia');
  const [before, after] = ['sofia@example.org', 'kovalevskaya@x.edu'];
  const anybody = await visitor();
  const forgotten = () => anybody.call(operations.askForPasswordLink, { body: { email: before } });
  await forgotten();
  const notice = { kind: 'graded', subject: 'Grades', text: 'Yours.', path: '/c/course' };
  const times = { writtenAt: server.clock.now, notBefore: server.clock.now };
  const userId = await server.userId('sofia');
  await server.db.mail.create({ data: { ...notice, ...times, userId, address: before } });
  await sofia.call(operations.askForEmailChange, { body: { email: after, password: PASSWORD } });
  const waiting = await server.db.mail.findMany({ where: { kind: 'email_change' } });
  const tokens = waiting.map((row) => tokenIn(compose(row, { secret: 'secret', baseUrl: BASE_URL }).text));
  await anybody.call(operations.confirmEmail, { body: { token: tokens[0]! } });
  server.clock.now = new Date(server.clock.now.getTime() + 120_000);
  // Asked for while the last word is said.
  await untilWaiting(server, 2, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    const confirming = anybody.call(operations.confirmEmail, { body: { token: tokens[1]! } });
    underway.push(confirming);
    await eventually(waitingForLocks, (count) => count === 1);
    underway.push(forgotten());
  });
  await Promise.all(underway);
  expect(
    (await mailsTo(before)).filter((text) => !text.includes('Somebody, perhaps you, asked that')),
  ).toEqual([]);
  expect((await mailsTo(after)).filter((text) => text.startsWith('Yours.'))).toHaveLength(1);
  expect(await server.db.passwordLink.count({ where: { userId } })).toBe(0);
});

test('whoever has a stolen session and password is stopped at the old address', async () => {
  const thief = await server.as('tess');
  await thief.call(operations.askForEmailChange, { body: { email: 'thief@x.edu', password: PASSWORD } });
  const anybody = await visitor();
  await anybody.call(operations.confirmEmail, {
    body: { token: tokenIn((await mailsTo('thief@x.edu'))[0]) },
  });
  const token = tokenIn((await mailsTo('tess@example.org'))[0]);
  expect(await anybody.call(operations.refuseEmail, { body: { token } })).toEqual({ sessionsEnded: true });
  expect((await thief.refresh()).user).toBeNull();
  expect((await anybody.fail(operations.confirmEmail, { body: { token } })).code).toBe('unacceptable');
});

/** Signs in at the provider and comes back. @returns where the browser is sent then */
async function signInByProvider(
  client: Client,
  next = '/account',
  change = (path: string) => path,
): Promise<string> {
  const start = await client.raw('get', `/api/session/provider?next=${encodeURIComponent(next)}`);
  const back = await provider.follow(start.headers.location ?? '');
  return (await client.raw('get', change(back))).headers.location ?? '';
}
const identity = (name: string, more = {}) => ({
  sub: `sub-${name}`,
  name,
  email: `${name}@example.org`,
  email_verified: true,
  ...more,
});

test('the provider is asked with state, nonce and PKCE, and links by a verified address alone', async () => {
  const start = await (await visitor()).raw('get', '/api/session/provider');
  const asked = new URL(start.headers.location ?? '').searchParams;
  expect([asked.get('code_challenge_method'), asked.get('scope')]).toEqual(['S256', 'openid email profile']);
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(asked.get(name)?.length).toBeGreaterThan(30);

  const browser = await visitor();
  provider.account = identity('grace', { email_verified: false });
  expect(await signInByProvider(browser)).toBe('/sign-in?problem=unverified');
  provider.account = identity('grace', { email: undefined });
  expect(await signInByProvider(browser)).toBe('/sign-in?problem=unverified');
  provider.account = identity('nobody');
  expect(await signInByProvider(browser)).toBe('/sign-in?problem=unknown');
  expect((await browser.refresh()).user).toBeNull();
  expect(await server.db.identity.count()).toBe(0);

  // A password that nobody's mail has confirmed may be a stranger's: it ends, with all its sessions.
  const before = await server.as('grace');
  provider.account = identity('grace', { email: 'Grace@Example.org' });
  expect(await signInByProvider(browser, `/c/${COURSE}`)).toBe(`/c/${COURSE}`);
  expect((await browser.refresh()).user?.name).toBe('grace');
  expect((await before.refresh()).user).toBeNull();
  expect(await browser.call(operations.getAccount)).toMatchObject({
    hasPassword: false,
    linkedAt: expect.any(String),
  });
  expect((await browser.fail(operations.unlinkProvider)).code).toBe('unacceptable');

  // From then on by who they are, whatever their address has become; and nobody else by the address.
  provider.account = identity('grace', { email: 'hopper@navy.mil' });
  expect(await signInByProvider(await visitor())).toBe('/account');
  provider.account = identity('grace', { sub: 'another' });
  expect(await signInByProvider(await visitor())).toBe('/sign-in?problem=other_person');

  // With a password of their own again, by mail, the two ways stand side by side.
  await browser.call(operations.askForPasswordLink, { body: { email: 'grace@example.org' } });
  const body = { token: tokenIn((await mailsTo('grace@example.org'))[0]), password: PASSWORD };
  await browser.call(operations.setPassword, { body });
  await browser.refresh();
  expect(await browser.call(operations.unlinkProvider)).toMatchObject({ hasPassword: true, linkedAt: null });
  provider.account = identity('grace');
  expect(await signInByProvider(await visitor())).toBe('/account');
  await server.as('grace');
});

test('somebody whom a course expects comes in by the provider, into that course', async () => {
  const grace = await server.as('grace');
  const person = { name: 'Hedy', email: 'hedy@example.org', role: 'student' as const, section: 'B' };
  await grace.call(operations.addPerson, { params: { course: COURSE }, body: person });
  provider.account = identity('hedy', { name: 'Hedy Lamarr' });
  const hedy = await visitor();
  expect(await signInByProvider(hedy, '/')).toBe('/');
  expect(await hedy.refresh()).toMatchObject({
    user: { name: 'Hedy Lamarr' },
    memberships: [{ role: 'student' }],
  });
});

test('nothing but the answer to one’s own question signs in', async () => {
  provider.account = identity('hedy');
  const browser = await visitor();
  const state = (path: string) => path.replace(/state=[^&]*/, 'state=another');
  expect(await signInByProvider(browser, '/', state)).toBe('/sign-in?problem=expired');
  const code = (path: string) => path.replace(/code=[^&]*/, 'code=another');
  expect(await signInByProvider(browser, '/', code)).toBe('/sign-in?problem=invalid');
  // An answer that was meant for another browser, and one that was used.
  const start = await browser.raw('get', '/api/session/provider');
  const back = await provider.follow(start.headers.location ?? '');
  expect((await (await visitor()).raw('get', back)).headers.location).toBe('/sign-in?problem=expired');
  expect((await browser.raw('get', back)).headers.location).toBe('/');
  expect((await browser.raw('get', back)).headers.location).toBe('/sign-in?problem=expired');
  for (const fault of ['foreign key', 'other nonce'] as const) {
    provider.fault = fault;
    const client = await visitor();
    expect([fault, await signInByProvider(client)]).toEqual([fault, '/sign-in?problem=invalid']);
    expect((await client.refresh()).user).toBeNull();
  }
  provider.account = null;
  expect(await signInByProvider(await visitor())).toBe('/sign-in?problem=refused');
  // Only pages of our own are gone to.
  provider.fault = 'none';
  provider.account = identity('hedy');
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example'])
    expect(await signInByProvider(await visitor(), next)).toBe('/');
  expect(BEFORE_DUE < server.clock.now).toBe(true);
});
