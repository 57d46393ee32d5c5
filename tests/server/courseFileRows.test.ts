/** Law: a course whose file was taken can be read: whatever stands in a row, it is refused with its line, or every page has an answer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import { STORED_AS } from '../../server/features/course-files/storedAs.ts';
import { TABLES } from '../../server/features/course-files/tables.ts';
import { remindOfDueSets, tellOfPlannedReleases } from '../../server/features/notifications/remind.ts';
import { asBytes, type Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261204);
const ROUNDS = 60;
const { random, pick } = playOf(SEED);

type Row = Record<string, unknown>;
let server: TestServer;
let root: Client, grace: Client, ada: Client;
/** Files of the course's export, and its rows. */
let files: Record<string, Uint8Array>;
const tables = new Map<string, Row[]>();
beforeAll(async () => {
  server = await startTestServer();
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  await server.db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
  root = await server.as('root');
  grace = await server.as('grace');
  ada = await server.as('ada');
  const tess = await server.as('tess');
  const { id: submissionId } = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'Two' } },
  });
  const choice = { appliedItemIds: [], fullMarks: true, adjustment: 0, comment: '', baseRevision: 0 };
  await tess.call(operations.gradeAnswer, { params: { submissionId, question: 'two' }, body: choice });
  await grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy: { weight: 2 } } });
  await grace.call(operations.decideCoursePolicy, {
    params: { course: COURSE },
    body: { policy: { lateDays: 1 } },
  });
  const target = { kind: 'student' as const, userId: await server.userId('mary') };
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: { target, until: '2026-12-05 12:00', reason: 'ill' },
  });
  const url = urlOf(operations.exportCourse, { course: COURSE });
  const { body } = await asBytes(grace.raw('get', url));
  files = unzipSync(new Uint8Array(body as Buffer));
  for (const name of Object.keys(files).filter((each) => each.startsWith('data/'))) {
    const lines = Buffer.from(files[name]!).toString().split('\n').filter(Boolean);
    if (lines.length > 0)
      tables.set(
        name,
        lines.map((line) => JSON.parse(line) as Row),
      );
  }
});
afterAll(() => server.close());

/** Brings the course back with one row changed, or without it. */
async function bringBack(slug: string, table: string, index: number, change: Row | null) {
  const rows = tables
    .get(table)!
    .flatMap((row, place) => (place === index ? (change ? [{ ...row, ...change }] : []) : [row]));
  const changed = { ...files, [table]: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')) };
  const { csrfToken } = await root.refresh();
  return root
    .raw('post', urlOf(operations.importCourse, {}, { slug }))
    .set({ [CSRF_HEADER]: csrfToken, 'Content-Type': 'application/octet-stream' })
    .send(Buffer.from(zipSync(changed)));
}

/** What the pages of a course answer that have none. */
async function failing(course: string): Promise<string[]> {
  const inCourse = { params: { course } };
  const inSet = { params: { course, assignment: 'sheet' } };
  const answers: [string, { status: number }][] = [
    ['gradebook', await grace.send(operations.getGradebook, inCourse)],
    ['sets', await grace.send(operations.listAssignments, inCourse)],
    ['roster', await grace.send(operations.listRoster, inCourse)],
    ['log', await grace.send(operations.listAuditLog, inCourse)],
    ['extensions', await grace.send(operations.listExtensions, inSet)],
    ['set policy', await grace.send(operations.getSetPolicy, inSet)],
    ['grading', await grace.send(operations.listGradingAnswers, { params: { ...inSet.params, question: 'two' } })], // prettier-ignore
    ['export', await asBytes(grace.raw('get', urlOf(operations.exportCourse, { course })))],
    ['my sets', await ada.send(operations.listAssignments, inCourse)],
    ['my set', await ada.send(operations.getAssignment, inSet)],
    ['my submissions', await ada.send(operations.listSubmissions, inSet)],
    ['my feedback', await ada.send(operations.getFeedback, inSet)],
  ];
  return answers.flatMap(([name, { status }]) => (status >= 500 ? [name] : []));
}

test.each([
  ['a definition of another shape', 'data/assignment_versions.jsonl', { definition: {} }],
  ['a policy of another shape', 'data/policy_decisions.jsonl', { policy: { late: 5 } }],
  ['a time in the year 10000', 'data/assignments.jsonl', { due_at: '10000-01-01T04:59:00+00:00' }],
  ['a time zone that there is not', 'data/courses.jsonl', { time_zone: 'Mars/Olympus' }],
])('%s is refused with its line, and nothing is stored', async (_, table, change) => {
  const courses = await server.db.course.count();
  const answer = await bringBack('odd', table, 0, change);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`${table}, line 1,`);
  expect(answer.text).toMatch(/cannot be read here \(\w+.*Nothing was changed/);
  expect(await server.db.course.count()).toBe(courses);
});

test('every column of JSON of a course’s tables is known by what it is read as', async () => {
  const columns = await server.db.$queryRaw<{ name: string; table: string }[]>`
    SELECT table_name || '.' || column_name AS name, table_name AS "table" FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('json', 'jsonb')`;
  const ofCourses = columns.filter(({ table }) => TABLES.some(({ name }) => name === table));
  expect(Object.keys(STORED_AS)).toEqual(expect.arrayContaining(ofCourses.map(({ name }) => name)));
});

test('whatever stands in whichever column', async () => {
  const odd = [null, '', 'x', 0, -1, 2_000_000_000, 1.5, true, {}, [], { x: 1 }, 'infinity', '0000-01-01T00:00:00+00:00', '12026-01-01T00:00:00+00:00']; // prettier-ignore
  let taken = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [table, rows] = pick([...tables]);
    const index = rows.indexOf(pick(rows));
    const column = pick(Object.keys(rows[index]!));
    const change = random(6) === 0 ? null : { [column]: pick(odd) };
    const slug = `odd-${round}`;
    const { status } = await bringBack(slug, table, index, change);
    const about = { table, change, was: rows[index]![column] };
    expect({ ...about, is: [201, 422].includes(status) ? 'well' : status }).toEqual({ ...about, is: 'well' });
    if (status !== 201) continue;
    taken += 1;
    expect({ ...about, failing: await failing(slug) }).toEqual({ ...about, failing: [] });
    await remindOfDueSets(server.db, server.clock.now);
    await tellOfPlannedReleases(server.db, server.clock.now);
  }
  expect(taken).toBeGreaterThan(3);
});
