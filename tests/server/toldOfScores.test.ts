/** Law: whoever sees a score of theirs become another one is told, whatever did it, and a look at the act says so before. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { StudentChange } from '../../contract/effects.ts';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261201);
const ROUNDS = 24;
const HOUR_MS = 3600_000;
const NAMES = ['ada', 'emmy'] as const;
const B = { course: COURSE, assignment: 'b' };
/** Here the best submission counts. */
const BEST = { course: COURSE, assignment: 'best' };
const SETS = [SHEET, B, BEST];

const { random, pick } = playOf(SEED);

let server: TestServer;
let grace: Client, tess: Client;
const students = new Map<string, Client>();
const ids = new Map<string, string>();
const submissions: { id: string; name: (typeof NAMES)[number] }[] = [];

const decide = (anonymous: boolean) => {
  const penalty = { percent: 25, per: 'day', atMost: 100 } as const;
  const late = { graceMinutes: 0, window: null, penalty, lateDays: null, missing: 'zero' } as const;
  return grace.call(operations.decideCoursePolicy, {
    params: { course: COURSE },
    body: { policy: { late, lateDays: 1, categories: [], anonymous } },
  });
};
async function handIn(params: typeof SHEET, name: (typeof NAMES)[number], at: string): Promise<string> {
  server.clock.now = new Date(at);
  const body = { idempotencyKey: randomUUID(), answers: { one: randomUUID(), two: randomUUID() } };
  const { id } = await students.get(name)!.call(operations.createSubmission, { params, body });
  submissions.push({ id, name });
  for (const question of ['one', 'two']) await grade(id, question, 0);
  return id;
}
async function grade(submissionId: string, question: string, adjustment: number): Promise<void> {
  const params = { submissionId, question };
  const { grade: looked } = await tess.call(operations.getGradingAnswer, { params });
  const choice = { appliedItemIds: [], fullMarks: true, adjustment, comment: '' };
  await tess.call(operations.gradeAnswer, { params, body: { ...choice, baseRevision: looked?.revision ?? 0 } }); // prettier-ignore
}
const pinning = (submissionId: string, name: string, reason: string | null, preview = false) => ({
  params: { submissionId },
  body: { userId: ids.get(name)!, reason, preview },
});
const pin = (...asked: Parameters<typeof pinning>) => tess.call(operations.pinSubmission, pinning(...asked));
/** A choice cannot be taken back where another submission is chosen: then nothing changes, and nobody is told. */
async function pinOrNot(...asked: Parameters<typeof pinning>): Promise<void> {
  const { status, text } = await tess.send(operations.pinSubmission, pinning(...asked));
  if (status !== 200)
    expect([status, text]).toEqual([422, expect.stringContaining('chose another submission')]);
}
const set = (params: typeof SHEET, to: 'open' | 'hidden' | 'archived', preview = false) =>
  grace.call(operations.changeSetState, { params, body: { state: to, preview } });

/** With other points, or by another rule of what counts. */
async function publishOther({ assignment: slug }: typeof SHEET): Promise<void> {
  const files = titled(slug, SHEET_FILES);
  files['assignment.yaml'] += `resubmission: { counts: ${pick(['first', 'last', 'best'])} }\n`;
  const path = 'questions/two/question.yaml';
  files[path] = files[path]!.replace(/^points: .*$/m, `points: ${2 + random(2)}`);
  const { outcome } = await grace.call(operations.checkAssignment, { params: { course: COURSE }, body: { files, slug } }); // prettier-ignore
  const plan = outcome?.plan?.token;
  const body = { files, slug, ...(plan !== undefined && { plan }) };
  await grace.call(operations.publishAssignment, { params: { course: COURSE }, body });
}

/** What a student reads of each set. */
const seen = async (name: string) =>
  Object.fromEntries(
    await Promise.all(
      SETS.map(async (params) => {
        const { score } = await students.get(name)!.call(operations.getFeedback, { params });
        return [params.assignment, score] as const;
      }),
    ),
  ) as Record<string, number>;
/** With the score of each question. */
const seenWhole = async (name: string) =>
  Object.fromEntries(
    await Promise.all(
      SETS.map(async (params) => {
        const { score, questions } = await students.get(name)!.call(operations.getFeedback, { params });
        return [params.assignment, [score, ...questions.map((each) => each.score)].join(' ')] as const;
      }),
    ),
  );
const told = (name: string) =>
  server.db.notification.count({ where: { userId: ids.get(name)!, kind: 'graded' } });
const scoresIn = (changes: StudentChange[] | null) =>
  (changes ?? []).flatMap(({ student, sets }) =>
    sets.flatMap(({ slug, before, after }) =>
      before.score === after.score ? [] : [[student.name, slug, before.score, after.score]],
    ),
  );

let sheet: string;
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = (await Promise.all(['grace', 'tess'].map((name) => server.as(name)))) as [Client, Client];
  for (const name of NAMES) {
    students.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
  for (const { assignment: slug } of [B, BEST]) {
    const files = titled(slug, SHEET_FILES);
    if (slug === 'best') files['assignment.yaml'] += 'resubmission: { counts: best }\n';
    await grace.call(operations.publishAssignment, { params: { course: COURSE }, body: { files, slug } });
  }
  await decide(false);
  sheet = await handIn(SHEET, 'ada', '2026-12-01T17:30:00Z');
  await handIn(SHEET, 'ada', '2026-12-02T17:30:00Z');
  await handIn(SHEET, 'emmy', '2026-12-02T17:31:00Z');
  await handIn(B, 'ada', '2026-12-02T17:32:00Z');
  await handIn(B, 'emmy', '2026-12-01T17:33:00Z');
  for (const name of NAMES) {
    await handIn(BEST, name, '2026-12-01T17:34:00Z');
    await handIn(BEST, name, '2026-12-02T17:34:00Z');
  }
  server.clock.now = new Date('2026-12-04T12:00:00Z');
  for (const params of SETS) await grace.call(operations.releaseGrades, { params, body: { released: true } });
});
afterAll(() => server.close());

