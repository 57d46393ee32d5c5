/** Signing in under attack, passwords that change, and what is stored of visitors. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { operations } from '../../contract/index.ts';
import { Client } from '../support/client.ts';
import { startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const PASSWORD = 'correct horse';
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  // Addresses are told apart, as behind a proxy.
  server.app.set('trust proxy', 1);
});
afterAll(() => server.close());

/** A browser at an address. */
class Browser {
  readonly #agent = request.agent(server.app);
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  async signIn(name: string, password = PASSWORD): Promise<{ status: number; retryAfter: number | null }> {
    const { body } = await this.#agent.get('/api/session').set('X-Forwarded-For', this.#address);
    const answer = await this.#agent
      .post('/api/session')
      .set({ 'X-Forwarded-For': this.#address, 'x-csrf-token': (body as { csrfToken: string }).csrfToken })
      .send({ email: `${name}@example.org`, password });
    const retryAfter = answer.headers['retry-after'];
    return { status: answer.status, retryAfter: retryAfter === undefined ? null : Number(retryAfter) };
  }

  async signOut(): Promise<void> {
    const { body } = await this.#agent.get('/api/session');
    await this.#agent.delete('/api/session').set('x-csrf-token', (body as { csrfToken: string }).csrfToken);
  }
}

async function guess(name: string, address: string, times: number) {
  const answers = [];
  for (let i = 0; i < times; i += 1) answers.push(await new Browser(address).signIn(name, `guess ${i}`));
  return answers;
}

describe('guessing', () => {
  const CAMPUS = '192.0.2.1';

  test('is slowed down, and the right password still opens: where one was before, elsewhere, and after the wait', async () => {
    const own = new Browser(CAMPUS);
    expect((await own.signIn('ada')).status).toBe(200);
    await own.signOut();
    const answers = await guess('ada', CAMPUS, 12);
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(401), 429, 429]);
    // Behind the very address of the attack.
    expect((await own.signIn('ada')).status).toBe(200);
    expect((await new Browser('198.51.100.7').signIn('ada')).status).toBe(200);
    const stranger = new Browser(CAMPUS);
    const refused = await stranger.signIn('ada');
    expect(refused.status).toBe(429);
    expect(refused.retryAfter).toBe(1);
    server.clock.now = new Date(server.clock.now.getTime() + 1000 * (refused.retryAfter ?? 0));
    expect((await stranger.signIn('ada')).status).toBe(200);
  });

  test('waits double, up to a minute, and a guess that was refused makes none longer', async () => {
    const waits: (number | null)[] = [];
    await guess('emmy', CAMPUS, 9);
    for (let i = 0; i < 8; i += 1) {
      expect((await new Browser(CAMPUS).signIn('emmy', 'guess')).status).toBe(401);
      await guess('emmy', CAMPUS, 2);
      const { retryAfter } = await new Browser(CAMPUS).signIn('emmy', 'guess');
      waits.push(retryAfter);
      server.clock.now = new Date(server.clock.now.getTime() + 1000 * (retryAfter ?? 0));
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  test('from a thousand addresses is slowed down as well, and a known browser gets in beside it', async () => {
    const own = new Browser(CAMPUS);
    await own.signIn('mary');
    const statuses = [];
    for (let i = 0; i < 101; i += 1) statuses.push((await guess('mary', `203.0.${i}.1`, 1))[0]?.status);
    expect(statuses.slice(-2)).toEqual([401, 429]);
    expect((await own.signIn('mary')).status).toBe(200);
  });

  test('many at once are as many guesses', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => new Browser('203.0.113.200').signIn('sofia', 'guess')),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status, retryAfter }) => status === 429 && retryAfter === 1)).toHaveLength(20);
  });

  test('at many accounts from one address keeps no class behind it out', async () => {
    const { passwordHash } = await server.db.user.findFirstOrThrow();
    const names = Array.from({ length: 60 }, (_, i) => `student${i}`);
    await server.db.user.createMany({
      data: names.map((name) => ({ name, email: `${name}@example.org`, passwordHash })),
    });
    for (const name of names) expect((await guess(name, CAMPUS, 1))[0]?.status).toBe(401);
    const answers = await Promise.all(names.map((name) => new Browser(CAMPUS).signIn(name)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('with a device cookie of somebody else, or one that was changed, counts as a stranger’s', async () => {
    const jar = request.agent(server.app);
    const { body } = await jar.get('/api/session');
    const token = (body as { csrfToken: string }).csrfToken;
    const signedIn = await jar
      .post('/api/session')
      .set('x-csrf-token', token)
      .send({ email: 'tess@example.org', password: PASSWORD });
    const cookies = signedIn.headers['set-cookie'] as unknown as string[];
    const device = cookies.find((each) => each.startsWith('stepwise_devices=')) ?? '';
    expect(device).toMatch(/Path=\/api\/session; .*HttpOnly; SameSite=Lax/);
    await guess('grace', '127.0.0.1', 10);
    const visit = await request(server.app).get('/api/session');
    const visitCookie = (visit.headers['set-cookie'] as unknown as string[])[0]?.split(';')[0] ?? '';
    const value = device.split(';')[0] ?? '';
    for (const forged of [value, value.replace(/\.[^.]*$/, '.forged')]) {
      const answer = await request(server.app)
        .post('/api/session')
        .set({
          Cookie: `${visitCookie}; ${forged}`,
          'X-Forwarded-For': '127.0.0.1',
          'x-csrf-token': (visit.body as { csrfToken: string }).csrfToken,
        })
        .send({ email: 'grace@example.org', password: PASSWORD });
      expect(answer.status).toBe(429);
    }
  });
});

describe('a changed password', () => {
  const change = { currentPassword: PASSWORD, newPassword: 'battery staple' };

  test('ends every other session of the person, and nobody else’s', async () => {
    const [here, there, other] = [await server.as('ada'), await server.as('ada'), await server.as('tess')];
    await here.call(operations.changePassword, { body: change });
    expect((await here.refresh()).user?.name).toBe('ada');
    expect((await there.refresh()).user).toBeNull();
    expect((await other.refresh()).user?.name).toBe('tess');
    await expect(server.as('ada')).rejects.toThrow(/wrong_credentials/);
    await new Client(server.app).signIn('ada@example.org', 'battery staple');
    const events = await server.db.auditEvent.findMany({ where: { action: 'changePassword' } });
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain('battery');
  });

  test('needs the current one, and a new one that is long enough', async () => {
    const tess = await server.as('tess');
    const wrong = { ...change, currentPassword: 'wrong' };
    expect((await tess.fail(operations.changePassword, { body: wrong })).code).toBe('wrong_credentials');
    const short = { ...change, newPassword: 'short' };
    expect((await tess.fail(operations.changePassword, { body: short })).code).toBe('invalid_request');
    expect((await (await server.as('tess')).refresh()).user?.name).toBe('tess');
  });

  test('a session that begins with the old password at the same moment is ended as well', async () => {
    const emails = Array.from({ length: 5 }, (_, i) => `race${i}@example.org`);
    const { passwordHash } = await server.db.user.findFirstOrThrow({ where: { name: 'tess' } });
    for (const email of emails) {
      await server.db.user.create({ data: { email, name: email, passwordHash } });
      const changing = await new Client(server.app).signIn(email, PASSWORD);
      const racing = new Client(server.app);
      await racing.refresh();
      const late = racing.send(operations.signIn, { body: { email, password: PASSWORD } });
      await changing.call(operations.changePassword, { body: change });
      await late;
      expect((await racing.refresh()).user).toBeNull();
    }
  });
});

test('nothing is stored for whoever only looks, or fails, or leaves', async () => {
  await server.db.userSession.deleteMany();
  const visitor = new Client(server.app);
  for (let i = 0; i < 5; i += 1) await visitor.refresh();
  await visitor.fail(operations.signIn, { body: { email: 'nobody@example.org', password: 'x' } });
  await visitor.call(operations.signOut);
  for (let i = 0; i < 5; i += 1) await request(server.app).get('/api/session');
  expect(await server.db.userSession.count()).toBe(0);
  const tess = await server.as('tess');
  await tess.call(operations.signOut);
  expect(await server.db.userSession.count()).toBe(0);
});
