/** "Try as a student": an instructor goes a student's way through a set, and no list of anybody knows. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { OperationId } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import { CODE_FILES, SGD_SOURCE, SHEET_FILES } from '../support/assignments.ts';
import { asBytes, Client } from '../support/client.ts';
import {
  AFTER_DUE,
  BEFORE_DUE,
  COURSE,
  eventually,
  passEverything,
  PASSWORD,
  SHEET,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const MARKER = 'xylophone-of-nobody';
const params = { course: COURSE };

let server: TestServer;
let grace: Client;
let adasSubmission = '';
beforeAll(async () => {
  server = await startTestServer(undefined, { mailMode: 'shown' });
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  await server.db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
  await server.work(passEverything);
  grace = await server.as('grace');
  const ada = await server.as('ada');
  const file = { name: 'optim.js', text: SGD_SOURCE };
  for (const body of [
    { assignment: 'sheet', answers: { one: 'Of Ada.', two: 'Of Ada, too.' } },
    { assignment: 'code', file },
  ]) {
    const { assignment, ...work } = body;
    const made = await ada.call(operations.createSubmission, {
      params: { course: COURSE, assignment },
      body: { idempotencyKey: randomUUID(), ...work },
    });
    adasSubmission = made.id;
  }
  await graded(ada, adasSubmission);
});
afterAll(() => server.close());

const graded = (client: Client, submissionId: string) =>
  eventually(
    () => client.call(operations.getSubmission, { params: { submissionId } }),
    ({ run }) => run?.state === 'done',
  );

/** What is answered differently each time, or is one's own and no course's. */
const OWN: readonly OperationId[] = [
  'getHealth',
  'getSession',
  'streamSubmission',
  'streamAnswers',
  'streamSets',
  'exportMyData',
  'getToken',
];

/** Where nothing is answered without. */
const QUERIES: Partial<Record<OperationId, Record<string, string>>> = {
  listSimilarWork: { work: 'one', terms: 'all' },
  compareWork: { work: 'one' },
};

/** Everything that can be read: of a course by its instructor, by a fellow student, and of all courses by an administrator. */
async function readEverything(): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const names = {
    ...params,
    draft: 'sheet',
    question: 'one',
    key: 'one',
    seq: '1',
    submissionId: adasSubmission,
    userId: await server.userId('grace'),
    left: adasSubmission,
    right: adasSubmission,
  };
  const reads = (Object.values(operations) as Operation[]).filter(
    ({ id, method }) => method === 'get' && !OWN.includes(id as OperationId),
  );
  for (const name of ['grace', 'ada', 'root']) {
    const client = await server.as(name);
    for (const operation of reads.filter(({ path }) => name !== 'root' || !path.includes('{')))
      for (const assignment of operation.path.includes('{assignment}') ? ['sheet', 'code'] : ['sheet']) {
        const filled = operation.path.replace(/\{(\w+)\}/g, (all, key: string) =>
          key === 'assignment' || key in names ? all : adasSubmission,
        );
        const url = urlOf({ path: filled }, { ...names, assignment }, QUERIES[operation.id as OperationId]);
        const call = client.raw('get', url).buffer(true);
        if (operation.responseType === 'application/octet-stream') asBytes(call);
        const { status, body, text } = await call;
        const read = Buffer.isBuffer(body) ? body.toString('latin1') : text;
        answers.set(`${name} ${operation.id} ${assignment}`, `${status} ${read}`);
      }
  }
  return answers;
}

