/**
 * The log under several instructors at once: what each act says was before is what the act before it left, and what an act took away or
 * took the place of can be put back from the log alone.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Act } from '../../contract/auditLog.ts';
import type { Division } from '../../contract/desk.ts';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import { CODE, COURSE, SHEET, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const ROUNDS = 12;
const AT_ONCE = 4;
const { random, pick } = playOf(SEED);

let server: TestServer;
let tess: Client, grace: Client, gus: Client;
let ada: string, tessId: string;
let submissions: string[];

beforeAll(async () => {
  server = await startTestServer();
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({
    data: { courseId, userId: await server.userId('stranger'), role: 'instructor' },
  });
  [tess, grace, gus] = (await Promise.all(['tess', 'grace', 'stranger'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  [ada, tessId] = [await server.userId('ada'), await server.userId('tess')];
  const student = await server.as('ada');
  submissions = [];
  for (const two of ['Two', 'Three', 'Four']) {
    const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two } };
    submissions.push((await student.call(operations.createSubmission, { params: SHEET, body })).id);
  }
});
afterAll(() => server.close());

const chain = async (action: Act) =>
  (await server.db.auditEvent.findMany({ where: { action }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(
    ({ details }) => details as { before?: unknown; after?: unknown },
  );
const pin = (client: Client, submissionId: string, reason: string | null) =>
  client.send(operations.pinSubmission, { params: { submissionId }, body: { userId: ada, reason } });

/** Each does something of a line of acts, whoever does it. */
const acts: Record<string, (by: Client) => Promise<{ status: number }>> = {
  setRequestPolicy: (by) =>
    by.send(operations.setRequestPolicy, { params: SHEET, body: { days: 1 + random(20), limit: null } }),
  releaseGrades: (by) => {
    const at = pick([undefined, '2026-12-24 12:00', '2026-12-25 12:00']);
    const body = at === undefined ? { released: random(2) === 0 } : { released: true, at };
    return by.send(operations.releaseGrades, { params: SHEET, body });
  },
  changeSetState: (by) =>
    by.send(operations.changeSetState, {
      params: SHEET,
      body: { state: pick(['open', 'hidden', 'archived'] as const) },
    }),
  pinSubmission: (by) => pin(by, pick(submissions), random(3) === 0 ? null : 'The better one.'),
  divideQuestion: (by) => {
    const parts: Division = { by: 'count', parts: [{ userId: tessId, count: 1 + random(9) }] };
    const params = { ...SHEET, question: 'two' };
    return by.send(operations.divideQuestion, { params, body: { division: pick([null, parts]) } });
  },
};

test('each act begins where the one before it ended', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = Object.keys(acts)[round % Object.keys(acts).length]!;
    await Promise.all(Array.from({ length: AT_ONCE }, () => acts[name]!(pick([grace, gus]))));
  }
  for (const name of Object.keys(acts)) {
    const rows = await chain(name as Act);
    expect(rows.length).toBeGreaterThan(0);
    // What a set starts with is nobody's act.
    for (const [index, { after }] of rows.slice(0, -1).entries())
      expect({ seed: SEED, name, index, before: rows[index + 1]!.before }).toEqual({
        seed: SEED,
        name,
        index,
        before: after,
      });
  }
});

test('a choice that a colleague replaced is not taken back, nor written down as taken back', async () => {
  const [first, second] = submissions as [string, string];
  expect((await pin(tess, first, 'The first.')).status).toBe(200);
  expect((await pin(grace, second, 'No, this one.')).status).toBe(200);
  const rows = (await chain('pinSubmission')).length;
  const refused = await pin(tess, first, null);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    error: {
      message:
        'grace chose another submission meanwhile, which counts. Nothing was changed: take that choice back, or choose this one.',
    },
  });
  expect((await chain('pinSubmission')).length).toBe(rows);
  expect(await server.db.submissionPin.findMany({ select: { submissionId: true, reason: true } })).toEqual([
    { submissionId: second, reason: 'No, this one.' },
  ]);
  // Taken back twice, it is taken back once.
  expect([(await pin(tess, second, null)).status, (await pin(grace, second, null)).status]).toEqual([
    200, 200,
  ]);
  expect(await chain('pinSubmission')).toHaveLength(rows + 1);
  expect((await chain('pinSubmission')).at(-1)).toMatchObject({
    before: { submission: second, reason: 'No, this one.' },
    after: null,
  });
});

