/** Whatever a request holds, it is the caller's mistake or it is done: never our fault. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import express from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { z } from 'zod';
import { PageMessage } from '../../contract/documents.ts';
import { operations } from '../../contract/index.ts';
import { LENIENT } from '../../contract/policy.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import { createLog } from '../../server/log.ts';
import { handleErrors } from '../../server/middleware/handleErrors.ts';
import { serveBuiltClient } from '../../server/middleware/serveClient.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { png } from '../support/images.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, grace: Client;
let submissionId: string;
beforeAll(async () => {
  server = await startTestServer();
  [ada, grace] = [await server.as('ada'), await server.as('grace')];
  const body = { idempotencyKey: randomUUID(), answers: { one: 'One.' } };
  ({ id: submissionId } = await ada.call(operations.createSubmission, { params: SHEET, body }));
});
afterAll(() => server.close());
const signedIn = async (client: Client, name: string): Promise<Client> =>
  (await client.refresh()).user === null ? server.as(name) : client;
/** Some operations close what the others act on: sessions, the course, the set. */
beforeEach(async () => {
  await server.db.course.updateMany({ data: { archivedAt: null } });
  await server.db.assignment.updateMany({ data: { archivedAt: null, hiddenAt: null } });
  [ada, grace] = [await signedIn(ada, 'ada'), await signedIn(grace, 'grace')];
});

type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
} & Record<string, unknown>;
const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'input'): Schema =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;

/** Every schema inside of one. */
function* within(schema: Schema): Generator<Schema> {
  yield schema;
  for (const value of Object.values(schema))
    if (typeof value === 'object' && value !== null) yield* within(value as Schema);
}

test('every whole number that an operation takes fits the database', () => {
  const taken = (Object.values(operations) as Operation[]).flatMap(({ id, params, body, query }) =>
    [params, body, query].map((part) => [id, part] as const),
  );
  // Of a page that is there nothing is stored, and its client is a number of its own.
  const messages = PageMessage.options.flatMap((message) => {
    const { type } = message.shape;
    return type.value === 'presence' ? [] : [[`message ${type.value}`, message] as const];
  });
  // A number in an address is a text before it is read.
  for (const io of ['input', 'output'] as const)
    for (const [id, part] of [...taken, ...messages])
      for (const { type, maximum } of within(schemaOf(part, io)))
        if (type === 'integer') expect([id, Number(maximum) < 2 ** 31]).toEqual([id, true]);
});

test('what is refused leaves no group behind: a draft, an image, a submission, an invitation', async () => {
  const emmy = await server.as('emmy');
  const { csrfToken } = await emmy.refresh();
  const groups = await server.db.group.count();
  const answers = [
    await emmy.send(operations.writeText, { params: { ...SHEET, key: 'nothing' }, body: { text: 'a' } }),
    await emmy.send(operations.writeText, {
      params: { ...SHEET, key: 'one' },
      body: { text: 'a'.repeat(999_999) },
    }),
    await emmy
      .raw('post', urlOf(operations.uploadImage, SHEET, { name: 'a.png' }))
      .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
      .send(Buffer.from('no image')),
    await emmy.send(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { one: ' ' } },
    }),
    await emmy.send(operations.inviteToMyGroup, { params: SHEET, body: { userId: randomUUID() } }),
  ];
  for (const { status } of answers) expect([400, 404, 409, 413, 422]).toContain(status);
  expect(await server.db.group.count()).toBe(groups);
  // What is taken makes one.
  await emmy.call(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text: 'a' } });
  expect(await server.db.group.count()).toBe(groups + 1);
});

const TEXTS = [
  '',
  'one',
  '\0',
  '\ud800',
  'a\udc00b',
  '😀',
  '__proto__',
  'x'.repeat(3_000),
  '../..',
  "'; --",
  '%00',
];
const NUMBERS = [0, 1, -1, 0.5, 1_000, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e308];

function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, properties, items, anyOf, enum: choices, additionalProperties } = schema;
  if (Array.isArray(choices)) return fc.constantFrom<unknown>(...choices, 'none');
  if (anyOf) return fc.oneof(...anyOf.map(valueOf));
  if (type === 'object' && properties)
    return fc.record(
      Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, valueOf(each)])),
    );
  if (type === 'object')
    return fc.dictionary(fc.constantFrom(...TEXTS), valueOf((additionalProperties ?? {}) as Schema), {
      maxKeys: 3,
    });
  if (type === 'array') return fc.array(valueOf(items ?? {}), { maxLength: 3 });
  if (type === 'integer' || type === 'number') return fc.constantFrom(...NUMBERS);
  if (type === 'boolean') return fc.boolean();
  if (schema.format === 'uuid')
    return fc.constantFrom(submissionId, randomUUID(), 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  if (schema.format === 'date-time') return fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z');
  return fc.constantFrom(...TEXTS, randomUUID());
}

