/** More time for some: computed for each person wherever lateness shows, and gone without a trace when taken back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { LENIENT } from '../../contract/policy.ts';
import { isFor, timesFor } from '../../grader/core/policies/times.ts';
import type { Belonging, Override } from '../../grader/core/policies/times.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { AFTER_DUE, BEFORE_DUE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
});
afterAll(() => server.close());

const params = { course: COURSE };
/** The sheet is due 2026-12-01 14:30 in New York, which is 19:30 in UTC. */
const SET_DUE = '2026-12-01T19:30:00.000Z';

const grant = (body: { target: object; until: string; reason?: string; preview?: boolean }) =>
  grace.call(operations.grantExtension, {
    params: SHEET,
    body: { reason: 'was ill', ...body } as never,
  });
const forStudent = async (name: string) => ({ kind: 'student', userId: await server.userId(name) });
const handIn = (client: Client) =>
  client.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });

/** Late or not, by everything that a student and staff are shown of it. */
async function everywhere(name: string): Promise<Set<boolean>> {
  const client = await server.as(name);
  const { assignments } = await client.call(operations.listAssignments, { params });
  const mine = assignments.find(({ slug }) => slug === 'sheet')?.mine?.submission;
  const { submissions } = await client.call(operations.listSubmissions, { params: SHEET });
  const submissionId = submissions[0]?.id ?? '';
  const receipt = await client.call(operations.getReceipt, { params: { submissionId } });
  const { rows } = await grace.call(operations.getGradebook, { params });
  const row = rows.find(({ student }) => student.name === name);
  const all = await grace.call(operations.listSubmissions, { params: SHEET });
  const { answers } = await grace.call(operations.listGradingAnswers, {
    params: { ...SHEET, question: 'one' },
  });
  const csv = await grace.call(operations.exportGradebook, { params });
  const line = csv.split('\r\n').find((each) => each.startsWith(`${name},`)) ?? '';
  return new Set([
    mine?.late ?? false,
    submissions[0]?.late ?? false,
    receipt.late,
    row?.cells.find(({ assignment }) => assignment === 'sheet')?.late ?? false,
    all.submissions.find(({ id }) => id === submissionId)?.late ?? false,
    answers.find((answer) => answer.submissionId === submissionId)?.late ?? false,
    line.includes(', late'),
  ]);
}

