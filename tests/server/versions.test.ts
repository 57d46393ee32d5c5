/** A second version: a plan first, then every score, export and page speaks of it alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { operations } from '../../contract/index.ts';
import type { SubmissionView } from '../../contract/submissions.ts';
import type { VersionPlanNeeded, VersionSteps } from '../../contract/versions.ts';
import { stepwiseOn } from '../cli/stepwise.ts';
import { SHEET_FILES } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { AFTER_DUE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client, tess: Client, ada: Client, emmy: Client, sofia: Client, mary: Client;
const params = { course: COURSE };
const submissions = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  [grace, tess, ada, emmy, sofia, mary] = (await Promise.all(
    ['grace', 'tess', 'ada', 'emmy', 'sofia', 'mary'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client, Client];
});
afterAll(() => server.close());

const question = (id: string, points: number, more = '') =>
  `kind: written\nid: ${id}\ntitle: Question ${id}\npoints: ${points}\n${more}`;

/** The sheet with other questions. */
function files(questions: Record<string, number>, due = '2026-12-01 14:30'): Record<string, string> {
  const sheet = SHEET_FILES['assignment.yaml']!.replace('2026-12-01 14:30', due);
  const made: Record<string, string> = {
    'assignment.yaml': sheet.replace('[one, two]', `[${Object.keys(questions).join(', ')}]`),
  };
  for (const [id, points] of Object.entries(questions)) {
    made[`questions/${id}/question.yaml`] = question(id, points);
    made[`questions/${id}/statement.md`] = `Explain ${id}.\n`;
  }
  return made;
}
const FIRST = { one: 1, two: 2, three: 3 };

const planOf = async (made: Record<string, string>, steps?: VersionSteps) => {
  const { outcome } = await grace.call(operations.checkAssignment, {
    params,
    body: { files: made, slug: 'sheet', ...(steps && { steps }) },
  });
  return outcome!.plan!;
};
const publish = (made: Record<string, string>, plan?: string, steps?: VersionSteps) => ({
  params,
  body: { files: made, slug: 'sheet', ...(plan !== undefined && { plan }), ...(steps && { steps }) },
});

async function handIn(name: string, client: Client, asked = Object.keys(FIRST)): Promise<void> {
  const answers = Object.fromEntries(asked.map((id) => [id, `${name} ${id}`]));
  const { body } = await client.send(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers },
  });
  submissions.set(name, (body as SubmissionView).id);
}
const grade = async (name: string, id: string, adjustment: number) => {
  const answer = { submissionId: submissions.get(name)!, question: id };
  const { grade: earlier } = await tess.call(operations.getGradingAnswer, { params: answer });
  return tess.call(operations.gradeAnswer, {
    params: answer,
    body: { appliedItemIds: [], fullMarks: true, adjustment, baseRevision: earlier?.revision ?? 0 },
  });
};
async function gradebook() {
  const book = await grace.call(operations.getGradebook, { params });
  const column = book.assignments.findIndex(({ slug }) => slug === 'sheet');
  const cells = book.rows.map(({ student, cells: row }) => [student.name, row[column]!] as const);
  return { max: book.assignments[column]!.maxScore, cells: new Map(cells) };
}

test('a first version, and one before anybody has handed in, needs no ceremony', async () => {
  const published = await grace.call(operations.publishAssignment, publish(files(FIRST)));
  expect(published).toMatchObject({ version: 2, change: 'changed' });
});

