/** Signing in and out, CSRF, throttling, and the headers of every page. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import type { ErrorBody } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import type { Operation } from '../../contract/operation.ts';
import { CSRF_HEADER, OWNER_PARAM } from '../../contract/session.ts';
import { Client } from '../support/client.ts';
import { textsOf } from '../support/groups.ts';
import { SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const codeOf = (body: unknown) => (body as ErrorBody).error.code;

test('the session says who I am and where, and forgets it when I leave', async () => {
  const grace = await server.as('grace');
  const session = await grace.refresh();
  expect(session.user?.name).toBe('grace');
  expect(session.memberships.map(({ role, course }) => [role, course.slug])).toEqual([
    ['instructor', 'course'],
  ]);
  await grace.call(operations.signOut);
  expect((await grace.refresh()).user).toBeNull();
});

test('keys that somebody has chosen are theirs wherever they sign in, and nobody else’s', async () => {
  const keys = { single: false, map: { answer: { n: 'j', j: 'n' } } };
  const tess = await server.as('tess');
  expect((await tess.refresh()).user?.keys).toBeNull();
  await tess.call(operations.chooseKeys, { body: keys });
  const elsewhere = await new Client(server.app).signIn('tess@example.org', 'correct horse');
  expect((await elsewhere.refresh()).user?.keys).toEqual(keys);
  expect((await (await server.as('grace')).refresh()).user?.keys).toBeNull();
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, place) => [`k${place}`, 'x']));
  for (const map of [{ nowhere: {} }, { answer: { n: 'x'.repeat(41) } }, { answer: many }, { answer: 3 }]) {
    const refused = await tess.fail(operations.chooseKeys, { body: { ...keys, map } as typeof keys });
    expect(refused.code).toBe('invalid_request');
  }
  expect((await tess.refresh()).user?.keys).toEqual(keys);
  // What cannot be read any more leaves the keys as they come.
  await server.db.user.update({ where: { email: 'tess@example.org' }, data: { keys: { map: 3 } } });
  expect((await tess.refresh()).user?.keys).toBeNull();
});

test('signing in makes a new session: an old cookie is worth nothing', async () => {
  const agent = request.agent(server.app);
  const before = (await agent.get('/api/session')).headers['set-cookie']?.[0] ?? '';
  const { csrfToken } = (await agent.get('/api/session')).body as { csrfToken: string };
  const after = await agent
    .post('/api/session')
    .set('x-csrf-token', csrfToken)
    .send({ email: ' ADA@example.org', password: 'correct horse' });
  expect(after.status).toBe(200);
  expect(after.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Lax/);
  const old = await request(server.app)
    .get('/api/session')
    .set('Cookie', before.split(';')[0] ?? '');
  expect((old.body as { user: unknown }).user).toBeNull();
});

test('a wrong password and an unknown account are answered alike', async () => {
  const client = new Client(server.app);
  await client.refresh();
  const wrong = await client.fail(operations.signIn, { body: { email: 'ada@example.org', password: 'x' } });
  const unknown = await client.fail(operations.signIn, {
    body: { email: 'nobody@example.org', password: 'x' },
  });
  expect(wrong).toEqual(unknown);
  expect(wrong.code).toBe('wrong_credentials');
});

test('without the CSRF token nothing is changed', async () => {
  const ada = await server.as('ada');
  const url = '/api/courses/course/assignments/sheet/document/texts/one';
  const body = { text: 'x' };
  for (const token of ['', 'f'.repeat(64)]) {
    const answer = await ada.raw('put', url).set('x-csrf-token', token).send(body);
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'csrf']);
  }
  expect(await textsOf(SHEET, ada)).toEqual({});
});

test('a request that is not as the contract says is told where', async () => {
  const ada = await server.as('ada');
  const params = { ...SHEET, key: 'one' };
  const error = await ada.fail(operations.writeText, { params, body: { text: 7 as never } });
  expect(error).toMatchObject({ status: 400, code: 'invalid_request' });
  expect(error.details).toMatchObject({ issues: [{ in: 'body', path: 'text' }] });
  const { csrfToken } = await ada.refresh();
  const url = '/api/courses/course/assignments/sheet/document/texts/one';
  const send = (text: string) =>
    ada.raw('put', url).set({ 'x-csrf-token': csrfToken, 'content-type': 'application/json' }).send(text);
  expect(codeOf((await send('{')).body)).toBe('invalid_request');
  const large = await send(JSON.stringify({ text: 'x'.repeat(3_000_000) }));
  expect([large.status, codeOf(large.body)]).toEqual([413, 'too_large']);
  expect((await ada.raw('get', '/api/courses/%E0%A4%A')).status).toBe(400);
});

test('answers carry a content security policy and are not kept by caches', async () => {
  const { headers } = await request(server.app).get('/api/health');
  expect(headers['content-security-policy']).toContain("script-src 'self';");
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-powered-by']).toBeUndefined();
  const docs = await request(server.app).get('/api/docs/');
  expect(docs.text).toContain('swagger-ui-bundle.js');
  expect((await request(server.app).get('/api/docs/swagger-ui-bundle.js')).status).toBe(200);
});

test('a page of one person is answered nothing of another who has signed in in the same browser since', async () => {
  const emmy = await server.as('emmy');
  const { csrfToken } = await emmy.refresh();
  const ask = (operation: Operation, owner: string) =>
    emmy
      .raw(operation.method, operation.path.replace(/\{\w+\}/g, 'x'))
      .query({ [OWNER_PARAM]: owner })
      .set({ [CSRF_HEADER]: csrfToken });
  const ada = await server.userId('ada');
  const answered: string[] = [];
  for (const operation of Object.values(operations) as Operation[]) {
    // It is no route of theirs: whether the server is up is known before anybody is.
    if (operation.id === operations.getHealth.id) continue;
    const { status, text } = await ask(operation, ada);
    if (status === 401) expect(text).toContain('Somebody else has signed in in this browser');
    else answered.push(operation.id);
  }
  // What is there for everybody, and the way back.
  expect(answered.toSorted()).toEqual([
    'getCalendar',
    'getOpenApi',
    'getSession',
    'getSetup',
    'getWaysIn',
    'signIn',
  ]);
  const own = await ask(operations.getAccount, await server.userId('emmy'));
  expect(own.status).toBe(200);
});
