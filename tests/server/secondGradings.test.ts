/** A second grade is adopted in place of what its instructor has looked at, and of nothing else, whatever others do meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { SecondGradings } from '../../contract/gradingStatistics.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const ROUNDS = 40;
const { random, pick } = playOf(SEED);

type Shown = SecondGradings['answers'][number];

let server: TestServer;
let tess: Client, tom: Client, grace: Client, gus: Client;
let answers: string[];
const place = (submissionId: string) => ({ submissionId, question: 'two' });
const choice = (adjustment: number) => ({ appliedItemIds: [], fullMarks: true, adjustment, comment: '' });

beforeAll(async () => {
  server = await startTestServer();
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  for (const [name, role] of [
    ['stranger', 'ta'],
    ['emmy', 'instructor'],
  ] as const) {
    const of = { courseId, userId: await server.userId(name) };
    await server.db.enrolment.upsert({
      where: { courseId_userId: of },
      create: { ...of, role },
      update: { role },
    });
  }
  [tess, tom, grace, gus] = (await Promise.all(
    ['tess', 'stranger', 'grace', 'emmy'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  answers = await Promise.all(
    ['ada', 'mary', 'sofia'].map(async (name) => {
      const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: 'Two' } };
      return (await (await server.as(name)).call(operations.createSubmission, { params: SHEET, body })).id;
    }),
  );
  for (const submissionId of answers) await grade(submissionId, -1, 0);
  await grace.call(operations.askForSecondGrading, {
    params: { ...SHEET, question: 'two' },
    body: { graderId: await server.userId('stranger'), count: 3 },
  });
  for (const submissionId of answers) await second(submissionId, -2);
});
afterAll(() => server.close());

const grade = (submissionId: string, adjustment: number, baseRevision: number) =>
  tess.call(operations.gradeAnswer, {
    params: place(submissionId),
    body: { ...choice(adjustment), baseRevision },
  });
async function second(submissionId: string, adjustment: number): Promise<number> {
  server.clock.now = new Date(server.clock.now.getTime() + 1000);
  const params = place(submissionId);
  const { decidedAt: seen } = await tom.call(operations.getSecondGrading, { params });
  const sent = { params, body: { ...choice(adjustment), seen } };
  return (await tom.send(operations.decideSecondGrading, sent)).status;
}
/** What the page shows. */
const shown = async (): Promise<Map<string, Shown>> => {
  const { questions } = await grace.call(operations.getGradingStatistics, { params: SHEET });
  const rows = questions.find(({ id }) => id === 'two')!.second!.answers;
  return new Map(rows.map((row) => [row.submissionId, row]));
};
const adopt = (client: Client, { submissionId, baseRevision, decidedAt }: Shown) =>
  client.send(operations.adoptSecondGrading, { params: place(submissionId), body: { baseRevision, decidedAt } }); // prettier-ignore
const standing = async (submissionId: string) =>
  (await grace.call(operations.getGradingAnswer, { params: place(submissionId) })).grade!;

test('a second grade is taken back by whoever gave it, as they saw it, and waits again', async () => {
  const [, submissionId] = answers as [string, string];
  const params = place(submissionId);
  const look = () => tom.call(operations.getSecondGrading, { params });
  const takeBack = (client: Client, seen: string) =>
    client.send(operations.takeBackSecondGrading, { params, query: { seen } });
  const first = (await look()).decidedAt!;
  expect(await second(submissionId, -1)).toBe(200);
  // In another tab it is another one since; and it is nobody else's.
  expect((await takeBack(tom, first)).body).toMatchObject({ error: { code: 'unacceptable' } });
  const { decidedAt } = await look();
  expect((await takeBack(grace, decidedAt!)).status).toBe(404);
  expect((await takeBack(tom, decidedAt!)).status).toBe(200);
  expect(await look()).toMatchObject({ choice: null, decidedAt: null });
  expect((await takeBack(tom, decidedAt!)).status).toBe(200);
  expect(await server.db.auditEvent.count({ where: { action: 'takeBackSecondGrading' } })).toBe(1);
  // Graded again, it is adopted, and is not taken back any more.
  expect(await second(submissionId, -2)).toBe(200);
  const adopted = (await shown()).get(submissionId)!;
  expect((await adopt(grace, adopted)).status).toBe(200);
  expect((await takeBack(tom, adopted.decidedAt)).body).toMatchObject({ error: { code: 'locked' } });
});