const PARAMS: Record<string, fc.Arbitrary<string>> = {
  course: fc.constant(COURSE),
  assignment: fc.constant('sheet'),
  question: fc.constantFrom('one', 'two', 'three'),
};

/** `RUNS=12` sends twice as many to each operation. */
const RUNS = Number(process.env.RUNS ?? 6);

describe('no operation answers with our fault', () => {
  const all = (Object.values(operations) as Operation[]).filter(
    ({ id, responseType }) => !['signOut', 'signIn'].includes(id) && responseType !== 'text/event-stream',
  );
  test.each(all.map((operation) => [operation.id, operation] as const))('%s', async (_, operation) => {
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const params = fc.record(
      Object.fromEntries(
        names.map((name) => [
          name,
          fc.oneof(
            { weight: 4, arbitrary: PARAMS[name] ?? valueOf({ type: 'string', format: 'uuid' }) },
            fc.constantFrom('%00', '\ufffd', 'a'.repeat(300)),
          ),
        ]),
      ),
    );
    const query = valueOf(schemaOf(operation.query));
    const isFile = operation.bodyType === 'application/octet-stream';
    const body = isFile
      ? fc.constantFrom(
          png(),
          Buffer.from('<svg'),
          Buffer.from('PK\x03\x04'),
          Buffer.from('\\begin{document}'),
        )
      : valueOf(schemaOf(operation.body));
    let { csrfToken } = await grace.refresh();
    await fc.assert(
      fc.asyncProperty(params, query, body, async (values, asked, sent) => {
        const search = Object.fromEntries(
          Object.entries((asked ?? {}) as Record<string, string>).map(([key, value]) => [
            key,
            String(value).toWellFormed(),
          ]),
        );
        const url = urlOf(operation, values as Record<string, string>, search);
        let call = grace.raw(operation.method, url).set('x-csrf-token', csrfToken);
        if (!(operation.body instanceof z.ZodUndefined))
          call = call
            .type(isFile ? 'application/octet-stream' : 'json')
            .send(isFile ? (sent as Buffer) : JSON.stringify(sent));
        const { status, text } = await call;
        expect({ status, text }).not.toMatchObject({ status: 500 });
        // The session may have ended by it.
        if (status === 401 || status === 403) ({ csrfToken } = await grace.refresh());
      }),
      { seed: 13, numRuns: RUNS },
    );
  });
});

describe('bodies', () => {
  const send = async (headers: Record<string, string>, body: Buffer | string) => {
    const { csrfToken } = await ada.refresh();
    return ada
      .raw('post', urlOf(operations.createSubmission, SHEET))
      .set({ 'Content-Type': 'application/json', 'x-csrf-token': csrfToken, ...headers })
      .serialize((data: unknown) => data as string)
      .send(body);
  };

  test.each(['gzip', 'deflate', 'br', 'gzip, br', 'compress', 'x'])('%s that is none', async (encoding) => {
    const { status, body } = await send({ 'Content-Encoding': encoding }, '{"answers":{}}');
    expect([status, (body as { error: { code: string } }).error.code]).toEqual([400, 'invalid_request']);
  });

  test('of a charset that nobody knows', async () => {
    expect((await send({ 'Content-Type': 'application/json; charset=x' }, '{}')).status).toBe(400);
  });

  test.each([
    ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 413],
    ['of very many values', `[${'0,'.repeat(900_000)}0]`, 413],
    ['of very many keys', `{${Array.from({ length: 100_000 }, (_, key) => `"${key}":""`).join()}}`, 413],
  ])('%s', async (_, body, status) => {
    const answer = await send({}, body);
    expect(answer.status).toBe(status);
  });

  test('halves of a surrogate pair are stored as characters', async () => {
    // The requests above may have released grades.
    await server.db.assignment.updateMany({ data: { gradesReleasedAt: null } });
    const body = { idempotencyKey: randomUUID(), answers: { one: 'half \ud800 of a pair', two: '\udc00' } };
    const answer = await send({}, JSON.stringify(body));
    expect(answer.status).toBe(201);
    const rows = await server.db.answer.findMany({
      where: { submissionId: (answer.body as { id: string }).id },
    });
    expect(rows.map(({ text }) => text).sort()).toEqual(['half \ufffd of a pair', '\ufffd']);
  });

  test('a revision that no integer of the database holds', async () => {
    const params = { submissionId, question: 'one' };
    const failure = await grace.fail(operations.gradeAnswer, {
      params,
      body: { appliedItemIds: [], adjustment: 0, comment: '', baseRevision: 2 ** 31 },
    });
    expect(failure.status).toBe(400);
    expect(
      (await grace.fail(operations.ungradeAnswer, { params, query: { baseRevision: 2 ** 31 } })).status,
    ).toBe(400);
  });
});

