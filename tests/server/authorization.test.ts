/** Walks every operation of the OpenAPI document in every role and compares what happens with the policy table. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { OperationId } from '../../contract/index.ts';
import { openApiDocument } from '../../contract/openapi.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import { POLICY, isAllowed } from '../../server/policy.ts';
import type { PolicyRole } from '../../server/policy.ts';
import request from 'supertest';
import { SGD_SOURCE } from '../support/assignments.ts';
import { Client } from '../support/client.ts';
import { CODE, COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

interface Visitor {
  title: string;
  role: PolicyRole;
  /** In operations that are about no course. */
  outside: PolicyRole;
  /** Whether the submission that the walk asks for is their group's. */
  owns: boolean;
  open: () => Promise<Client>;
}

let server: TestServer;
let submissionId = '';
let rubricItemId = '';

const visitors: Visitor[] = [
  {
    title: 'anonymous',
    role: 'anonymous',
    outside: 'anonymous',
    owns: false,
    open: async () => new Client(server.app),
  },
  {
    title: 'somebody outside the course',
    role: 'anonymous',
    outside: 'person',
    owns: false,
    open: () => server.as('stranger'),
  },
  {
    title: 'a student of another group',
    role: 'student',
    outside: 'person',
    owns: false,
    open: () => server.as('mary'),
  },
  {
    title: 'a student of the group',
    role: 'student',
    outside: 'person',
    owns: true,
    open: () => server.as('ada'),
  },
  { title: 'a TA', role: 'ta', outside: 'person', owns: false, open: () => server.as('tess') },
  {
    title: 'an administrator in no course',
    role: 'anonymous',
    outside: 'administrator',
    owns: false,
    open: () => server.as('root'),
  },
  {
    title: 'an observer',
    role: 'observer',
    outside: 'person',
    owns: false,
    open: () => server.as('olga'),
  },
  {
    title: 'a student who has left the course',
    role: 'anonymous',
    outside: 'person',
    owns: false,
    open: () => server.as('lise'),
  },
  {
    title: 'an instructor',
    role: 'instructor',
    outside: 'person',
    owns: false,
    open: () => server.as('grace'),
  },
];

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
  const ada = await server.as('ada');
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const submission = await ada.call(operations.createSubmission, {
    params: CODE,
    body: { idempotencyKey: randomUUID(), file },
  });
  submissionId = submission.id;
  const tess = await server.as('tess');
  const item = await tess.call(operations.createRubricItem, {
    params: { ...CODE, question: 'sgd' },
    body: { text: 'Item', points: -1 },
  });
  rubricItemId = item.id;
});
// A stream stays open until the run is over, and whoever may regrade has just queued another.
beforeEach(async () => {
  await server.db.gradingRun.updateMany({ data: { state: 'failed', finishedAt: server.clock.now } });
});
afterAll(() => server.close());

test('the document, the operations and the policy name the same operations', () => {
  const ids = documented.map(({ operationId }) => operationId).sort();
  expect(ids).toEqual(Object.keys(operations).sort());
  expect(ids).toEqual(Object.keys(POLICY).sort());
  for (const [key, operation] of Object.entries(operations)) expect(operation.id).toBe(key);
});

describe.each(visitors)('$title', (visitor) => {
  test.each(documented)('$operationId', async ({ path, method, operationId }) => {
    const id = operationId as OperationId;
    const operation: Operation = operations[id];
    const namesSubmission = path.includes('{submissionId}');
    // What names nobody's group is one's own.
    const isOwn = namesSubmission ? visitor.owns : !path.includes('{rubricItemId}');
    const namesCourse = path.includes('{');
    const allowed = isAllowed(id, namesCourse ? visitor.role : visitor.outside, isOwn);

    const client = await visitor.open();
    const { csrfToken, user } = await client.refresh();
    const url = urlOf(operation, {
      course: COURSE,
      assignment: 'code',
      question: 'sgd',
      key: 'optim.js',
      submissionId,
      rubricItemId,
      imageId: submissionId,
      answerGroupId: submissionId,
      invitationId: submissionId,
      rerun: submissionId,
      group: submissionId,
      seq: '1',
      draft: 'code',
      userId: submissionId,
      joinLinkId: submissionId,
      extensionId: submissionId,
      importId: submissionId,
      noteId: submissionId,
      requestId: submissionId,
      commentId: submissionId,
      savedCommentId: submissionId,
      left: submissionId,
      right: submissionId,
    });
    // No body at all: whoever may do it is told so by a complaint about the body, and nothing is changed.
    const { status, body } = await client.raw(method, url).set(CSRF_HEADER, csrfToken);
    const code = (body as { error?: { code: string } }).error?.code;
    if (allowed) {
      expect(['forbidden', 'not_signed_in', 'internal', 'csrf']).not.toContain(code);
    } else {
      expect({ status, code }).toEqual(
        user ? { status: 403, code: 'forbidden' } : { status: 401, code: 'not_signed_in' },
      );
    }
  });
});

test('an address that is not in the document is not there, also for an instructor', async () => {
  const grace = await server.as('grace');
  expect((await grace.raw('get', '/api/courses')).status).toBe(404);
  expect((await request(server.app).get('/api/users')).status).toBe(404);
});
