/**
 * Under a random play of several graders and groups that change: what the look at a file of scores says is exactly what the file
 * does, under each rule of which submission counts, and undone everything is as it was.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { operations } from '../../contract/index.ts';
import type { ScoreImport } from '../../contract/scoreImports.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, startTestServer, type TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261128);
const ACTS = Number(process.env.ACTS ?? 8);
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
const QUESTIONS = { one: 1, two: 2 } as const;
type Name = (typeof NAMES)[number];

const { random, pick } = playOf(SEED);

let server: TestServer;
let tess: Client, grace: Client;
const students = new Map<Name, Client>();
const ids = new Map<Name, string>();
const inCourse = { course: COURSE };
beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = (await Promise.all(['tess', 'grace'].map((name) => server.as(name)))) as [Client, Client];
  for (const name of NAMES) {
    students.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
});
afterAll(() => server.close());

async function publish(counts: string) {
  const files = titled(counts, {
    ...SHEET_FILES,
    'assignment.yaml': `${SHEET_FILES['assignment.yaml']}resubmission: { counts: ${counts} }\n`,
  });
  const slug = counts.replaceAll('_', '-');
  await grace.call(operations.publishAssignment, { params: inCourse, body: { files, slug } });
  return { ...inCourse, assignment: slug };
}
type Place = Awaited<ReturnType<typeof publish>>;

const handIn = (params: Place, name: Name) =>
  students.get(name)!.call(operations.createSubmission, {
    params,
    body: { idempotencyKey: randomUUID(), answers: { one: pick(['A', 'B']), two: pick(['A', 'B', 'C']) } },
  });
const together = (params: Place, names: readonly Name[], arrangement: 'together' | 'apart') =>
  tess.send(operations.arrangeGroup, {
    params,
    body: { userIds: names.map((name) => ids.get(name)!), arrangement, reason: 'Asked for.' },
  });
async function grade(by: Client, submissionId: string, question: string): Promise<void> {
  const params = { submissionId, question };
  const { grade: looked } = await by.call(operations.getGradingAnswer, { params });
  if (looked && random(4) === 0) await by.send(operations.ungradeAnswer, { params });
  else {
    const body = { appliedItemIds: [], baseRevision: looked?.revision ?? 0, adjustment: -random(5) / 4 };
    await by.send(operations.gradeAnswer, { params, body: { ...body, fullMarks: body.adjustment === 0 } });
  }
}

/** Of everybody each score as the export has it. */
async function scores({ assignment }: Place): Promise<Map<string, number | null>> {
  const csv = await grace.call(operations.exportSetScores, {
    params: { ...inCourse, assignment },
    query: { format: 'stepwise' },
  });
  const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
  return new Map(
    rows.flatMap((row) =>
      Object.entries(QUESTIONS).map(([question, points]) => {
        const cell = row[`${assignment}/${question} (of ${points})`]!;
        return [`${row.Email} ${question}`, cell === '' ? null : Number(cell)] as const;
      }),
    ),
  );
}

const send = (csv: string, confirm?: string) =>
  grace.send(operations.importScores, {
    params: inCourse,
    body: Buffer.from(csv),
    query: confirm === undefined ? {} : { confirm },
  });

function randomFile({ assignment }: Place): string {
  const headings = Object.entries(QUESTIONS).map(
    ([question, points]) => `${assignment}/${question} (of ${points})`,
  );
  const lines = NAMES.filter(() => random(3) > 0).map(
    (name) =>
    [`${name}@example.org`, ...Object.values(QUESTIONS).map((points) => (random(3) === 0 ? '' : random(5) * points / 4))].join(','), // prettier-ignore
  );
  return `${['Email', ...headings].join(',')}\n${lines.join('\n')}\n`;
}

const said = ({ sets }: ScoreImport): unknown[] =>
  sets
    .flatMap(({ changes }) => changes.filter(({ before, after }) => before !== after))
    .map(({ student, question, before, after }) => [`${student.email} ${question.id}`, before, after])
    .toSorted();
const between = (before: Map<string, number | null>, after: Map<string, number | null>): unknown[] =>
  [...before]
    .flatMap(([key, was]) => (was === after.get(key) ? [] : [[key, was, after.get(key)]]))
    .toSorted();

test('lowered, a submission may count no more: the look says what counts then, and whose score becomes what', async () => {
  const params = await publish('best');
  const submissions = [];
  for (const adjustment of [-0.5, 0]) {
    const { id } = await handIn(params, 'ada');
    submissions.push(id);
    for (const question of Object.keys(QUESTIONS)) {
      const place = { submissionId: id, question };
      const { grade: carried } = await tess.call(operations.getGradingAnswer, { params: place });
      const body = { baseRevision: carried?.revision ?? 0, appliedItemIds: [], fullMarks: adjustment === 0, adjustment }; // prettier-ignore
      await tess.call(operations.gradeAnswer, { params: place, body });
    }
  }
  await grace.call(operations.releaseGrades, { params, body: { released: true } });
  const csv = 'Email,best/two (of 2)\nada@example.org,0\n';
  const { body: look } = (await send(csv)) as unknown as { body: ScoreImport };
  const ada = { email: 'ada@example.org' };
  const counts = { before: 2, after: 1 };
  expect(look.sets).toMatchObject([
    {
      changes: [
        { line: 2, student: ada, question: { id: 'two' }, before: 2, after: 1.5, wanted: 0, counts, submissionId: submissions[0] },
        { line: null, student: ada, question: { id: 'one' }, before: 1, after: 0.5, wanted: null, counts },
      ],
    },
  ]); // prettier-ignore
  const { body: done } = (await send(csv, look.digest)) as unknown as { body: ScoreImport };
  expect(done.sets).toEqual(look.sets);
  // Of each question whose score is another one.
  const told = await server.db.notification.findMany({ where: { userId: ids.get('ada')!, kind: 'graded' } });
  expect(told).toHaveLength(2);
});