test('the whole way works, and nothing that anybody can read is other than before', async () => {
  const before = await readEverything();
  expect(before.get('grace getGradebook sheet')).toContain('ada');
  expect(before.get('grace exportCourse sheet')).toMatch(/^200 PK/);
  const told = [await server.db.notification.count(), await server.db.mail.count()];

  // Past its due time, and open all the same.
  server.clock.now = AFTER_DUE;
  const sheet = await grace.call(operations.tryAsStudent, { params, body: { set: 'sheet' } });
  const code = await grace.call(operations.tryAsStudent, { params, body: { set: 'code' } });
  expect(code.course).toBe(sheet.course);
  const mine = (assignment: string) => ({ course: sheet.course, assignment });
  const view = await grace.call(operations.getAssignment, { params: mine('sheet') });
  expect(view).toMatchObject({ title: 'A sheet', version: 1 });
  const text = `Of ${MARKER}.`;
  await grace.call(operations.writeText, { params: { ...mine('sheet'), key: 'one' }, body: { text } });
  const written = await grace.call(operations.createSubmission, {
    params: mine('sheet'),
    body: { idempotencyKey: randomUUID(), answers: { one: text, two: '' } },
  });
  const file = { name: 'optim.js', text: `${SGD_SOURCE}// ${MARKER}\n` };
  const program = await grace.call(operations.createSubmission, {
    params: mine('code'),
    body: { idempotencyKey: randomUUID(), file },
  });
  expect((await graded(grace, program.id)).run).toMatchObject({ state: 'done' });
  const feedback = await grace.call(operations.getFeedback, { params: mine('code') });
  expect(JSON.stringify(feedback)).toContain('message of');
  expect(
    JSON.stringify(await grace.call(operations.listAssignments, { params: { course: sheet.course } })),
  ).toContain(written.id);

  // Nobody else comes in, administrators included.
  for (const name of ['tess', 'ada', 'root'])
    expect(
      await (await server.as(name)).fail(operations.getAssignment, { params: mine('sheet') }),
    ).toMatchObject({
      status: 403,
    });

  server.clock.now = BEFORE_DUE;
  const after = await readEverything();
  for (const [what, answer] of after) {
    expect([what, answer.includes(MARKER) || answer.includes(sheet.course)]).toEqual([what, false]);
    expect([what, answer]).toEqual([what, before.get(what)]);
  }
  expect([await server.db.notification.count(), await server.db.mail.count()]).toEqual(told);
  const { url } = await grace.call(operations.makeCalendarLink);
  const { pathname, search } = new URL(url!);
  const calendar = await grace.raw('get', pathname + search);
  expect(calendar.text).toContain('A sheet due');
  expect(calendar.text).not.toContain(sheet.course);
});

test('a set that changed is tried as it is now, files before anything is published', async () => {
  const files = { ...SHEET_FILES, 'questions/one/statement.md': 'Explain otherwise.\n' };
  const { course, set } = await grace.call(operations.tryAsStudent, {
    params,
    body: { set: 'sheet', files },
  });
  const tried = await grace.call(operations.getAssignment, { params: { course, assignment: set } });
  expect([tried.version, tried.questions[0]?.statement]).toEqual([2, 'Explain otherwise.\n']);
  expect((await grace.call(operations.getAssignment, { params: SHEET })).version).toBe(1);
  const fresh = await grace.call(operations.tryAsStudent, {
    params,
    body: { set: 'fresh', files: CODE_FILES },
  });
  expect(fresh).toEqual({ course, set: 'fresh' });
  const broken = { 'assignment.yaml': 'title: 1\n' };
  const refused = { params, body: { set: 'fresh', files: broken } };
  expect(await grace.fail(operations.tryAsStudent, refused)).toMatchObject({ code: 'assignment_problems' });
  expect(await grace.fail(operations.tryAsStudent, { params, body: { set: 'none' } })).toMatchObject({
    status: 404,
  });
});

test('it is the instructor’s alone, is thrown away as a whole, and goes with its course', async () => {
  const tess = await server.as('tess');
  expect(await tess.fail(operations.tryAsStudent, { params, body: { set: 'sheet' } })).toMatchObject({
    status: 403,
  });
  const trials = () => server.db.course.count({ where: { tryOfId: { not: null } } });
  expect(await trials()).toBe(1);
  // Asked for twice at once it is one.
  const again = () => grace.call(operations.tryAsStudent, { params, body: { set: 'code' } });
  const [one, other] = await Promise.all([again(), again()]);
  expect(one).toEqual(other);
  const session = await grace.refresh();
  expect(session.memberships.map(({ tryOf, role }) => [tryOf, role])).toEqual([
    [COURSE, 'student'],
    [null, 'instructor'],
  ]);
  await grace.call(operations.endTrying, { params });
  expect(await trials()).toBe(0);
  expect(await grace.fail(operations.endTrying, { params })).toMatchObject({ status: 404 });
  await again();
  const root = await new Client(server.app).signIn('root@example.org', PASSWORD);
  await root.call(operations.deleteAnyCourse, { body: { course: COURSE, confirmation: COURSE } });
  expect(await server.db.course.count()).toBe(0);
});
