/**
 * Walks every operation of the OpenAPI document in every role and compares what happens with the policy table; then looks in all
 * that comes back, and in all that is written to people, for words that its reader must not see.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import type { ErrorBody } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import type { OperationId } from '../../contract/index.ts';
import { openApiDocument } from '../../contract/openapi.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import { FIELDS } from '../../server/features/audit-log/words.ts';
import { POLICY, isAllowed } from '../../server/policy.ts';
import type { PolicyRole } from '../../server/policy.ts';
import request from 'supertest';
import { SGD_SOURCE } from '../support/assignments.ts';
import { bodyFor, queryFor } from '../support/bodies.ts';
import { asBytes, Client } from '../support/client.ts';
import { plant } from '../support/planted.ts';
import type { Eye, Planted } from '../support/planted.ts';
import { CODE, COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

interface Visitor {
  title: string;
  role: PolicyRole;
  /** In operations that are about no course. */
  outside: PolicyRole;
  /** Whether the submission that the walk asks for is their group's. */
  owns: boolean;
  /** How they look at the course, and at the other one. */
  eyes: [Eye, Eye];
  open: () => Promise<Client>;
}

/** Who gets mail, by name. */
const EYES: Record<string, Visitor['eyes']> = {
  ada: ['owner', 'outside'],
  tess: ['ta', 'outside'],
  grace: ['instructor', 'outside'],
  sam: ['outside', 'owner'],
  tara: ['outside', 'ta'],
  oscar: ['outside', 'instructor'],
  first: ['invited', 'outside'],
  second: ['outside', 'invited'],
};

let server: TestServer;
let submissionId = '';
/** The course that is walked through, and another one beside it. */
let first: Planted;
let other: Planted;

const visitors: Visitor[] = [
  {
    title: 'anonymous',
    role: 'anonymous',
    outside: 'anonymous',
    owns: false,
    eyes: ['outside', 'outside'],
    open: async () => new Client(server.app),
  },
  {
    title: 'somebody outside the course',
    role: 'anonymous',
    outside: 'person',
    owns: false,
    eyes: ['outside', 'outside'],
    open: () => server.as('stranger'),
  },
  {
    title: 'a student of another group',
    role: 'student',
    outside: 'person',
    owns: false,
    eyes: ['student', 'outside'],
    open: () => server.as('mary'),
  },
  {
    title: 'a student of the group',
    role: 'student',
    outside: 'person',
    owns: true,
    eyes: ['owner', 'outside'],
    open: () => server.as('ada'),
  },
  {
    title: 'a TA',
    role: 'ta',
    outside: 'person',
    owns: false,
    eyes: ['ta', 'outside'],
    open: () => server.as('tess'),
  },
  {
    title: 'an administrator in no course',
    role: 'anonymous',
    outside: 'administrator',
    owns: false,
    eyes: ['outside', 'outside'],
    open: () => server.as('root'),
  },
  {
    title: 'an observer',
    role: 'observer',
    outside: 'person',
    owns: false,
    eyes: ['observer', 'outside'],
    open: () => server.as('olga'),
  },
  {
    title: 'a student who has left the course',
    role: 'anonymous',
    outside: 'person',
    owns: false,
    eyes: ['outside', 'outside'],
    open: () => server.as('lise'),
  },
  {
    title: 'an instructor',
    role: 'instructor',
    outside: 'person',
    owns: false,
    eyes: ['instructor', 'outside'],
    open: () => server.as('grace'),
  },
  ...(
    [
      ['a student of another course', 'owner', 'sam'],
      ['a TA of another course', 'ta', 'tara'],
      ['an instructor of another course', 'instructor', 'oscar'],
    ] as const
  ).map(([title, eye, name]): Visitor => ({
    title,
    role: 'anonymous',
    outside: 'person',
    owns: false,
    eyes: ['outside', eye],
    open: () => server.as(name),
  })),
];