describe('a time far away', () => {
  const TIMES = [
    '0001-01-01 00:00',
    '1969-12-31 23:59',
    '1970-01-02 00:00',
    '2999-12-31 23:59',
    '3000-01-01 00:00',
    '9999-12-31 23:59',
  ];
  const POLICY = {
    ...{ opens: null, closes: null, category: null, weight: 1, heldBack: {}, anonymous: null },
    late: { ...LENIENT, window: { days: 366 } },
  };
  const target = { kind: 'section', section: 'Far' } as const;
  const NO_TIMES = { opens: null, window: null, closes: null, releases: null };
  const SETTING: Record<string, (at: string) => Promise<{ status: number }>> = {
    release: (at) => grace.send(operations.releaseGrades, { params: SHEET, body: { released: true, at } }),
    opens: (opens) =>
      grace.send(operations.decideSetPolicy, { params: SHEET, body: { policy: { ...POLICY, opens } } }),
    closes: (closes) =>
      grace.send(operations.decideSetPolicy, { params: SHEET, body: { policy: { ...POLICY, closes } } }),
    heldBack: (until) =>
      grace.send(operations.decideSetPolicy, {
        params: SHEET,
        body: { policy: { ...POLICY, heldBack: { one: until } } },
      }),
    extension: (until) =>
      grace.send(operations.grantExtension, {
        params: SHEET,
        body: { ...NO_TIMES, until, target, reason: 'Far' },
      }),
    publish: (at) => {
      const files = titled(`On ${at}`, SHEET_FILES);
      files['assignment.yaml'] = files['assignment.yaml']!.replace(/^due: .*$/m, `due: ${at}`);
      const body = { files, slug: `due-${at.slice(0, 4)}`, samples: 'left_out' as const };
      return grace.send(operations.publishAssignment, { params: { course: COURSE }, body });
    },
    publishedLater: (at) => {
      const due = `${at.replace(' ', 'T')}:00Z`;
      const body = {
        files: titled(`Later ${at}`, SHEET_FILES),
        slug: `later-${at.slice(0, 4)}`,
        due,
        samples: 'left_out' as const,
      };
      return grace.send(operations.publishAssignment, { params: { course: COURSE }, body });
    },
  };
  test.each(Object.keys(SETTING))('set by %s is refused, or can be read by everybody', async (how) => {
    await server.db.enrolment.updateMany({ where: { user: { name: 'mary' } }, data: { section: 'Far' } });
    let taken = 0;
    for (const at of TIMES) {
      const { status } = await SETTING[how]!(at);
      expect([at, status < 500]).toEqual([at, true]);
      if (status < 300) taken += 1;
      for (const client of [ada, await server.as('mary'), grace]) {
        await client.call(operations.listAssignments, { params: { course: COURSE } });
        await client.call(operations.getAssignment, { params: SHEET });
      }
      await grace.call(operations.getGradebook, { params: { course: COURSE } });
    }
    expect(taken).toBeGreaterThan(0);
    await grace.send(operations.releaseGrades, { params: SHEET, body: { released: false } });
    await grace.send(operations.decideSetPolicy, {
      params: SHEET,
      body: { policy: { ...POLICY, late: LENIENT } },
    });
  });
});

test('a text that YAML’s own escapes make, and no database stores, is a mistake with its line', async () => {
  for (const escape of ['\\0', '\\uD800', '\\x00']) {
    const files = { ...SHEET_FILES };
    files['assignment.yaml'] = files['assignment.yaml']!.replace(/^title: .*$/m, `title: "A${escape}B"`);
    const { problems } = await grace.call(operations.checkAssignment, {
      params: { course: COURSE },
      body: { files, slug: 'garbled' },
    });
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [expect.any(Number), expect.stringContaining('title: holds')],
    ]);
    const body = { files, slug: 'garbled', samples: 'left_out' as const };
    const failure = await grace.fail(operations.publishAssignment, { params: { course: COURSE }, body });
    expect(failure.status).toBeLessThan(500);
  }
});

describe('files of the pages', () => {
  const app = express();
  app.use(serveBuiltClient());
  app.use(handleErrors(createLog('test', 'silent'), () => new Date()));
  test.each([
    '/assets/..%2f',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/none.js',
    '/assets/%00',
    '/assets/%ff',
    '/%ff',
  ])('%s', async (path) => {
    const { status } = await request(app).get(path);
    expect([400, 404]).toContain(status);
  });
});
