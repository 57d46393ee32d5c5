/** A second term: copied without its people, and the old one archived as it is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { shiftDays } from '../../grader/wallClock.ts';
import type { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
});
afterAll(() => server.close());

const params = { course: COURSE };
const NEXT = { slug: 'next', code: 'C 1', title: 'Course', term: 'Next', timeZone: 'America/New_York' };
const handIn = (client: Client) =>
  client.send(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });

test('a copy has the sets with shifted due times and the rubrics, and nobody but who copied', async () => {
  await handIn(await server.as('ada'));
  const question = { ...SHEET, question: 'two' };
  await grace.call(operations.createRubricItem, {
    params: question,
    body: { text: 'Of ours', points: -0.25 },
  });
  const policy = { lateDays: 3, late: { graceMinutes: 10 } };
  await grace.call(operations.decideCoursePolicy, { params, body: { policy } });
  const ofSet = { opens: '2026-01-05 14:30', closes: '2026-12-04 14:30', weight: 2, heldBack: { one: null } };
  await grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy: ofSet } });
  await grace.call(operations.copyCourse, { params, body: { ...NEXT, shiftDays: 182 } });
  const next = { course: 'next' };
  const { assignments } = await grace.call(operations.listAssignments, { params: next });
  expect(assignments.map(({ slug, dueAt, state }) => [slug, dueAt, state])).toEqual([
    // Half past two on 1 June, by summer time.
    ['code', '2027-06-01T18:30:00.000Z', 'hidden'],
    ['sheet', '2027-06-01T18:30:00.000Z', 'hidden'],
  ]);
  const items = (slug: string) =>
    server.db.rubricItem.findMany({
      where: { assignment: { slug: 'sheet', course: { slug } } },
      select: { questionId: true, key: true, position: true, text: true, points: true },
      orderBy: [{ questionId: 'asc' }, { key: 'asc' }],
    });
  expect(await items('next')).toEqual(await items(COURSE));
  // What was decided comes along, its times moved as the due times are; nothing is held back that nobody has graded.
  expect((await grace.call(operations.getCoursePolicy, { params: next })).policy).toMatchObject(policy);
  const moved = { params: { ...next, assignment: 'sheet' } };
  expect((await grace.call(operations.getSetPolicy, moved)).policy).toMatchObject({
    opensAt: '2026-07-06T18:30:00.000Z',
    closesAt: '2027-06-04T18:30:00.000Z',
    weight: 2,
    heldBack: {},
  });
  const { people } = await grace.call(operations.listRoster, { params: next });
  expect(people.map(({ name, role }) => [name, role])).toEqual([['grace', 'instructor']]);
  expect(
    await server.db.submission.count({ where: { group: { assignment: { course: { slug: 'next' } } } } }),
  ).toBe(0);
  // Nothing of the old course has changed.
  const old = await grace.call(operations.listAssignments, { params });
  expect(old.assignments.map(({ state }) => state)).toEqual(['open', 'open']);
  const again = await grace.fail(operations.copyCourse, { params, body: { ...NEXT, shiftDays: 0 } });
  expect(again.code).toBe('unacceptable');
  const tess = await server.as('tess');
  const body = { ...NEXT, slug: 'hers', shiftDays: 0 };
  expect((await tess.fail(operations.copyCourse, { params, body })).status).toBe(403);
});

test('students of the copy see a set when it is opened', async () => {
  const next = await server.db.course.findUniqueOrThrow({ where: { slug: 'next' } });
  const userId = await server.userId('mary');
  await server.db.enrolment.create({ data: { courseId: next.id, userId, role: 'student' } });
  const mary = await server.as('mary');
  const list = async () => {
    const { assignments } = await mary.call(operations.listAssignments, { params: { course: 'next' } });
    return assignments.map(({ slug }) => slug);
  };
  expect(await list()).toEqual([]);
  const set = { course: 'next', assignment: 'sheet' };
  await grace.call(operations.changeSetState, { params: set, body: { state: 'open' } });
  expect(await list()).toEqual(['sheet']);
  await mary.call(operations.createSubmission, {
    params: set,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });
});

test('in an archived course everything is read and nothing changes, until it is opened again', async () => {
  const ada = await server.as('ada');
  const { joinLinks } = await grace.call(operations.openJoinLink, { params, body: { section: '' } });
  const body = { archived: true };
  await grace.call(operations.archiveCourse, { params, body });
  expect(await grace.call(operations.archiveCourse, { params, body })).toEqual({
    archived: true,
    changes: null,
  });
  expect((await ada.refresh()).memberships).toMatchObject([{ archived: true }]);
  expect((await ada.call(operations.listSubmissions, { params: SHEET })).submissions).toHaveLength(1);
  await grace.call(operations.getGradebook, { params });
  const refused = await handIn(ada);
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('archived')]);
  expect((await grace.fail(operations.releaseGrades, { params: SHEET, body: { released: true } })).code).toBe(
    'locked',
  );
  const token = joinLinks[0]?.token ?? '';
  const stranger = await server.as('stranger');
  expect((await stranger.fail(operations.joinCourse, { body: { token } })).code).toBe('not_found');
  await grace.call(operations.archiveCourse, { params, body: { archived: false } });
  expect((await handIn(ada)).status).toBe(201);
  const { assignments } = await grace.call(operations.listAssignments, { params });
  expect(assignments.map(({ state }) => state)).toEqual(['open', 'open']);
});

test('the time of day stays over both nights on which clocks change', () => {
  const zone = 'America/New_York';
  const shifted = (at: string, days: number) => shiftDays(new Date(at), days, zone).toISOString();
  // 13 March 14:30 EST → 14 March 14:30 EDT → 6 November 14:30 EDT → 7 November 14:30 EST.
  expect(shifted('2027-03-13T19:30:00Z', 1)).toBe('2027-03-14T18:30:00.000Z');
  expect(shifted('2027-11-06T18:30:00Z', 1)).toBe('2027-11-07T19:30:00.000Z');
  expect(shifted('2027-11-07T19:30:00Z', -1)).toBe('2027-11-06T18:30:00.000Z');
  // 02:30 is not on the clock on 14 March; three o'clock is.
  expect(shifted('2027-03-13T07:30:00Z', 1)).toBe('2027-03-14T07:00:00.000Z');
});