test('grades that two release at the same moment are told once', async () => {
  await grace.call(operations.changeSetState, { params: SHEET, body: { state: 'open' } });
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  const told = () => server.db.notification.count({ where: { kind: 'released', userId: ada } });
  // Of grades that are out whoever has one to read is told.
  await tess.call(operations.gradeAnswer, {
    params: { submissionId: submissions.at(-1)!, question: 'two' },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });
  const before = await told();
  const release = (client: Client) =>
    client.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  const both = await Promise.all([release(grace), release(gus), release(grace)]);
  expect(new Set(both.map(({ gradesReleasedAt }) => gradesReleasedAt)).size).toBe(1);
  expect(await told()).toBe(before + 1);
});

interface Was {
  score?: number;
  itemIds?: string[];
  fullMarks?: boolean;
  adjustment?: number;
  comment?: string;
}

/** As one gives it once more who has nothing but the log. */
const choiceOf = ({ itemIds = [], fullMarks = false, adjustment = 0, comment = '' }: Was) => ({
  ...{ appliedItemIds: itemIds, fullMarks, adjustment, comment },
});

test(`what an act took from an answer, or took the place of, is given again from the log (SEED=${SEED})`, async () => {
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  const question = { ...SHEET, question: 'two' };
  const params = { submissionId: submissions.at(-1)!, question: 'two' };
  const items = await Promise.all(
    ['Log A', 'Log B'].map((text) =>
      tess.call(operations.createRubricItem, { params: question, body: { text, points: -0.5 } }),
    ),
  );
  const read = async (by = grace) => (await by.call(operations.getGradingAnswer, { params })).grade;
  const told = (grade: Awaited<ReturnType<typeof read>>) =>
    grade && grade.kind !== 'taken_back'
      ? {
          ...(grade.kind === 'grade' && { score: grade.score }),
          ...choiceOf({ ...grade, score: grade.score ?? 0, itemIds: grade.appliedItemIds }),
        }
      : null;
  const give = (by: Client, choice: object, baseRevision: number) =>
    by.send(operations.gradeAnswer, { params, body: { ...choiceOf({}), ...choice, baseRevision } });
  const answers = (baseRevision: number) => [{ submissionId: params.submissionId, baseRevision }];
  const people = [tess, grace, gus];
  const anyChoice = () => ({
    appliedItemIds: items.filter(() => random(2) === 0).map(({ id }) => id),
    fullMarks: random(3) === 0,
    adjustment: -random(3) / 4,
    comment: pick(['', 'See p. 3.', 'Why?']),
  });
  const acts: ((by: Client, revision: number) => Promise<{ status: number }>)[] = [
    (by, revision) => give(by, anyChoice(), revision),
    (by, revision) => give(by, anyChoice(), revision),
    (by) => by.send(operations.undoGrading, { params: SHEET }),
    (by, revision) => by.send(operations.ungradeAnswer, { params, query: { baseRevision: `${revision}` } }),
    (by, revision) =>
      by.send(operations.gradeAnswerGroup, {
        params: question,
        body: { ...anyChoice(), groupName: 'Alike', answers: answers(revision) },
      }),
    (by, revision) =>
      by.send(operations.ungradeAnswerGroup, { params: question, body: { answers: answers(revision) } }),
  ];
  const events = () =>
    server.db.auditEvent.findMany({
      where: { subject: params.submissionId },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    });
  const taken = new Set<string>();
  for (let round = 0; round < 60; round += 1) {
    const before = await read();
    const count = (await events()).length;
    await pick(acts)(pick(people), before?.revision ?? 0);
    const [entry, ...others] = (await events()).slice(count);
    if (!entry) continue;
    expect(others).toEqual([]);
    const { was } = entry.details as { was?: Was };
    const stood = told(before);
    const where = { seed: SEED, round, action: entry.action };
    expect({
      ...where,
      was: was && { ...('score' in was && { score: was.score }), ...choiceOf(was) },
    }).toEqual({
      ...where,
      was: stood ?? undefined,
    });
    if (!was || random(2) === 0) continue;
    taken.add(entry.action);
    const after = await read();
    const again = await give(grace, choiceOf(was), after?.revision ?? 0);
    // A comment alone takes the place of no grade.
    if (again.status !== 200) expect([stood?.score, after?.kind]).toEqual([undefined, 'grade']);
    else expect(told(await read())).toEqual(stood);
  }
  expect([...taken].toSorted()).toEqual(
    ['gradeAnswer', 'gradeAnswerGroup', 'undoGrading', 'ungradeAnswer', 'ungradeAnswerGroup'].toSorted(),
  );

  // At the same moment, each begins where the one before it ended.
  for (let round = 0; round < 8; round += 1) {
    const revision = (await read())?.revision ?? 0;
    await Promise.all(people.map((by) => pick(acts)(by, revision)));
  }
  const line = (await events()).map(
    ({ details }) => details as { score?: number | null; before?: number; was?: Was },
  );
  for (const [place, { was, before = null }] of line.entries())
    if (place > 0 && 'question' in line[place]! && 'question' in line[place - 1]!) {
      expect(was?.score ?? null).toBe(before);
      if (line[place - 1]!.score !== undefined) expect(before).toBe(line[place - 1]!.score);
    }
});

