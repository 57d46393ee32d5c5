/** A course is called otherwise, and goes by another clock: everybody reads it, nothing else moves, and no one's change is lost. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
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
const words = async () => {
  const { code, title, term, timeZone } = await grace.call(operations.getCourse, { params });
  return { code, title, term, timeZone };
};
const lastSaid = async () => {
  const { entries } = await grace.call(operations.listAuditLog, { params });
  return entries[0]!;
};

test('everybody reads the new title and term at the same address, and the log says what was before', async () => {
  const seen = await words();
  await grace.call(operations.tryAsStudent, { params, body: { set: SHEET.assignment } });
  const body = { ...seen, title: '  Deep Learning ', seen };
  expect(await grace.call(operations.describeCourse, { params, body })).toEqual({
    changes: [],
    applied: true,
  });
  expect(await words()).toEqual({ ...seen, title: 'Deep Learning' });
  const titleOf = async (name: string) =>
    (await (await server.as(name)).refresh()).memberships.map(({ course }) => [course.slug, course.title]);
  expect(await titleOf('ada')).toEqual([[COURSE, 'Deep Learning']]);
  // The course in which she tries a set is called as this one, too.
  expect((await titleOf('grace')).map(([, title]) => title)).toEqual(['Deep Learning', 'Deep Learning']);
  expect((await lastSaid()).sentence).toBe(
    `changed the title of the course from ${seen.title} to Deep Learning`,
  );

  const both = { ...(await words()), code: 'CS 7150', term: 'Fall 2027' };
  await grace.call(operations.describeCourse, { params, body: { ...both, seen: await words() } });
  const { sentence, facts } = await lastSaid();
  expect(sentence).toBe('changed the course: code, term');
  expect(facts).toContainEqual({ name: 'term', value: `${seen.term} → Fall 2027` });
});

test('what another instructor has changed meanwhile is not overwritten, and the next attempt goes through', async () => {
  const seen = await words();
  const send = (title: string, of: typeof seen) =>
    grace.call(operations.describeCourse, { params, body: { ...seen, title, seen: of } });
  await send('Theirs', seen);
  const refused = await grace.fail(operations.describeCourse, {
    params,
    body: { ...seen, title: 'Mine', seen },
  });
  expect([refused.code, refused.message]).toEqual([
    'unacceptable',
    expect.stringMatching(/Theirs.*Nothing of yours was saved/),
  ]);
  expect((await words()).title).toBe('Theirs');
  await send('Mine', await words());
  expect((await words()).title).toBe('Mine');
  for (const name of ['tess', 'ada'])
    expect(
      (
        await (
          await server.as(name)
        ).fail(operations.describeCourse, { params, body: { ...seen, seen: await words() } })
      ).status,
    ).toBe(403);
});

test('another time zone says first whose lateness it changes, moves no due time, and changed back all is as it was', async () => {
  // The last day of summer time in New York: a day later there is 25 hours later.
  const due = '2026-10-31T18:30:00.000Z';
  server.clock.now = new Date('2026-10-30T12:00:00Z');
  const ada = await server.as('ada');
  grace = await server.as('grace');
  const set = { course: COURSE, assignment: 'fall' };
  const files = titled('fall', SHEET_FILES);
  await grace.call(operations.publishAssignment, { params, body: { files, slug: 'fall', due } });
  const late = {
    graceMinutes: 0,
    window: { days: 5 },
    penalty: { percent: 10, per: 'day' as const, atMost: 100 },
    lateDays: 0,
    missing: 'zero' as const,
  };
  await grace.call(operations.decideCoursePolicy, { params, body: { policy: { late } } });
  server.clock.now = new Date('2026-11-01T19:00:00Z');
  const { id: submissionId } = await ada.call(operations.createSubmission, {
    params: set,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });
  const tess = await server.as('tess');
  for (const question of ['one', 'two'])
    await tess.call(operations.gradeAnswer, {
      params: { submissionId, question },
      body: { appliedItemIds: [], fullMarks: true, comment: '', baseRevision: 0 },
    });
  await grace.call(operations.releaseGrades, { params: set, body: { released: true } });
  const scoreOf = async () => {
    const { assignments, rows } = await grace.call(operations.getGradebook, { params });
    const column = assignments.findIndex(({ slug }) => slug === 'fall');
    return rows.find(({ student }) => student.name === 'ada')!.cells[column]!.score!;
  };
  const dueAt = async () => (await grace.call(operations.getAssignment, { params: set })).dueAt;
  const before = await scoreOf();
  const seen = await words();
  expect(seen.timeZone).toBe('America/New_York');
  const body = { ...seen, timeZone: 'Europe/Lisbon', seen };
  const shown = await grace.call(operations.describeCourse, { params, body: { ...body, preview: true } });
  expect(shown.applied).toBe(false);
  const { sets } = shown.changes.find(({ student }) => student.name === 'ada')!;
  const change = sets.find(({ slug }) => slug === 'fall')!;
  expect([await words(), await scoreOf()]).toEqual([seen, before]);
  expect(await grace.call(operations.describeCourse, { params, body })).toEqual({
    changes: shown.changes,
    applied: true,
  });
  expect([await scoreOf(), await dueAt()]).toEqual([change.after.score, due]);
  expect(change.after.score).toBeLessThan(before);
  const { notices } = await ada.call(operations.listNotices, {});
  expect(JSON.stringify(notices)).toContain('another time zone');
  await grace.call(operations.describeCourse, { params, body: { ...seen, seen: await words() } });
  expect([await words(), await scoreOf()]).toEqual([seen, before]);
});