/** Signed in once. */
const opened = new Map<string, { client: Client; csrfToken: string }>();
async function clientOf({ title, open }: Visitor): Promise<{ client: Client; csrfToken: string }> {
  const known = opened.get(title);
  if (known) return known;
  const client = await open();
  const { csrfToken } = await client.refresh();
  opened.set(title, { client, csrfToken });
  return { client, csrfToken };
}

const documented = Object.entries(
  openApiDocument().paths as Record<string, Record<string, { operationId: string }>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ path, method, operationId })),
);

beforeAll(async () => {
  server = await startTestServer();
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  await server.db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
  const course = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const others = { olga: { role: 'observer' }, lise: { role: 'student', leftAt: server.clock.now } } as const;
  for (const [name, enrolment] of Object.entries(others)) {
    const user = await server.db.user.create({ data: { email: `${name}@example.org`, name, passwordHash } });
    await server.db.enrolment.create({ data: { courseId: course.id, userId: user.id, ...enrolment } });
  }
  const otherCourse = await server.db.course.create({
    data: { slug: 'other', code: 'C 2', title: 'Other', term: 'Now', timeZone: 'America/New_York' },
  });
  const ofOther = { sam: 'student', tara: 'ta', oscar: 'instructor' } as const;
  for (const [name, role] of Object.entries(ofOther)) {
    const user = await server.db.user.create({ data: { email: `${name}@example.org`, name, passwordHash } });
    await server.db.enrolment.create({ data: { courseId: otherCourse.id, userId: user.id, role } });
  }
  const [ada, tess, grace, sam, tara, oscar] = (await Promise.all(
    ['ada', 'tess', 'grace', 'sam', 'tara', 'oscar'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client, Client];
  const people = { owner: ada, ta: tess, instructor: grace };
  first = await plant(server, { course: COURSE, prefix: 'FIRST', people });
  other = await plant(server, {
    course: 'other',
    prefix: 'SECOND',
    people: { owner: sam, ta: tara, instructor: oscar },
  });
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const submission = await ada.call(operations.createSubmission, {
    params: CODE,
    body: { idempotencyKey: randomUUID(), file },
  });
  submissionId = submission.id;
  await server.db.gradingRun.updateMany({ data: { state: 'failed', finishedAt: server.clock.now } });
});
afterAll(() => server.close());

test('the document, the operations and the policy name the same operations', () => {
  const ids = documented.map(({ operationId }) => operationId).sort();
  expect(ids).toEqual(Object.keys(operations).sort());
  expect(ids).toEqual(Object.keys(POLICY).sort());
  for (const [key, operation] of Object.entries(operations)) expect(operation.id).toBe(key);
});

/** All that comes back, what is packed as well. */
function readable(body: unknown): string {
  if (!Buffer.isBuffer(body)) return '';
  const isZip = body.subarray(0, 2).toString() === 'PK';
  return isZip
    ? Object.values(unzipSync(new Uint8Array(body)))
        .map((bytes) => Buffer.from(bytes).toString())
        .join('\n')
    : body.toString();
}

/** Words that somebody must not see, in what came back to them. */
const seenWrongly = ([ofFirst, ofOther]: Visitor['eyes'], text: string): string[] =>
  [
    ...first.words.map(({ word, readers }) => ({ word, may: readers.includes(ofFirst) })),
    ...other.words.map(({ word, readers }) => ({ word, may: readers.includes(ofOther) })),
  ]
    .filter(({ word, may }) => !may && text.includes(word))
    .map(({ word }) => word);

/** In the address of one course what is the other's. */
type Ids = Record<string, string>;
const mixed = (course: Planted, things: Planted): Ids => ({
  ...things.ids,
  course: course.ids.course!,
});

const all = Object.values(operations) as Operation[];
const reads = all.filter(({ method }) => method === 'get');
const acts = all.filter(({ method }) => method !== 'get');

function mayDo(visitor: Visitor, { id, path }: Operation): boolean {
  // What names nobody's group is one's own.
  const isOwn = path.includes('{submissionId}') ? visitor.owns : !path.includes('{rubricItemId}');
  const role = path.includes('{') ? visitor.role : visitor.outside;
  return isAllowed(id as OperationId, role, isOwn);
}

interface Answer {
  operation: string;
  status: number;
  code: string | undefined;
  text: string;
}

async function send(visitor: Visitor, operation: Operation, ids: Ids, body?: unknown): Promise<Answer> {
  const { client, csrfToken } = await clientOf(visitor);
  const url = urlOf(operation, ids, queryFor(operation, ids.userId!));
  let call = client.raw(operation.method, url).set(CSRF_HEADER, csrfToken);
  if (body !== undefined) call = call.type(operation.bodyType).send(body as object);
  const { status, body: bytes } = await asBytes(call);
  const text = readable(bytes);
  const { error } = status < 400 ? {} : (JSON.parse(text) as Partial<ErrorBody>);
  return { operation: operation.id, status, code: error?.code, text };
}

function expectRefused({ outside }: Visitor, { operation, status, code }: Answer): void {
  const refusal = outside === 'anonymous' ? [401, 'not_signed_in'] : [403, 'forbidden'];
  expect([operation, status, code]).toEqual([operation, ...refusal]);
}

function expectLetThrough({ operation, code }: Answer): void {
  for (const refusal of ['forbidden', 'not_signed_in', 'internal', 'csrf'])
    expect([operation, code]).not.toEqual([operation, refusal]);
}

describe('what is read', () => {
  test.each(visitors)('by $title', async (visitor) => {
    const read: string[] = [];
    for (const operation of reads) {
      // The run of the code has failed, so that its stream ends.
      const isStream = operation.responseType === 'text/event-stream';
      const answer = await send(visitor, operation, isStream ? { ...first.ids, submissionId } : first.ids);
      if (mayDo(visitor, operation)) expectLetThrough(answer);
      else expectRefused(visitor, answer);
      // The file of a course is all of it, what is being written as well.
      const wrong = seenWrongly(visitor.eyes, answer.text).filter(
        (word) => operation.id !== 'exportCourse' || !word.endsWith('DRAFT'),
      );
      expect([operation.id, wrong]).toEqual([operation.id, []]);
      read.push(answer.text);
    }
    // Whoever may see a word has come by it: these addresses lead to something.
    const whole = read.join('\n');
    const due = first.words.filter(({ readers }) => readers.includes(visitor.eyes[0]));
    expect(due.filter(({ word }) => !whole.includes(word))).toEqual([]);
  });

  const members = visitors.filter(({ eyes }) => eyes.some((eye) => !['outside', 'observer'].includes(eye)));
  test.each(members)(
    'by $title, with things of another course in the address of their own',
    async (visitor) => {
      const [own, their] = visitor.eyes[0] === 'outside' ? [other, first] : [first, other];
      for (const operation of reads.filter(
        ({ path, responseType }) => /\{.*\{/.test(path) && !/event/.test(responseType),
      )) {
        const { text, code } = await send(visitor, operation, mixed(own, their));
        expect([operation.id, code, seenWrongly(visitor.eyes, text)]).toEqual([operation.id, code, []]);
        expect(code).not.toBe('internal');
      }
    },
  );
});

/** All that a request can change, but sessions. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = await server.db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '%session%'`;
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await server.db.$queryRawUnsafe<{ hash: string | null }[]>(
      `SELECT md5(string_agg(t::text, '' ORDER BY t::text)) AS hash FROM "${name}" t`,
    );
    hashes[name] = row?.hash ?? '';
  }
  return hashes;
}

describe('what one may not do changes nothing, with a body that the operation takes', () => {
  test.each(visitors)('$title', async (visitor) => {
    await clientOf(visitor);
    const before = await fingerprint();
    for (const operation of acts.filter((each) => !mayDo(visitor, each))) {
      const answer = await send(visitor, operation, first.ids, bodyFor(operation, first.ids.userId!));
      expectRefused(visitor, answer);
      expect(seenWrongly(visitor.eyes, answer.text)).toEqual([]);
    }
    expect(await fingerprint()).toEqual(before);
  });

  test('an instructor, with things of another course in the address of their own', async () => {
    const oscar = visitors.find(({ title }) => title === 'an instructor of another course')!;
    await clientOf(oscar);
    const before = await fingerprint();
    const things = Object.keys(first.ids).filter((name) => name.endsWith('Id') || name === 'rerun');
    const about = acts.filter(({ path }) => things.some((thing) => path.includes(`{${thing}}`)));
    expect(about.length).toBeGreaterThan(30);
    for (const operation of about) {
      const body = bodyFor(operation, first.ids.userId!);
      const { code, text } = await send(oscar, operation, mixed(other, first), body);
      expect([operation.id, code]).not.toEqual([operation.id, 'internal']);
      expect([operation.id, seenWrongly(oscar.eyes, text)]).toEqual([operation.id, []]);
    }
    expect(await fingerprint()).toEqual(before);
  });
});

describe('what one may do', () => {
  /** With a body they would end the walk, or let out what is searched for: they get none, and complain. */
  const ENDS = /^(delete|erase|archive|changePassword|signIn|releaseGrades|changeSetState|changeEnrolment)/;

  test.each(visitors)('$title', async (visitor) => {
    for (const operation of acts.filter((each) => mayDo(visitor, each))) {
      const body = ENDS.test(operation.id) ? undefined : bodyFor(operation, first.ids.userId!);
      const answer = await send(visitor, operation, first.ids, body);
      expectLetThrough(answer);
      expect([operation.id, seenWrongly(visitor.eyes, answer.text)]).toEqual([operation.id, []]);
      if (operation.id.startsWith('signOut')) opened.delete(visitor.title);
    }
  });

  test('is told to nobody in a mail or a notice who may not know it', async () => {
    const mails = await server.db.mail.findMany();
    const notices = await server.db.notification.findMany({ include: { user: true } });
    expect([mails.length > 5, notices.length > 5]).toEqual([true, true]);
    const told = [...mails, ...notices.map(({ user, ...each }) => ({ ...each, address: user.email }))];
    const wrong = told.flatMap(({ address, subject, text, path }) => {
      const eyes = EYES[address.split('@')[0]!] ?? ['outside', 'outside'];
      return seenWrongly(eyes, [subject, text, path].join('\n')).map(
        (word) => `${address}: ${subject}: ${word}`,
      );
    });
    expect(wrong).toEqual([]);
  });
});

test('whatever all of them did is said in words, and every field that was written down has its word', async () => {
  const MACHINES = ['id', 'contentHash', 'revision'];
  const rows = await server.db.auditEvent.findMany();
  expect(new Set(rows.map(({ action }) => action)).size).toBeGreaterThan(25);
  const fieldsOf = (value: unknown): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, each]) => [key, ...(key === 'steps' ? [] : fieldsOf(each))])
      : [];
  const unnamed = rows.flatMap(({ action, details }) =>
    fieldsOf(details)
      .filter((field) => !(field in FIELDS) && !MACHINES.includes(field))
      .map((field) => `${action}: ${field}`),
  );
  expect([...new Set(unnamed)].sort()).toEqual([]);
  const grace = await server.as('grace');
  const { entries } = await grace.call(operations.listAuditLog, { params: { course: COURSE } });
  const wrong = entries
    .map(({ sentence }) => sentence)
    .filter((each) => /undefined|null|\[object/.test(each));
  expect(wrong).toEqual([]);
});

test('an address that is not in the document is not there, also for an instructor', async () => {
  const grace = await server.as('grace');
  expect((await grace.raw('get', '/api/courses')).status).toBe(404);
  expect((await request(server.app).get('/api/users')).status).toBe(404);
});