test(`results that a rerun took the place of, or gave back, are in the log as the gradebook had them (SEED=${SEED})`, async () => {
  let points = 3;
  await server.work(async (...asked) => {
    const graded = await passEverything(...asked);
    graded.whole.questions[0]!.score = points;
    return graded;
  });
  const idle = () =>
    eventually(
      () => server.db.gradingRun.count({ where: { state: { in: ['queued', 'running'] } } }),
      (count) => count === 0,
    );
  const names = ['ada', 'emmy', 'mary'];
  const works = new Map<string, string>();
  for (const name of names) {
    const body = { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: SGD_SOURCE } };
    const { id } = await (await server.as(name)).call(operations.createSubmission, { params: CODE, body });
    works.set(id, await server.userId(name));
    await idle();
  }
  const ids = [...works.keys()];
  const reruns = [];
  for (points of [1, 4]) {
    const { id } = await tess.call(operations.startRerun, { params: CODE, body: { scope: 'all' } });
    await idle();
    reruns.push({ ...CODE, rerun: id });
  }
  const scores = async () => {
    const book = await grace.call(operations.getGradebook, { params: { course: COURSE } });
    const column = book.assignments.findIndex(({ slug }) => slug === 'code');
    const of = new Map(book.rows.map(({ student, cells }) => [student.id, cells[column]!.score]));
    return new Map([...works].map(([id, userId]) => [id, of.get(userId)!]));
  };
  const grade = async () => {
    const params = { submissionId: pick(ids), question: 'sgd' };
    const { grade: stands } = await tess.call(operations.getGradingAnswer, { params });
    const body = { ...choiceOf({ adjustment: -(1 + random(3)) / 2 }), baseRevision: stands?.revision ?? 0 };
    await tess.call(operations.gradeAnswer, { params, body });
  };
  const seen = new Set<string>();
  for (let round = 0; round < 40; round += 1) {
    if (random(10) === 0) await grade();
    const params = pick(reruns);
    const submissionIds = ids.filter(() => random(2) === 0);
    const isUndo = random(2) === 0;
    const [before, by] = [await scores(), pick([grace, gus])];
    const { status } = isUndo
      ? await by.send(operations.undoRerun, { params })
      : await by.send(operations.applyRerun, { params, body: { submissionIds } });
    if (status !== 200) continue;
    const after = await scores();
    const action = isUndo ? 'undoRerun' : 'applyRerun';
    const last = (await chain(action)).at(-1) as {
      changes: { submissionId: string; before: number; after: number }[];
      unchanged: string[];
    };
    const changed = ids.filter((id) => before.get(id) !== after.get(id));
    const where = { seed: SEED, round, action };
    expect({
      ...where,
      changes: new Map(last.changes.map((each) => [each.submissionId, [each.before, each.after]])),
    }).toEqual({
      ...where,
      changes: new Map(changed.map((id) => [id, [before.get(id), after.get(id)]])),
    });
    // Whoever undoes it by the log knows of every result what it was, of one that stayed as well.
    const named = [...last.changes.map(({ submissionId }) => submissionId), ...last.unchanged];
    expect(named.every((id) => isUndo || submissionIds.includes(id))).toBe(true);
    if (changed.length > 0) seen.add(action);
  }
  expect([...seen].toSorted()).toEqual(['applyRerun', 'undoRerun']);
});