test('by a grader’s hand it is the same: of every question whose score is another one they are told', async () => {
  const params = { ...inCourse, assignment: 'best' };
  const release = (released: boolean) => grace.call(operations.releaseGrades, { params, body: { released } });
  await release(false);
  const submissions = [await handIn(params, 'emmy'), await handIn(params, 'emmy')].map(({ id }) => id);
  const gradeIt = async (submissionId: string, question: string, adjustment: number) => {
    const place = { submissionId, question };
    const { grade: looked } = await tess.call(operations.getGradingAnswer, { params: place });
    const body = { baseRevision: looked?.revision ?? 0, appliedItemIds: [], adjustment: adjustment - 1e-3 };
    await tess.call(operations.gradeAnswer, { params: place, body });
  };
  for (const [at, id] of submissions.entries())
    for (const question of Object.keys(QUESTIONS)) await gradeIt(id, question, at === 0 ? -0.5 : 0);
  const told = async () =>
    (await server.db.notification.findMany({ where: { userId: ids.get('emmy')!, kind: 'graded' } })).length;
  await release(true);
  await server.db.notification.deleteMany({ where: { userId: ids.get('emmy')! } });
  await gradeIt(submissions[1]!, 'two', -2 + 1e-3);
  expect(await told()).toBe(2);
});

test('where a common grade was taken back, each has what they had alone: a grade, or none', async () => {
  const params = { ...inCourse, assignment: 'sheet' };
  const pairs: [Name, Name][] = [
    ['emmy', 'mary'],
    ['sofia', 'ada'],
  ];
  for (const [graded, alone] of pairs) {
    const { id: first } = await handIn(params, graded);
    await tess.call(operations.gradeAnswer, {
      params: { submissionId: first, question: 'two' },
      body: { baseRevision: 0, appliedItemIds: [], adjustment: -0.5 },
    });
    await handIn(params, alone);
    await together(params, [graded, alone], 'together');
    const { id } = await handIn(params, graded);
    const place = { submissionId: id, question: 'two' };
    const { grade: carried } = await tess.call(operations.getGradingAnswer, { params: place });
    await tess.call(operations.gradeAnswer, {
      params: place,
      body: { baseRevision: carried!.revision, appliedItemIds: [], fullMarks: true },
    });
    await tess.call(operations.ungradeAnswer, { params: place });
  }
  // Both ways round, since it was the first of two who had the score of both.
  const two = await scores(params);
  expect(pairs.flat().map((name) => two.get(`${name}@example.org two`))).toEqual([1.5, null, 1.5, null]);
});

test.each(['last', 'first', 'last_before_due', 'best'])(
  'what a look says is what is done: %s counts',
  async (counts) => {
    const params = counts === 'best' ? { ...inCourse, assignment: 'best' } : await publish(counts);
    await grace.call(operations.releaseGrades, { params, body: { released: false } });
    const submissions: string[] = [];
    for (const name of NAMES) submissions.push((await handIn(params, name)).id);
    for (let act = 0; act < ACTS; act += 1) {
      const where = { seed: SEED, counts, act };
      const doing = random(5);
      if (doing === 0) submissions.push((await handIn(params, pick(NAMES))).id);
      else if (doing === 1) await together(params, [pick(NAMES), pick(NAMES)], pick(['together', 'apart']));
      else await Promise.all([tess, grace].map((by) => grade(by, pick(submissions), pick(['one', 'two']))));
      const csv = randomFile(params);
      const before = await scores(params);
      const { status, body: look } = (await send(csv)) as unknown as { status: number; body: ScoreImport };
      expect({ ...where, status }).toEqual({ ...where, status: 200 });
      // Now and then a colleague comes in between.
      const meanwhile = random(3) === 0 ? grade(tess, pick(submissions), pick(['one', 'two'])) : null;
      const { status: answered, body: done } = (await send(csv, look.digest)) as unknown as {
        status: number;
        body: ScoreImport;
      };
      await meanwhile;
      if (meanwhile) {
        if (answered !== 200) expect({ ...where, answered }).toEqual({ ...where, answered: 422 });
        continue;
      }
      expect({ ...where, answered, sets: done.sets }).toEqual({ ...where, answered: 200, sets: look.sets });
      expect({ ...where, changes: said(look) }).toEqual({
        ...where,
        changes: between(before, await scores(params)),
      });
      const { importId } = done;
      if (importId === null || random(3) === 0) continue;
      await grace.call(operations.undoScoreImport, { params: { ...inCourse, importId } });
      expect({ ...where, undone: between(before, await scores(params)) }).toEqual({ ...where, undone: [] });
    }
  },
);
