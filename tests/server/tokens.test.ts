/** Personal tokens: what they may do, how they end, and publishing with one from the command line. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import request from 'supertest';
import type { ErrorBody } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import type { OperationId } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import type { TokenScope } from '../../contract/tokens.ts';
import { isTokenFor } from '../../server/policy.ts';
import { stepwiseIn } from '../cli/stepwise.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import { BEFORE_DUE, COURSE, PASSWORD, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let address = '';
let directory = '';
beforeAll(async () => {
  server = await startTestServer();
  address = await server.listen();
  directory = await mkdtemp(join(tmpdir(), 'stepwise-tokens-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await server.close();
});

async function tokenOf(name: string, scopes: TokenScope[] = ['sets']): Promise<string> {
  const client = await server.as(name);
  return (await client.call(operations.makeToken, { body: { name: 'laptop', scopes, days: 30 } })).token;
}

/** A request that carries a token and nothing else, unless a cookie is given. */
async function ask(token: string, operation: Operation, { params = {}, body = {}, cookie = '' } = {}) {
  const names = { course: COURSE, assignment: 'sheet', question: 'one', ...params };
  const every = operation.path.replace(/\{(\w+)\}/g, (all, key: string) =>
    key in names ? all : '00000000-0000-4000-8000-000000000000',
  );
  const url = urlOf({ path: every }, names);
  const call = request(server.app)[operation.method](url).set('Authorization', `Bearer ${token}`);
  if (cookie) void call.set('Cookie', cookie);
  const answer = await (operation.method === 'get' ? call : call.send(body));
  return {
    status: answer.status,
    error: (answer.body as Partial<ErrorBody>).error,
    body: answer.body as unknown,
  };
}

test('a token is shown once and kept as a hash; making and ending it are written down', async () => {
  const grace = await server.as('grace');
  const body = { name: ' lab ', scopes: ['sets', 'sets'] as TokenScope[], days: 7 as const };
  const made = await grace.call(operations.makeToken, { body });
  expect(made.token).toMatch(/^stepwise_[\w-]{43}$/);
  const [row] = made.tokens;
  expect(row).toMatchObject({ name: 'lab', scopes: ['sets'], usedAt: null });
  expect(row?.expiresAt).toBe(new Date(BEFORE_DUE.getTime() + 7 * 86_400_000).toISOString());
  expect(JSON.stringify(await server.db.personalToken.findMany())).not.toContain(made.token);
  expect(JSON.stringify(await grace.call(operations.listTokens))).not.toContain(made.token);
  const held = await ask(made.token, operations.getToken);
  expect(held.body).toMatchObject({
    user: { name: 'grace' },
    courses: [{ course: { slug: COURSE }, role: 'instructor' }],
  });
  expect((await grace.call(operations.listTokens)).tokens[0]?.usedAt).not.toBeNull();
  // Nobody else's can be ended.
  const tess = await server.as('tess');
  expect(await tess.fail(operations.revokeToken, { body: { id: row!.id } })).toMatchObject({ status: 404 });
  await grace.call(operations.revokeToken, { body: { id: row!.id } });
  expect((await ask(made.token, operations.getToken)).status).toBe(401);
  const acts = await server.db.auditEvent.findMany({ where: { subject: row!.id }, orderBy: { at: 'asc' } });
  expect(acts.map(({ action }) => action)).toEqual(['makeToken', 'revokeToken']);
});

describe('what is no token of now is refused, with words, and whatever cookie comes with it', () => {
  const refusal = { status: 401, error: { code: 'not_signed_in' } };

  test.each([
    ['none', 'x'],
    ['a random one', `stepwise_${'A'.repeat(43)}`],
    ['a long one', `stepwise_${'A'.repeat(4000)}`],
    ['SQL', "stepwise_'OR''='"],
  ])('%s', async (_, token) => {
    const { cookie } = await server.as('grace');
    for (const operation of [operations.getToken, operations.getSession, operations.publishAssignment]) {
      const answer = await ask(token, operation, { cookie });
      expect(answer).toMatchObject(refusal);
      expect(answer.error?.message).toMatch(/^This token is none, or has ended/);
    }
  });

  test('an expired one says when', async () => {
    const token = await tokenOf('grace');
    server.clock.now = new Date(BEFORE_DUE.getTime() + 31 * 86_400_000);
    const answer = await ask(token, operations.getToken);
    server.clock.now = BEFORE_DUE;
    expect(answer).toMatchObject(refusal);
    expect(answer.error?.message).toMatch(/^This token expired on 2026-12-31/);
  });

  test('all of a person end with another password, and by signing out everywhere', async () => {
    const first = await tokenOf('emmy');
    const emmy = await server.as('emmy');
    const newPassword = 'another long one';
    await emmy.call(operations.changePassword, { body: { currentPassword: PASSWORD, newPassword } });
    await emmy.refresh();
    expect(await ask(first, operations.getToken)).toMatchObject(refusal);
    expect((await emmy.call(operations.listTokens)).tokens).toEqual([]);
    const { token } = await emmy.call(operations.makeToken, {
      body: { name: 'laptop', scopes: ['sets'], days: 30 },
    });
    expect((await ask(token, operations.getToken)).status).toBe(200);
    await emmy.call(operations.signOutEverywhere);
    expect(await ask(token, operations.getToken)).toMatchObject(refusal);
  });
});