test('with submissions, a version is published as planned or not at all', async () => {
  for (const [name, client] of [
    ['ada', ada],
    ['emmy', emmy],
    ['sofia', sofia],
  ] as const)
    await handIn(name, client);
  const next = files({ one: 2, two: 2, four: 1 });
  // Where nobody has graded there is nothing to keep, to scale or to grade anew.
  const early = (await grace.fail(operations.publishAssignment, publish(next))).details as VersionPlanNeeded;
  expect(early.plan.questions[0]).toMatchObject({ change: 'changed', answers: 3, graded: 0, grades: null });
  await grade('ada', 'one', 0);
  await grade('ada', 'two', -0.5);
  await grade('ada', 'three', -1);
  await grade('emmy', 'one', -0.5);
  await grade('emmy', 'two', 0);
  const error = await grace.fail(operations.publishAssignment, publish(next));
  expect(error).toMatchObject({ status: 409, code: 'version_plan' });
  const { plan } = error.details as VersionPlanNeeded;
  // Sofia has no score before and none after: nothing is compared, which is not the same score.
  // Nor has Emmy gained points who had no score.
  expect(plan).toMatchObject({ version: 3, maxBefore: 6, maxAfter: 5 });
  expect(plan).toMatchObject({ up: 0, down: 1, same: 0, scored: 1, ungraded: 1, open: 0 });
  expect(plan.questions.map(({ id, change, before, after }) => [id, change, before, after])).toEqual([
    ['one', 'changed', 1, 2],
    ['two', 'same', 2, 2],
    ['four', 'new', null, 1],
    ['three', 'gone', 3, null],
  ]);
  expect(plan.questions[0]).toMatchObject({ answers: 3, graded: 2, grades: { step: 'rescaled' } });
  expect(plan.questions[2]).toMatchObject({ without: 3, missing: 'zero' });
  // Ada: 1 + 1.5 + 2 of 6 → 2 + 1.5 + 0 of 5. Emmy was not graded in three, which goes: 1 + 2 + 0.
  expect(plan.students.map(({ student, before, after }) => [student.name, before, after])).toEqual([
    ['ada', 4.5, 3.5],
    ['emmy', null, 3],
    ['sofia', null, null],
  ]);
  const csv = await grace.call(operations.exportVersionPlan, publish(next));
  expect(csv).toContain('Before (of 6),With version 3 (of 5)');
  expect(csv).toContain('ada,ada@example.org,4.5,3.5,in time,in time');

  // Somebody grades meanwhile: what was looked at is not what would happen.
  await grade('sofia', 'one', 0);
  const moved = await grace.fail(operations.publishAssignment, publish(next, plan.token));
  expect(moved).toMatchObject({ code: 'version_plan' });
  expect(moved.message).toMatch(/since you looked/);
  // What is graded of hers so far is doubled.
  expect((moved.details as VersionPlanNeeded).plan.students.at(-1)).toMatchObject({
    student: { name: 'sofia' },
    before: null,
    after: null,
    gradedBefore: 1,
    gradedAfter: 2,
  });
  expect((await gradebook()).max).toBe(6);
  const again = (moved.details as VersionPlanNeeded).plan;
  const published = await grace.call(operations.publishAssignment, publish(next, again.token));
  expect(published).toMatchObject({ version: 3 });
});

test('gradebook, feedback, export and lists speak of the version in force', async () => {
  const { max, cells } = await gradebook();
  expect(max).toBe(5);
  expect([...cells].map(([name, { score, status }]) => [name, score, status])).toEqual([
    ['ada', 3.5, 'graded'],
    ['emmy', 3, 'graded'],
    ['mary', null, 'not_submitted'],
    ['sofia', null, 'ungraded'],
  ]);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  const feedback = await ada.call(operations.getFeedback, { params: SHEET });
  expect([feedback.score, feedback.maxScore, feedback.assignment.version]).toEqual([3.5, 5, 3]);
  expect(feedback.questions.map(({ question: id, score, asked }) => [id, score, asked])).toEqual([
    ['one', 2, true],
    ['two', 1.5, true],
    ['four', 0, false],
  ]);
  // What was taken out counts for nobody, and stays to be read.
  expect(feedback.removed).toMatchObject([
    { question: { id: 'three', points: 3 }, feedback: { score: 2, answer: 'ada three' } },
  ]);
  const { assignments } = await ada.call(operations.listAssignments, { params });
  expect(assignments.find(({ slug }) => slug === 'sheet')).toMatchObject({
    maxScore: 5,
    mine: { score: 3.5 },
  });
  const csv = await grace.call(operations.exportGradebook, { params });
  expect(csv).toMatch(/sheet \(of 5\)/);
  expect(csv).toContain('ada,ada@example.org');
  const gradedCopy = await tess.call(operations.getGradedCopy, {
    params: { submissionId: submissions.get('ada')! },
  });
  expect(gradedCopy.score).toBe(3.5);
  const { questions } = await tess.call(operations.listGradingQuestions, { params: SHEET });
  expect(questions.map(({ id, answers, graded }) => [id, answers, graded])).toEqual([
    ['one', 3, 3],
    ['two', 3, 2],
    ['four', 0, 0],
  ]);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
});

test('a removed question is graded by nobody; a grade says how it counts now', async () => {
  const gone = { submissionId: submissions.get('ada')!, question: 'three' };
  expect((await tess.call(operations.getGradingAnswer, { params: gone })).takenOut).toBe(true);
  const body = { appliedItemIds: [], fullMarks: true, baseRevision: 0 };
  expect((await tess.fail(operations.gradeAnswer, { params: gone, body })).status).toBe(404);
  const { grade: given, maxScore } = await tess.call(operations.getGradingAnswer, {
    params: { submissionId: submissions.get('emmy')!, question: 'one' },
  });
  expect([given?.score, given?.carried, maxScore]).toEqual([1, { version: 2, score: 0.5, maxScore: 1 }, 2]);
  // Graded anew out of two points, then undone: the old decision counts as it did.
  expect((await grade('emmy', 'one', -0.5)).score).toBe(1.5);
  await tess.call(operations.undoGrading, { params: SHEET });
  expect((await gradebook()).cells.get('emmy')?.score).toBe(3);
});