test('who adopts what is another one meanwhile is told so, and the next look can adopt', async () => {
  const [submissionId] = answers as [string];
  const look = async () => (await shown()).get(submissionId)!;
  const first = await look();
  expect(first).toMatchObject({ firstScore: 1, secondScore: 0, stands: 'first', other: null });
  // Both correct themselves while the page is open.
  const corrected = await grade(submissionId, 0, first.baseRevision);
  expect((await adopt(grace, first)).body).toMatchObject({
    error: {
      code: 'grade_conflict',
      message: 'tess graded this answer meanwhile. Nothing was changed.',
      details: { theirs: { score: 2 } },
    },
  });
  expect(await look()).toMatchObject({ stands: null, other: { by: { name: 'tess' }, score: 2 } });
  const painted = await look();
  await second(submissionId, -1.75);
  expect((await adopt(grace, painted)).body).toMatchObject({ error: { code: 'unacceptable' } });
  expect(await standing(submissionId)).toEqual(corrected);

  const seen = await look();
  expect((await adopt(grace, seen)).body).toMatchObject({ score: 0.25, gradedBy: { name: 'grace' } });
  expect(await look()).toMatchObject({ stands: 'second', other: null });
  // Sent again, it is the same; another decision since stands.
  const adopted = await standing(submissionId);
  expect((await adopt(grace, seen)).body).toEqual(adopted);
  const talked = await grade(submissionId, -0.5, adopted.revision);
  expect((await adopt(grace, seen)).status).toBe(409);
  expect(await standing(submissionId)).toEqual(talked);
  expect(await look()).toMatchObject({ stands: null, other: { by: { name: 'tess' }, score: 1.5 } });
  expect(
    await server.db.auditEvent.count({ where: { action: 'adoptSecondGrading', subject: submissionId } }),
  ).toBe(1);
  expect((await adopt(grace, await look())).status).toBe(200);
});

test('under a random play each decision supersedes what its maker looked at', async () => {
  /** Pages that were loaded at some time, some of them long ago. */
  const pages = [await shown()];
  const given = new Set<number>();
  let adopted = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const submissionId = pick(answers);
    const where = { seed: SEED, round };
    const { revision } = await standing(submissionId);
    const doing: (() => Promise<void>)[] = [];
    if (random(3) === 0)
      doing.push(async () => {
        await tess.send(operations.gradeAnswer, {
          params: place(submissionId),
          body: { ...choice(-random(8) / 4), baseRevision: revision },
        });
      });
    if (random(3) === 0) doing.push(async () => void (await second(pick(answers), -random(8) / 4)));
    for (const client of [grace, gus]) {
      const page = pages.at(-1 - random(Math.min(3, pages.length)))!;
      const row = page.get(submissionId)!;
      doing.push(async () => {
        const { status, body } = await adopt(client, row);
        expect([200, 409, 422]).toContain(status);
        if (status !== 200) return;
        adopted += 1;
        const { revision: made, score } = body as { revision: number; score: number };
        const decision = await server.db.gradeDecision.findUniqueOrThrow({ where: { revision: made } });
        // Sent from an older page of the same person, whose adoption stands: nothing is decided again.
        if (given.has(made)) return expect({ ...where, score }).toEqual({ ...where, score: row.secondScore });
        given.add(made);
        // What was painted is what was decided, and what it replaced.
        expect({ ...where, score, supersedes: decision.supersedes }).toEqual({
          ...where,
          score: row.secondScore,
          supersedes: row.baseRevision,
        });
      });
    }
    await Promise.all(doing.map((act) => act()));
    pages.push(await shown());
  }
  expect(adopted).toBeGreaterThan(3);
  // Nothing was decided twice upon one state.
  const decisions = await server.db.gradeDecision.findMany({ select: { supersedes: true } });
  const on = decisions.flatMap(({ supersedes }) => supersedes ?? []);
  expect(on).toHaveLength(new Set(on).size);
});
