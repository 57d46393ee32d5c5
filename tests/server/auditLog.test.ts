/** The log of acts as an instructor reads it: every act of the course, in words, and nothing of another course. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { ACTS } from '../../contract/auditLog.ts';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
});
afterAll(() => server.close());

const params = { course: COURSE };

/** Operations that change something without being an act of the log, and why not. */
const NO_ACTS: Record<string, string> = {
  signIn: 'of a person, not of a course',
  signOut: 'of a person, not of a course',
  lookAtLink: 'changes nothing',
  checkAssignment: 'changes nothing',
  exportVersionPlan: 'changes nothing',
  runSamples: 'changes nothing',
  importGroups: 'each group is an act of its own',
  writeText: 'the history of the document has it',
  restoreText: 'the history of the document has it',
  uploadImage: 'the group’s own work before it is submitted',
  nameImages: 'the group’s own work before it is submitted',
  removeImage: 'the group’s own work before it is submitted',
  importTex: 'the history of the document has it',
  saveSetDraft: 'the draft says who saved it; publishing is the act',
  readRule: 'changes nothing',
  drawRule: 'changes nothing',
  tryCode: 'changes nothing',
  claimAnswer: 'expires by itself',
  nextAnswer: 'expires by itself',
  releaseClaims: 'expires by itself',
  readNotices: 'of a person, not of a course',
  setNoticeChoice: 'of a person, not of a course',
  stopMails: 'of a person, not of a course',
  chooseKeys: 'of a person, not of a course',
  makeCalendarLink: 'of a person, not of a course',
  revokeCalendarLink: 'of a person, not of a course',
  countSavedComment: 'counts, and changes no words',
  previewRubricItem: 'changes nothing',
  previewRubricGroup: 'changes nothing',
};

/** Acts that are no operation of the API. */
const OTHER_ACTS: Record<string, string> = {
  linkProvider: 'at the return from the sign-in provider',
};

test('whatever changes something is an act of the log, or somebody has said why not', () => {
  const changing = Object.values(operations)
    .filter(({ method }) => method !== 'get')
    .map(({ id }) => id);
  const named = [...Object.keys(ACTS), ...Object.keys(NO_ACTS)].filter((id) => !(id in OTHER_ACTS));
  expect(named.sort()).toEqual([...changing].sort());
});

test('an instructor reads who did what to whom, page by page, by person, act and time', async () => {
  const ada = await server.as('ada');
  for (let time = 0; time < 3; time += 1)
    await ada.call(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { one: `x${time}`, two: 'y' } },
    });
  const { submissions } = await grace.call(operations.listSubmissions, { params: SHEET });
  const submissionId = submissions[0]!.id;
  await grace.call(operations.gradeAnswer, {
    params: { submissionId, question: 'one' },
    body: { baseRevision: 0, appliedItemIds: [], fullMarks: true, adjustment: 0, comment: '' },
  });
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: {
      target: { kind: 'student', userId: await server.userId('ada') },
      until: '2026-12-05 14:30',
      reason: '=1+1 was ill',
    },
  });

  const { entries, more, actors } = await grace.call(operations.listAuditLog, { params });
  expect(more).toBe(false);
  expect(entries.map(({ at }) => at)).toEqual(
    entries
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  expect(actors.map(({ name }) => name)).toEqual(expect.arrayContaining(['grace', 'ada']));
  const [extension, grade, submission] = entries;
  expect(extension).toMatchObject({
    actor: { name: 'grace' },
    act: 'gave more time',
    sentence: 'gave more time to ada for A sheet: due 2026-12-05T19:30:00.000Z, since “=1+1 was ill”',
    facts: [],
  });
  // What machines call it is there for whoever wants it.
  expect(JSON.parse(extension!.raw)).toMatchObject({
    act: 'grantExtension',
    subject: 'sheet',
    details: { userId: await server.userId('ada'), closesAt: null },
  });
  expect(grade).toMatchObject({
    actor: { name: 'grace' },
    act: 'graded an answer',
    sentence: 'graded question 1 of submission 3 of ada to A sheet: 1 point',
    facts: [],
  });
  expect(submission).toMatchObject({
    actor: { name: 'ada' },
    act: 'submitted',
    sentence: 'handed in submission 3 of ada to A sheet',
  });

  // Filtered, and every page after the one before.
  const of = async (query: Record<string, string>) =>
    (await grace.call(operations.listAuditLog, { params, query })).entries;
  const byAda = await of({ actor: await server.userId('ada') });
  expect(byAda.every(({ actor }) => actor?.name === 'ada')).toBe(true);
  expect(await of({ act: 'gradeAnswer' })).toEqual([grade]);
  expect(await of({ until: '2000-01-01T00:00:00.000Z' })).toEqual([]);
  expect(await of({ after: grade!.id })).toEqual(entries.slice(2));

  const csv = parse(await grace.call(operations.exportAuditLog, { params, query: {} }), { bom: true });
  expect(csv).toHaveLength(entries.length + 1);
  for (const cell of (csv as string[][]).flat()) expect(cell).not.toMatch(/^[=+@-]/);
});

test('of another course nothing is told, by whatever id one asks or writes', async () => {
  const { id } = await server.db.course.create({
    data: { slug: 'other', code: 'O', title: 'Other', term: 'T', timeZone: 'UTC' },
  });
  const event = await server.db.auditEvent.create({
    data: { courseId: id, action: 'gradeAnswer', subject: 'secret-marker', details: {} },
  });
  const answer = await grace.call(operations.listAuditLog, { params, query: { after: event.id } });
  expect(JSON.stringify(answer)).not.toContain('secret-marker');
  const stranger = await server.userId('stranger');
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: {
      target: { kind: 'student', userId: await server.userId('emmy') },
      until: '2026-12-06 14:30',
      reason: `as ${stranger} said`,
    },
  });
  const { entries } = await grace.call(operations.listAuditLog, { params });
  expect(entries[0]!.sentence).toContain(`since “as ${stranger} said”`);
  expect(await grace.call(operations.exportAuditLog, { params, query: {} })).not.toContain('secret-marker');
});

test('what is called as a set is no set: a question, a reason', async () => {
  const { id } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const details = { assignment: 'sheet', question: 'sheet', reason: 'sheet' };
  const event = { courseId: id, action: 'gradeAnswer', subject: 'sheet', details };
  await server.db.auditEvent.create({ data: event });
  const { entries } = await grace.call(operations.listAuditLog, { params });
  const said = entries.find(({ raw }) => raw.includes('"question": "sheet"'));
  // No question of the set is called so; it was taken out since.
  expect(said).toMatchObject({ sentence: 'graded question “sheet” of A sheet' });
  expect(Object.fromEntries(said!.facts.map(({ name, value }) => [name, value]))).toEqual({
    set: 'A sheet',
    reason: 'sheet',
  });
});

test('of what one operation does and undoes, the log says which it was', async () => {
  const act = async (release: { released: boolean; at?: string }) => {
    await grace.call(operations.releaseGrades, { params: SHEET, body: release });
    const { entries } = await grace.call(operations.listAuditLog, { params });
    return entries[0]?.sentence;
  };
  expect(await act({ released: true })).toBe('released the grades of A sheet');
  expect(await act({ released: false })).toMatch(
    /^took the grades of A sheet, or their planned release, back; it was 2026-/,
  );
  expect(await act({ released: true, at: '2099-01-01 12:00' })).toBe(
    'planned the release of the grades of A sheet for 2099-01-01T17:00:00.000Z',
  );
  expect(await act({ released: false })).toContain('back; it was 2099-01-01T17:00:00.000Z');
});