test('a moved due time makes nobody late by what was stored', async () => {
  server.clock.now = AFTER_DUE;
  await handIn('mary', mary, ['one', 'two', 'four']);
  expect((await gradebook()).cells.get('mary')?.late).toBe(true);
  const later = files({ one: 2, two: 2, four: 1 }, '2026-12-03 14:30');
  const plan = await planOf(later);
  expect([plan.becomeInTime, plan.becomeLate]).toEqual([1, 0]);
  await grace.call(operations.publishAssignment, publish(later, plan.token));
  expect((await gradebook()).cells.get('mary')?.late).toBe(false);
  const { submissions: list } = await mary.call(operations.listSubmissions, { params: SHEET });
  expect(list.map(({ late }) => late)).toEqual([false]);
});

test('other dates change the set that has them and no other, also where it is due before that one then', async () => {
  // Until now the other set, “code”, is due first.
  const { changes } = await planOf(files({ one: 2, two: 2, four: 1 }, '2026-11-20 14:30'));
  expect(changes.length).toBeGreaterThan(3);
  for (const { sets } of changes) {
    expect(sets.map(({ slug }) => slug)).toEqual(['sheet']);
    expect(sets[0]!.before.dueAt).toContain('2026-12-03');
    expect(sets[0]!.after.dueAt).toContain('2026-11-20');
  }
});

test('the publisher may want answers graded anew, and a question may come back', async () => {
  const back = files({ one: 4, two: 2, three: 6 });
  const choice: VersionSteps = { one: { grades: 'regrade' } };
  const plan = await planOf(back, choice);
  expect(
    plan.questions.map(({ id, change, grades, missing }) => [id, change, grades?.step, missing]),
  ).toEqual([
    ['one', 'changed', 'regrade', null],
    ['two', 'same', 'kept', null],
    ['three', 'new', 'rescaled', 'zero'],
    ['four', 'gone', undefined, null],
  ]);
  expect(plan.students.find(({ student }) => student.name === 'ada')).toMatchObject({
    before: 3.5,
    after: null,
  });
  await grace.call(operations.publishAssignment, publish(back, plan.token, choice));
  const gradersOfOne = async () => {
    const { questions } = await tess.call(operations.getGradingProgress, { params: SHEET });
    return questions.find(({ question }) => question === 'one')?.graders.map(({ graded }) => graded);
  };
  // Nobody has graded what is to be graded anew, whoever did before.
  expect(await gradersOfOne()).toEqual([]);
  const answer = { submissionId: submissions.get('ada')!, question: 'one' };
  const looked = await tess.call(operations.getGradingAnswer, { params: answer });
  expect([looked.score, looked.grade?.carried]).toEqual([null, { version: 2, score: 1, maxScore: 1 }]);
  await grade('ada', 'one', -1);
  expect(await gradersOfOne()).toEqual([1]);
  // 3 + 1.5 + 2 × 2 of 12.
  expect((await gradebook()).cells.get('ada')?.score).toBe(8.5);
  const event = await server.db.auditEvent.findFirstOrThrow({
    where: { action: 'publishAssignment' },
    orderBy: { at: 'desc' },
  });
  expect(event.details).toMatchObject({ version: 5, steps: { one: { grades: 'regrade' } } });
});

test('a choice that there is not is refused', async () => {
  const body = { files: files({ one: 4 }), slug: 'sheet', steps: { nothing: { missing: 'full' as const } } };
  expect((await grace.fail(operations.checkAssignment, { params, body })).code).toBe('unacceptable');
});

