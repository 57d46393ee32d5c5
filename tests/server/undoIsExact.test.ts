/**
 * Under a random play of several graders: whatever is decided about answers and undone, by whom and with whatever, everything is
 * as it was before, on every page and in every file: the score, and also whose grade it is and since when.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261128);
const ACTS = 24;
const QUESTION = { ...SHEET, question: 'two' };

const { random, pick } = playOf(SEED);

let server: TestServer;
let tess: Client, grace: Client, tom: Client;
const answers: string[] = [];
let csrfToken: string;
beforeAll(async () => {
  server = await startTestServer();
  const tomsId = await server.userId('stranger');
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({ data: { courseId, userId: tomsId, role: 'ta' } });
  for (const name of ['ada', 'emmy', 'mary']) {
    const student = await server.as(name);
    const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: pick(['Two', 'Other']) } };
    answers.push((await student.call(operations.createSubmission, { params: SHEET, body })).id);
  }
  [tess, grace, tom] = (await Promise.all(['tess', 'grace', 'stranger'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  ({ csrfToken } = await grace.refresh());
});
afterAll(() => server.close());

const answerOf = (submissionId: string) =>
  grace.call(operations.getGradingAnswer, { params: { submissionId, question: 'two' } });
const withRevisions = async () =>
  (await Promise.all(answers.map(answerOf))).map(({ submissionId, grade }) => ({
    submissionId,
    baseRevision: grade?.revision ?? 0,
  }));
const choice = () => ({
  appliedItemIds: [],
  fullMarks: random(2) === 0,
  adjustment: -random(4) / 2 - 0.5,
  comment: pick(['', 'See the book.']),
});
const undo = (client: Client) => () => client.call(operations.undoGrading, { params: SHEET });

/** Sums in another order differ in their last digits. */
const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value;

/** Everything that is said of the grades, without the number that each decision has. */
async function views(): Promise<unknown> {
  const inCourse = { params: { course: COURSE } };
  const statistics = await grace.call(operations.getGradingStatistics, { params: SHEET });
  const said = {
    answers: await Promise.all(answers.map(answerOf)),
    list: await tess.call(operations.listGradingAnswers, { params: QUESTION }),
    groups: await tess.call(operations.listAnswerGroups, { params: QUESTION }),
    progress: await tess.call(operations.getGradingProgress, { params: SHEET }),
    evaluations: await grace.call(operations.exportEvaluations, { params: QUESTION }),
    // Undoing takes time, too.
    statistics: statistics.questions.map(({ items, graders, scores }) => ({
      items,
      scores,
      graders: graders.map(({ person, scores: theirs }) => ({ person, theirs })),
    })),
    gradebook: await grace.call(operations.getGradebook, inCourse),
  };
  // A grade that was taken back is none, and one that was never given is none either.
  const isNone = (value: unknown) =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'taken_back';
  const noted = new Set(['revision', 'own', 'gradedTogether', 'second']);
  return JSON.parse(
    JSON.stringify(said, (key, value: unknown) =>
      noted.has(key) ? undefined : isNone(value) ? null : rounded(value),
    ),
  );
}

/** Each decides something, and gives back what undoes it; null where there was nothing to decide. */
const acts: Record<string, () => Promise<(() => Promise<unknown>) | null>> = {
  async grade() {
    const by = pick([tess, tom, grace]);
    const submissionId = pick(answers);
    const { grade } = await answerOf(submissionId);
    const body = { ...choice(), baseRevision: grade?.revision ?? 0 };
    await by.call(operations.gradeAnswer, { params: { submissionId, question: 'two' }, body });
    return undo(by);
  },
  async takeBack() {
    const by = pick([tess, tom, grace]);
    const submissionId = pick(answers);
    const { grade } = await answerOf(submissionId);
    if (grade?.kind !== 'grade') return null;
    await by.call(operations.ungradeAnswer, { params: { submissionId, question: 'two' } });
    return undo(by);
  },
  async gradeGroup() {
    const by = pick([tess, tom, grace]);
    const body = { ...choice(), groupName: 'All', answers: await withRevisions() };
    await by.call(operations.gradeAnswerGroup, { params: QUESTION, body });
    return undo(by);
  },
  async takeBackGroup() {
    const by = pick([tess, tom, grace]);
    const looked = (await withRevisions()).filter(({ baseRevision }) => baseRevision > 0);
    if (looked.length === 0) return null;
    const { takenBack } = await by.call(operations.ungradeAnswerGroup, {
      params: QUESTION,
      body: { answers: looked },
    });
    return takenBack > 0 ? undo(by) : null;
  },
  async importFile() {
    const lines = ['ada', 'emmy', 'mary'].map((name) => `${name}@example.org,${random(5) / 2}`);
    const csv = Buffer.from(`Email,sheet/two (of 2)\n${lines.join('\n')}\n`);
    const send = (confirm: string) =>
      grace
        .raw('post', `/api/courses/${COURSE}/score-imports${confirm}`)
        .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
        .send(csv);
    const { digest } = (await send('')).body as { digest: string };
    const { importId } = (await send(`?confirm=${encodeURIComponent(digest)}`)).body as {
      importId: string | null;
    };
    if (importId === null) return null;
    return () => grace.call(operations.undoScoreImport, { params: { course: COURSE, importId } });
  },
};

test('what is undone is as it was before, and so is whose it is', async () => {
  for (let act = 0; act < ACTS; act += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const name = pick(Object.keys(acts));
    const before = await views();
    const takeBack = await acts[name]!();
    // Now and then it stands, so that there is something to be undone on.
    if (takeBack === null || random(3) === 0) continue;
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    await takeBack();
    expect({ seed: SEED, act, name, views: await views() }).toEqual({ seed: SEED, act, name, views: before });
  }
});