describe('a token does what it is for and nothing else', () => {
  // What asks for no session is answered to anybody.
  const all = (Object.values(operations) as Operation[]).filter(
    ({ id }) => id !== 'getHealth' && id !== 'getOpenApi',
  );

  test.each([
    ['sets', ['ada', 'mary']],
    ['courses', ['sofia', 'tess']],
  ] as [TokenScope, string[]][])('%s', async (scope, people) => {
    const tokens = await Promise.all(people.map((name) => tokenOf(name, [scope])));
    const rows = await server.db.auditEvent.count();
    const beyond = all.filter(({ id }) => !isTokenFor([scope], id as OperationId));
    expect(beyond.length).toBeGreaterThan(100);
    for (const [index, operation] of beyond.entries()) {
      // In turns: nobody may ask so often.
      const { status, error } = await ask(tokens[index % tokens.length]!, operation);
      expect([operation.id, status, error?.code]).toEqual([operation.id, 403, 'forbidden']);
      expect(error?.message).toMatch(/and nothing else/);
    }
    expect(await server.db.auditEvent.count()).toBe(rows);
  });

  test('and never more than its owner may do at that moment', async () => {
    const token = await tokenOf('grace');
    const body = { files: SHEET_FILES, slug: 'sheet' };
    const publish = () => ask(token, operations.publishAssignment, { body });
    expect((await publish()).body).toMatchObject({ change: 'unchanged' });
    const userId = await server.userId('grace');
    const be = (data: { role?: 'ta' | 'instructor'; leftAt?: Date | null }) =>
      server.db.enrolment.updateMany({ where: { userId }, data });
    await be({ role: 'ta' });
    expect(await publish()).toMatchObject({ status: 403 });
    await be({ role: 'instructor', leftAt: BEFORE_DUE });
    expect(await publish()).toMatchObject({ status: 403 });
    await be({ leftAt: null });
    expect((await publish()).status).toBe(201);
  });

  test('a script that asks without end is told to wait', async () => {
    const token = await tokenOf('stranger');
    const answers = [];
    for (let asked = 0; asked < 125; asked += 1) answers.push(await ask(token, operations.getToken));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(answers.at(-1)?.error).toMatchObject({ code: 'throttled' });
  });
});

describe('from the command line', () => {
  const config = () => join(directory, 'config');
  const command = (args: string[], { input = '', token = '' } = {}) =>
    stepwiseIn({ env: { XDG_CONFIG_HOME: config(), STEPWISE_TOKEN: token }, input }, ...args);

  async function folderOf(name: string, files: Record<string, string>): Promise<string> {
    const folder = join(directory, name);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return folder;
  }

  test('one logs in, looks at what publishing does, and publishes', async () => {
    const fresh = titled('Fresh', SHEET_FILES);
    const folder = await folderOf('fresh', fresh);
    const publish = (...flags: string[]) =>
      command(['publish', folder, '--server', address, '--course', COURSE, ...flags]);
    const early = await publish('--yes');
    expect([early.code, early.stderr]).toEqual([2, expect.stringMatching(/stepwise login --server/)]);
    const wrong = await command(['login', '--server', address], { input: `stepwise_${'A'.repeat(43)}\n` });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/This token is none/)]);

    const token = await tokenOf('grace');
    const done = await command(['login', '--server', `${address}/c/x`], { input: `${token}\n` });
    expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/as grace, until 2026-12-31/)]);
    expect(done.stdout).not.toContain(token);
    const kept = join(config(), 'stepwise/servers.json');
    expect(await readFile(kept, 'utf8')).toContain(token);
    expect((await stat(kept)).mode & 0o777).toBe(0o600);

    const seen = await publish();
    expect([seen.code, seen.stdout]).toEqual([1, expect.stringMatching(/fresh, version 1: .*\n {2}one: /)]);
    expect(seen.stdout).toContain('Nothing was published');
    expect(await server.db.assignment.count({ where: { slug: 'fresh' } })).toBe(0);
    const published = await publish('--yes');
    expect([published.code, published.stdout]).toEqual([0, expect.stringMatching(/version 1 \(new\)\n$/)]);
    expect(
      await server.db.assignmentVersion.findFirst({ where: { assignment: { slug: 'fresh' } } }),
    ).toMatchObject({
      files: fresh,
      publishedById: await server.userId('grace'),
    });
    expect((await publish('--yes')).stdout).toMatch(/\(unchanged\)/);
    expect(
      (await command(['publish', folder, '--server', 'http://x.edu', '--course', COURSE])).stderr,
    ).toMatch(/https alone/);
    expect((await publish('--as', 'tess@example.org')).code).toBe(2);
  });

  test('what check refuses is refused before anything is sent', async () => {
    const broken = { ...SHEET_FILES, 'questions/one/question.yaml': 'kind: written\nid: one\npoints: -1\n' };
    const folder = await folderOf('broken', broken);
    const flags = ['--server', 'http://127.0.0.1:9', '--course', COURSE, '--yes'];
    const refused = await command(['publish', folder, ...flags], { token: 'stepwise_x' });
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringMatching(/question\.yaml:3: .*[^]*Nothing was published/),
    ]);
  });

  test('a course is fetched and brought back', async () => {
    const zip = join(directory, 'course.zip');
    const token = await tokenOf('grace', ['courses']);
    const fetching = ['course', 'export', COURSE, '--server', address, '--out', zip];
    expect((await command(fetching, { token })).code).toBe(0);
    // What is there is not written over.
    expect((await command(fetching, { token })).code).toBe(2);
    const bringing = ['course', 'import', zip, '--server', address, '--slug', 'again', '--yes'];
    expect(await command(bringing, { token })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/administrators/),
    });
    await server.db.user.updateMany({ where: { name: 'grace' }, data: { isAdministrator: true } });
    const done = await command(bringing, { token });
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('/c/again: C 1')]);
    expect(await server.db.assignment.count({ where: { course: { slug: 'again' } } })).toBeGreaterThan(1);
    expect((await command(bringing, { token })).stderr).toMatch(/There is a course at \/c\/again already/);
  });
});