test('a set that is taken back or archived stays with those who handed in', async () => {
  const change = (state: 'open' | 'hidden' | 'archived') =>
    grace.call(operations.changeSetState, { params: SHEET, body: { state } });
  const seenBy = async (client: Client) => {
    const { assignments } = await client.call(operations.listAssignments, { params });
    return assignments.find(({ slug }) => slug === 'sheet')?.state;
  };
  const late = await server.as('emmy');
  const extra = await server.db.user.create({
    data: {
      email: 'nora@example.org',
      name: 'nora',
      passwordHash: (await server.db.user.findFirstOrThrow()).passwordHash,
    },
  });
  const { courseId } = await server.db.assignment.findFirstOrThrow({ where: { slug: 'sheet' } });
  await server.db.enrolment.create({ data: { courseId, userId: extra.id, role: 'student' } });
  const nora = await server.as('nora');
  expect(await seenBy(nora)).toBe('open');

  await change('hidden');
  expect([await seenBy(nora), await seenBy(late)]).toEqual([undefined, 'hidden']);
  expect((await nora.fail(operations.getAssignment, { params: SHEET })).status).toBe(404);
  expect((await late.call(operations.listSubmissions, { params: SHEET })).submissions).toHaveLength(1);
  expect((await late.call(operations.getFeedback, { params: SHEET })).submission.number).toBe(1);
  const refused = await late.fail(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'again' } },
  });
  expect(refused).toMatchObject({ code: 'locked', message: expect.stringMatching(/taken back/) });
  expect((await gradebook()).cells.get('ada')?.score).toBe(8.5);
  expect((await gradebook()).cells.get('nora')?.status).toBe('not_submitted');

  await change('archived');
  expect([await seenBy(nora), await seenBy(late)]).toEqual(['archived', 'archived']);
  const text = await nora.fail(operations.writeText, {
    params: { ...SHEET, key: 'one' },
    body: { text: 'x' },
  });
  expect(text.code).toBe('locked');
  await change('open');
  await nora.call(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text: 'x' } });
});

test('from the command line a version is a plan first; an answer keeps the wording that it was given to', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stepwise-version-'));
  const folder = join(directory, 'sheet');
  const made = { ...files({ one: 9, eight: 2 }), 'questions/one/statement.md': 'Explain one anew.\n' };
  for (const [path, text] of Object.entries(made)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const publishing = (...flags: string[]) =>
    stepwiseOn(server.databaseUrl, 'publish', folder, '--course', COURSE, ...flags);
  await grade('ada', 'two', -0.5);
  const csv = join(directory, 'plan.csv');
  const choices = ['--grades', 'one=kept', '--missing', 'eight=full'];
  const seen = await publishing(...choices, '--csv', csv);
  expect(seen.code).toBe(1);
  expect(seen.stdout).toMatch(/eight.*new/);
  expect(await readFile(csv, 'utf8')).toContain('ada');
  const token = /--confirm (\S+)/.exec(seen.stdout)![1]!;
  // Other choices are another plan, and what is no choice is no plan at all.
  expect((await publishing('--confirm', token)).code).toBe(1);
  expect((await publishing('--missing', 'eight=much')).code).toBe(2);
  const before = (await gradebook()).max;
  const done = await publishing(...choices, '--confirm', token);
  expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/version \d+ \(changed\)/)]);
  expect([before, (await gradebook()).max]).toEqual([expect.any(Number), 11]);
  const answer = { submissionId: submissions.get('ada')!, question: 'one' };
  expect(await tess.call(operations.getGradingAnswer, { params: answer })).toMatchObject({
    question: { statement: 'Explain one anew.\n' },
    askedAs: { title: 'Question one', statement: 'Explain one.\n' },
  });
  // What was decided last is about a question that is gone: undoing goes on to what can be undone.
  expect(await tess.call(operations.undoGrading, { params: SHEET })).toMatchObject({ question: 'one' });
  const notAsked = { ...answer, question: 'eight' };
  expect(await tess.fail(operations.getGradingAnswer, { params: notAsked })).toMatchObject({
    code: 'not_found',
    message: expect.stringMatching(/was not asked Question eight/),
  });
  await rm(directory, { recursive: true });
});

test('a plan that somebody’s publishing overtakes is made anew upon theirs', async () => {
  const { db } = server;
  const latest = await db.assignmentVersion.findFirstOrThrow({
    where: { assignment: { slug: 'sheet' } },
    orderBy: { number: 'desc' },
  });
  let planned: ReturnType<typeof planOf> | undefined;
  await db.$transaction(async (tx) => {
    const { id: _, publishedAt: __, ...theirs } = latest;
    await tx.assignmentVersion.create({
      data: {
        ...theirs,
        definition: theirs.definition!,
        files: theirs.files!,
        steps: theirs.steps!,
        number: latest.number + 1,
      },
    });
    planned = planOf(files({ one: 3 }));
    // Until it waits for the number that is taken here.
    for (let waiting = 0n; waiting === 0n;)
      [{ waiting }] = await tx.$queryRaw<[{ waiting: bigint }]>`
        SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`;
  });
  expect((await planned!).version).toBe(latest.number + 2);
});