test('an extension holds wherever lateness shows, and taken back leaves everything as it was', async () => {
  server.clock.now = AFTER_DUE;
  try {
    grace = await server.as('grace');
    const ada = await server.as('ada');
    await handIn(ada);
    expect(await everywhere('ada')).toEqual(new Set([true]));

    const target = await forStudent('ada');
    const preview = await grant({ target, until: '2026-12-06 14:30', preview: true });
    expect(preview).toMatchObject({ applied: false });
    expect(preview.changes).toMatchObject([
      {
        student: { name: 'ada' },
        sets: [{ slug: 'sheet', before: { dueAt: SET_DUE, late: true }, after: { late: false } }],
      },
    ]);
    expect(await everywhere('ada')).toEqual(new Set([true]));
    expect((await grace.call(operations.listExtensions, { params: SHEET })).extensions).toEqual([]);

    const granted = await grant({ target, until: '2026-12-06 14:30' });
    expect(granted.changes).toEqual(preview.changes);
    expect(await everywhere('ada')).toEqual(new Set([false]));
    const seen = await ada.call(operations.getAssignment, { params: SHEET });
    expect(seen).toMatchObject({
      dueAt: '2026-12-06T19:30:00.000Z',
      extension: { setDueAt: SET_DUE, for: 'student', reason: 'was ill' },
    });
    const others = await (await server.as('mary')).call(operations.getAssignment, { params: SHEET });
    expect(others).toMatchObject({ dueAt: SET_DUE, extension: null });
    expect(JSON.stringify(others)).not.toContain('ill');

    const extensionId = granted.extensions[0]?.id ?? '';
    const undone = await grace.call(operations.revokeExtension, { params: { ...SHEET, extensionId } });
    expect(undone.changes).toMatchObject([{ sets: [{ before: { late: false }, after: { late: true } }] }]);
    expect(await everywhere('ada')).toEqual(new Set([true]));
    const events = await server.db.auditEvent.findMany({
      where: { action: { in: ['grantExtension', 'revokeExtension'] } },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual(['grantExtension', 'revokeExtension']);
  } finally {
    server.clock.now = BEFORE_DUE;
    grace = await server.as('grace');
  }
});

test('a section and a group have their time, the latest counts, and who leaves the group keeps what it was given', async () => {
  const [emmy, sofia] = [await server.as('emmy'), await server.as('sofia')];
  const sofiaId = await server.userId('sofia');
  await grace.call(operations.changeEnrolment, {
    params: { ...params, userId: sofiaId },
    body: { section: 'B' },
  });
  const dueOf = async (client: Client) =>
    (await client.call(operations.getAssignment, { params: SHEET })).dueAt;
  const section = await grant({ target: { kind: 'section', section: 'B' }, until: '2026-12-02 14:30' });
  expect(section.changes.map(({ student }) => student.name)).toEqual(['sofia']);
  const group = await joinUp(SHEET, emmy, [sofia]);
  await grant({ target: { kind: 'group', groupId: group.id }, until: '2026-12-03 14:30' });
  expect([await dueOf(emmy), await dueOf(sofia)]).toEqual([
    '2026-12-03T19:30:00.000Z',
    '2026-12-03T19:30:00.000Z',
  ]);
  await sofia.call(operations.leaveMyGroup, { params: SHEET });
  expect([await dueOf(emmy), await dueOf(sofia)]).toEqual([
    '2026-12-03T19:30:00.000Z',
    '2026-12-03T19:30:00.000Z',
  ]);
});

test('what cannot be is refused with what to do: no more time, a clock that is put forward, nobody', async () => {
  const target = await forStudent('mary');
  const refused = (body: object) =>
    grace.fail(operations.grantExtension, {
      params: SHEET,
      body: { reason: 'x', target, ...body } as never,
    });
  expect((await refused({ until: '2026-11-30 14:30' })).message).toContain('no later');
  expect((await refused({ until: '2027-03-14 02:30' })).message).toContain('clocks are put forward');
  expect((await refused({ until: '2027-02-30 14:30' })).message).toContain('day does not exist');
  expect((await refused({ until: 'tomorrow' })).code).toBe('invalid_request');
  expect((await refused({ until: '2026-12-05 14:30', reason: ' ' })).code).toBe('invalid_request');
  const nobody = { kind: 'student', userId: await server.userId('tess') };
  expect((await refused({ until: '2026-12-05 14:30', target: nobody })).code).toBe('not_found');
  const nowhere = { kind: 'section', section: 'Z' };
  expect((await refused({ until: '2026-12-05 14:30', target: nowhere })).code).toBe('not_found');
  // The night on which clocks go back has two half past ones; the first is taken.
  const night = await grant({ target, until: '2027-11-07 01:30', preview: true });
  expect(night.changes[0]?.sets[0]?.after.dueAt).toBe('2027-11-07T05:30:00.000Z');
  const tess = await server.as('tess');
  const body = { target, until: '2026-12-05 14:30', reason: 'x' } as never;
  expect((await tess.fail(operations.grantExtension, { params: SHEET, body })).status).toBe(403);
});

test('for every person and any extensions: a law against a model of its own', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const day = fc.integer({ min: -3, max: 9 });
  const target = fc.oneof(
    name.map((userId) => ({ userId, groupId: null, section: null, members: [] })),
    fc
      .tuple(name, fc.subarray(['a', 'b', 'c']))
      .map(([groupId, members]) => ({ userId: null, groupId, section: null, members })),
    name.map((section) => ({ userId: null, groupId: null, section, members: [] })),
  );
  const at = (days: number) => new Date(days * 86_400_000);
  const none = { opensAt: null, dueAt: null, lateWindow: null, closesAt: null, releasesAt: null, reason: '' };
  const moved = fc.oneof(
    day.map((days) => ({ dueAt: at(days) })),
    fc
      .constantFrom({ hours: 12 }, { days: 2 }, { days: 5 }, 'open' as const)
      .map((lateWindow) => ({ lateWindow })),
    day.map((days) => ({ closesAt: at(days) })),
  );
  const extension = fc.tuple(target, moved).map(([whom, times]) => ({ ...none, ...whom, ...times }));
  const rule = fc.record({
    window: fc.constantFrom(null, { hours: 0 }, { days: 1 }, { days: 3 }),
    closesAt: fc.option(fc.integer({ min: 0, max: 6 }).map(at)),
  });
  type Rule = typeof rule extends fc.Arbitrary<infer R> ? R : never;
  const timesOf = (who: Belonging, all: readonly Override[], { window, closesAt }: Rule) =>
    timesFor(
      { opensAt: null, dueAt: at(0), closesAt, releasesAt: null },
      { late: { ...LENIENT, window }, zone: 'UTC' },
      all.filter((each) => isFor(each, who)),
    );
  /** In days after the set is due; never is Infinity. */
  const daysOf = (window: Override['lateWindow']) =>
    window === null || window === 'open' ? Infinity : 'days' in window ? window.days : window.hours / 24;
  const inDays = (time: Date | null) => (time === null ? Infinity : time.getTime() / 86_400_000);
  const person = fc.record({
    userId: name,
    section: fc.constantFrom('', 'a', 'b'),
  });
  fc.assert(
    fc.property(fc.array(extension, { maxLength: 8 }), person, rule, (all, who, own) => {
      const days = [0];
      const windows = [daysOf(own.window)];
      const ends = [0];
      for (const { userId, members, section, dueAt, lateWindow, closesAt } of all) {
        const mine =
          userId !== null
            ? userId === who.userId
            : section !== null
              ? section === who.section
              : members.includes(who.userId);
        if (mine && dueAt) days.push(inDays(dueAt));
        if (mine && lateWindow) windows.push(daysOf(lateWindow));
        if (mine && closesAt) ends.push(inDays(closesAt));
      }
      const due = Math.max(...days);
      const found = timesOf(who, all, own);
      expect(inDays(found.dueAt)).toBe(due);
      expect(found.because.due === null).toBe(due === 0);
      // The longest window before the set's hard end, the farthest end of one's own beyond both, and never before one is due.
      const ofSet = Math.min(due + daysOf(own.window), inDays(own.closesAt));
      const ofWindow = Math.min(due + Math.max(...windows), inDays(own.closesAt));
      const accepted = Math.max(ofWindow, ...ends);
      expect(inDays(found.acceptedUntil)).toBe(Math.max(accepted, due));
      expect(found.because.closes !== null).toBe(accepted > ofWindow);
      expect(found.because.window !== null).toBe(ofWindow > ofSet && accepted === ofWindow);
      // The order in which they were granted says nothing.
      const reversed = timesOf(who, all.toReversed(), own);
      expect([reversed.dueAt, reversed.acceptedUntil]).toEqual([found.dueAt, found.acceptedUntil]);
    }),
    { numRuns: 2_000, seed: 13 },
  );
});

test('staff read everything of a student on one page, as the gradebook has it; the student reads no note', async () => {
  const userId = await server.userId('ada');
  const who = { ...params, userId };
  const tess = await server.as('tess');
  await tess.call(operations.addNote, { params: who, body: { text: 'planted note' } });
  const target = { kind: 'student', userId } as const;
  await grant({ target, until: '2027-01-06 14:30', reason: 'moved house' });
  await grace.call(operations.decideSetPolicy, {
    params: SHEET,
    body: { policy: { closes: '2027-01-07 14:30' } },
  });
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: { target, closes: '2027-01-09 14:30', reason: 'no network' },
  });
  const view = await tess.call(operations.getStudent, { params: who });
  const { rows } = await grace.call(operations.getGradebook, { params });
  expect(view.sets.map(({ cell }) => cell)).toEqual(rows.find(({ student }) => student.id === userId)?.cells);
  const sheet = view.sets.find(({ slug }) => slug === 'sheet');
  expect(sheet).toMatchObject({
    dueAt: '2027-01-06T19:30:00.000Z',
    extension: { setDueAt: SET_DUE, reason: 'moved house' },
    moved: [{ what: 'taken', at: '2027-01-09T19:30:00.000Z', reason: 'no network' }],
    submissions: [{ number: 1, late: false, counts: true, members: [{ name: 'ada' }] }],
  });
  expect(view.notes).toMatchObject([{ text: 'planted note', writtenBy: { name: 'tess' } }]);
  // Only who wrote a note removes it.
  const noteId = view.notes[0]?.id ?? '';
  expect((await grace.fail(operations.removeNote, { params: { ...who, noteId } })).code).toBe('not_found');
  const ada = await server.as('ada');
  expect((await ada.fail(operations.getStudent, { params: who })).status).toBe(403);
  for (const operation of [operations.listAssignments, operations.getCourse, operations.getSession])
    expect((await ada.send(operation as typeof operations.getCourse, { params })).text).not.toContain(
      'planted',
    );
  await grace.call(operations.changeEnrolment, { params: who, body: { active: false } });
  const gone = await grace.call(operations.getStudent, { params: who });
  expect(gone.sets.find(({ slug }) => slug === 'sheet')?.submissions).toHaveLength(1);
  await tess.call(operations.removeNote, { params: { ...who, noteId } });
  expect((await tess.call(operations.getStudent, { params: who })).notes).toEqual([]);
});