test('a pin frees a late day for another set: a look says so, and the student is told', async () => {
  expect(await seen('ada')).toEqual({ sheet: 3, b: 2.25, best: 3 });
  const look = await pin(sheet, 'ada', 'handed in again by mistake', true);
  expect(scoresIn(look.changes)).toEqual([['ada', 'b', 2.25, 3]]);
  expect(await seen('ada')).toEqual({ sheet: 3, b: 2.25, best: 3 });
  const before = await told('ada');
  expect(await pin(sheet, 'ada', 'handed in again by mistake')).toEqual({ changes: null });
  expect(await seen('ada')).toEqual({ sheet: 3, b: 3, best: 3 });
  expect(await told('ada')).toBe(before + 1);
});

test('a TA who sees no names in that other set learns nothing of its scores', async () => {
  await grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy: { anonymous: false } } });
  await grace.call(operations.releaseGrades, { params: B, body: { released: false } });
  await decide(true);
  const slugs = (await pin(sheet, 'ada', null, true)).changes!.flatMap(({ sets }) => sets.map(({ slug }) => slug)); // prettier-ignore
  expect(slugs).toEqual(['sheet']);
  const params = { submissionId: sheet };
  const body = { userId: ids.get('ada')!, reason: null, preview: true };
  const { changes } = await grace.call(operations.pinSubmission, { params, body });
  expect(scoresIn(changes)).toEqual([['ada', 'b', 3, 2.25]]);
  await decide(false);
  await grace.call(operations.releaseGrades, { params: B, body: { released: true } });
  await pin(sheet, 'ada', null);
});

test('a set that is taken back uses no late days: a look says so, and students are told', async () => {
  expect(scoresIn((await set(SHEET, 'hidden', true)).changes)).toEqual([
    ['ada', 'b', 2.25, 3],
    // Whoever handed it in still reads it.
    ['ada', 'sheet', 3, 2.25],
    ['emmy', 'sheet', 3, 2.25],
  ]);
  for (const [to, score] of [
    ['hidden', 3],
    ['open', 2.25],
  ] as const) {
    // prettier-ignore
    const before = await Promise.all(NAMES.map(told));
    await set(SHEET, to);
    expect([(await seen('ada')).b, (await seen('emmy')).sheet]).toEqual([score, 5.25 - score]);
    expect(await Promise.all(NAMES.map(told))).toEqual(before.map((count) => count + 1));
  }
});

test('under a random play of pins, states, grades and versions', async () => {
  let changed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Of one question they are told once until they have read it.
    server.clock.now = new Date(server.clock.now.getTime() + HOUR_MS);
    await server.db.notification.updateMany({ data: { readAt: server.clock.now } });
    const { id, name } = pick(submissions);
    const before = await Promise.all(
      NAMES.map(async (who) => [await seenWhole(who), await told(who)] as const),
    );
    const act = pick<() => Promise<unknown>>([
      () => pinOrNot(id, name, pick([null, 'So'])),
      () => set(pick(SETS), pick(['open', 'hidden', 'archived'])),
      () => grade(id, 'two', -random(4) / 2),
      () => publishOther(pick([B, BEST])),
    ]);
    await act();
    for (const [index, who] of NAMES.entries()) {
      const [scores, notices] = before[index]!;
      const after = await seenWhole(who);
      const isOther = SETS.some(({ assignment }) => scores[assignment] !== after[assignment]);
      changed += isOther ? 1 : 0;
      const isTold = (await told(who)) > notices;
      expect({ round, who, isTold, scores, after }).toEqual({ round, who, isTold: isOther, scores, after });
    }
  }
  expect(changed).toBeGreaterThan(3);
});

test('the same grade for the newer, late answer costs lateness, and to take it back costs none: the student is told of both', async () => {
  const carried = { course: COURSE, assignment: 'carried' };
  server.clock.now = new Date('2026-12-01T17:00:00Z');
  const files = titled('carried', SHEET_FILES);
  await grace.call(operations.publishAssignment, { params: { course: COURSE }, body: { files, slug: 'carried' } }); // prettier-ignore
  const asMary = await server.as('mary');
  students.set('mary', asMary);
  ids.set('mary', await server.userId('mary'));
  const submit = async (at: string) => {
    server.clock.now = new Date(at);
    const body = { idempotencyKey: randomUUID(), answers: { one: randomUUID(), two: randomUUID() } };
    return (await asMary.call(operations.createSubmission, { params: carried, body })).id;
  };
  const inTime = await submit('2026-12-01T17:30:00Z');
  for (const question of ['one', 'two']) await grade(inTime, question, 0);
  // Two days late, of which the one late day of the course pays for one.
  const late = await submit('2026-12-03T17:30:00Z');
  await grace.call(operations.releaseGrades, { params: carried, body: { released: true } });
  const score = async () => (await asMary.call(operations.getFeedback, { params: carried })).score;
  expect(await score()).toBe(3);
  const before = await told('mary');
  await grade(late, 'two', 0);
  expect([await score(), await told('mary')]).toEqual([2.5, before + 1]);
  server.clock.now = new Date(server.clock.now.getTime() + HOUR_MS);
  await server.db.notification.updateMany({ data: { readAt: server.clock.now } });
  await tess.call(operations.ungradeAnswer, { params: { submissionId: late, question: 'two' } });
  expect([await score(), await told('mary')]).toEqual([3, before + 2]);
});
