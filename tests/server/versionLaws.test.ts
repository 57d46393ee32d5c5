/**
 * Laws 15, 17–19 and 21 over a random play: versions are published, due times moved, submissions handed in and graded,
 * reruns applied and undone, grades released and taken back. After every act gradebook, export, graded copies and feedback
 * say the same, and just what a small model says that replays the log of acts.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { SubmissionView } from '../../contract/submissions.ts';
import type { VersionSteps } from '../../contract/versions.ts';
import type { Client } from '../support/client.ts';
import { COURSE, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261126);
const ACTS = 60;
const SET = { course: COURSE, assignment: 'mixed' };
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const random = randomFrom(SEED);
const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

/* What is asked: written questions by id with points, and one in code with its tests, a point each. */
interface Sheet {
  written: Record<string, number>;
  tests: string[];
  due: number;
}
const pointsIn = ({ written, tests }: Sheet): Record<string, number> => ({
  ...written,
  ...(tests.length > 0 && { sgd: tests.length }),
});
const passes = (program: string, id: string): boolean =>
  createHash('sha256').update(`${program} ${id}`).digest()[0]! % 3 > 0;

function filesOf({ written, tests, due }: Sheet): Record<string, string> {
  const at = new Date(due).toISOString().slice(0, 16).replace('T', ' ');
  const files: Record<string, string> = {
    'assignment.yaml': `title: Mixed\ncourse: Course\ndue: ${at}\ntimeZone: UTC\nsubmission: { file: optim, languages: [javascript] }\nblocks:\n  - questions: [${[...Object.keys(written), 'sgd'].join(', ')}]\n`,
    'questions/sgd/statement.md': 'Write `sgd`.\n',
    'starter/optim.js': 'export function sgd(w, dw, config) {}\n',
  };
  for (const [id, points] of Object.entries(written)) {
    files[`questions/${id}/question.yaml`] =
      `kind: written\nid: ${id}\ntitle: Question ${id}\npoints: ${points}\n`;
    files[`questions/${id}/statement.md`] = `Explain ${id}.\n`;
  }
  const testLines = tests.map(
    (id) =>
      `  - { kind: trajectory, id: ${id}, title: "Test ${id}", points: 1, steps: 5, start: [1.25, -0.5], hyperparameters: { learning_rate: 0.0625 } }\n`,
  );
  files['questions/sgd/question.yaml'] =
    `kind: optimizer\nid: sgd\ntitle: SGD\npoints: ${tests.length}\nentry: sgd\noptimizer: sgd\ndefaults: { learning_rate: 0.01 }\ntests:\n${testLines.join('')}`;
  return files;
}

/* The model: the log of what happened, and what it amounts to. */
interface Version {
  sheet: Sheet;
  steps: VersionSteps;
}
interface Run {
  submission: Submission;
  version: number;
  rerun: string | null;
  score: number;
  /** Place in the order in which runs came to count; null for one that does not. */
  counts: number | null;
}
interface Submission {
  id: string;
  name: string;
  at: number;
  version: number;
  program: string;
}
interface Decision {
  submission: Submission;
  question: string;
  version: number;
  run: Run;
  full: boolean;
  adjustment: number;
}
const versions: Version[] = [];
const submissions: Submission[] = [];
const runs: Run[] = [];
/** The last about an answer stands. */
const decisions: Decision[] = [];
let order = 0;
let applied = 0;
let undone = 0;

const pointsAt = (version: number, question: string): number | undefined =>
  pointsIn(versions[version]!.sheet)[question];
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** From points of one version to points of a later one; null where somebody wanted it graded anew. */
function carry(question: string, from: number, to: number, score: number): number | null {
  let value = score;
  let points = pointsAt(from, question)!;
  for (let version = from + 1; version <= to; version += 1) {
    const after = pointsAt(version, question);
    if (after === undefined) continue;
    const how = versions[version]!.steps[question]?.grades ?? 'rescaled';
    if (how === 'regrade') return null;
    if (how === 'rescaled') value = (value * after) / points;
    value = Math.min(round(value), after);
    points = after;
  }
  return value;
}

const countingRun = (submission: Submission): Run =>
  runs
    .filter((run) => run.submission === submission && run.counts !== null)
    .reduce((last, run) => (run.counts! > last.counts! ? run : last));
const countingOf = (name: string): Submission | undefined =>
  submissions.filter((each) => each.name === name).at(-1);

function scoreOf(submission: Submission, question: string): number | null {
  const now = versions.length - 1;
  const asked =
    pointsAt(submission.version, question) !== undefined ||
    (question === 'sgd' && pointsAt(countingRun(submission).version, question) !== undefined);
  if (!asked) {
    let cameIn = now;
    while (pointsAt(cameIn - 1, question) !== undefined) cameIn -= 1;
    return versions[cameIn]!.steps[question]?.missing === 'full' ? pointsAt(now, question)! : 0;
  }
  // The last grade along the submissions of the student.
  const own = submissions.filter(({ name, at }) => name === submission.name && at <= submission.at);
  const last = own.flatMap(
    (each) => decisions.findLast((one) => one.submission === each && one.question === question) ?? [],
  );
  const decision = last.at(-1);
  const isCode = question === 'sgd';
  if (decision) {
    const full = pointsAt(decision.version, question)!;
    const tested = isCode
      ? carry(question, decision.run.version, decision.version, decision.run.score)!
      : full;
    const given = Math.min(Math.max(round((decision.full ? full : tested) + decision.adjustment), 0), full);
    const carried = carry(question, decision.version, now, given);
    if (carried !== null) return carried;
  }
  if (!isCode) return null;
  const run = countingRun(submission);
  return carry(question, run.version, now, run.score);
}

function expected(name: string): { score: number | null; late: boolean } | null {
  const submission = countingOf(name);
  if (!submission) return null;
  const { sheet } = versions.at(-1)!;
  const scores = Object.keys(pointsIn(sheet)).map((question) => scoreOf(submission, question));
  const isWhole = scores.every((score) => score !== null);
  return {
    score: isWhole ? round(scores.reduce((sum, score) => sum + score, 0)) : null,
    late: submission.at > sheet.due,
  };
}

/* The real thing. */
let server: TestServer;
let grace: Client, tess: Client;
const clients = new Map<string, Client>();
let released = false;

beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
  tess = await server.as('tess');
  for (const name of NAMES) clients.set(name, await server.as(name));
  await server.work(async (definition, program, options) => {
    const graded = await passEverything(definition, program, options);
    const [report] = graded.whole.questions;
    for (const each of report?.tests ?? []) {
      if (passes(program.source, each.id)) continue;
      each.score = 0;
      each.status = 'failed';
      report!.score -= 1;
    }
    return graded;
  });
});
afterAll(() => server.close());

async function publish(sheet: Sheet): Promise<void> {
  const body = { files: filesOf(sheet), slug: 'mixed' };
  const check = (steps?: VersionSteps) =>
    grace.call(operations.checkAssignment, {
      params: { course: COURSE },
      body: { ...body, ...(steps && { steps }) },
    });
  const first = await check();
  if (first.outcome?.change === 'unchanged') return;
  const steps: VersionSteps = {};
  for (const { id, grades, missing } of first.outcome?.plan?.questions ?? []) {
    if (grades) steps[id] = { ...steps[id], grades: pick(grades.options) };
    if (missing) steps[id] = { ...steps[id], missing: pick(['zero', 'full'] as const) };
  }
  const plan = first.outcome?.plan ? (await check(steps)).outcome!.plan! : null;
  await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { ...body, steps, ...(plan && { plan: plan.token }) },
  });
  // What is not said is what the plan says: of a question that nobody answered nothing can come of it.
  const kept = await server.db.assignmentVersion.findFirstOrThrow({
    where: { assignment: { slug: 'mixed' } },
    orderBy: { number: 'desc' },
  });
  for (const [id, step] of Object.entries(steps))
    expect((kept.steps as VersionSteps)[id]).toMatchObject(step);
  versions.push({ sheet, steps: kept.steps as VersionSteps });
  // It was published as it was planned.
  for (const { student, after, lateAfter } of plan?.students ?? [])
    expect({ score: after, late: lateAfter }).toEqual(expected(student.name));
}

function changed({ written, tests, due }: Sheet): Sheet {
  const all = ['one', 'two', 'three', 'four'];
  const next = { written: { ...written }, tests: [...tests], due };
  const change = pick(['points', 'questions', 'tests', 'due', 'points', 'questions'] as const);
  if (change === 'points') next.written[pick(Object.keys(written))] = 1 + Math.floor(random() * 4);
  if (change === 'due')
    next.due = due + (random() < 0.5 ? -1 : 1) * 60 * 60_000 * (1 + Math.floor(random() * 4));
  if (change === 'tests')
    next.tests = ['a', 'b', 'c', 'd'].filter((id) => (tests.includes(id) ? random() < 0.7 : random() < 0.5));
  if (next.tests.length === 0) next.tests = ['a'];
  if (change === 'questions') {
    const id = pick(all);
    if (id in written && Object.keys(written).length > 1) delete next.written[id];
    else next.written[id] ??= 1 + Math.floor(random() * 3);
  }
  return next;
}

async function submit(name: string): Promise<void> {
  const program = `// by ${name} ${Math.floor(random() * 1000)}`;
  const { written } = versions.at(-1)!.sheet;
  const answers = Object.fromEntries(Object.keys(written).map((id) => [id, `${name} ${id}`]));
  const { body, status, text } = await clients.get(name)!.send(operations.createSubmission, {
    params: SET,
    body: { idempotencyKey: randomUUID(), answers, file: { name: 'optim.js', text: program } },
  });
  if (status !== 201) throw new Error(text);
  const { id } = body as SubmissionView;
  await eventually(
    () => server.db.gradingRun.findFirstOrThrow({ where: { submissionId: id } }),
    ({ state }) => state === 'done',
  );
  const version = versions.length - 1;
  const submission = { id, name, at: server.clock.now.getTime(), version, program };
  submissions.push(submission);
  runs.push({ submission, version, rerun: null, score: scoreIn(program, version), counts: (order += 1) });
}
const scoreIn = (program: string, version: number): number =>
  versions[version]!.sheet.tests.filter((id) => passes(program, id)).length;

async function grade(): Promise<void> {
  const answers = NAMES.flatMap((name) => countingOf(name) ?? []).flatMap((submission) =>
    Object.keys(pointsIn(versions.at(-1)!.sheet))
      .filter((question) => pointsAt(submission.version, question) !== undefined)
      .map((question) => ({ submission, question })),
  );
  if (answers.length === 0) return;
  const { submission, question } = pick(answers);
  const answer = { submissionId: submission.id, question };
  const { grade: earlier } = await tess.call(operations.getGradingAnswer, { params: answer });
  const full = random() < 0.5;
  const adjustment = pick([-1.5, -0.5, -0.25, 0.5]);
  const given = await tess.call(operations.gradeAnswer, {
    params: answer,
    body: { appliedItemIds: [], fullMarks: full, adjustment, baseRevision: earlier?.revision ?? 0 },
  });
  const version = versions.length - 1;
  decisions.push({ submission, question, version, run: countingRun(submission), full, adjustment });
  expect(given.score).toBe(scoreOf(submission, question));
}

async function rerun(): Promise<void> {
  if (submissions.length === 0) return;
  const scope = pick(['counting', 'all'] as const);
  const { id } = await tess.call(operations.startRerun, { params: SET, body: { scope } });
  const params = { ...SET, rerun: id };
  const { results } = await eventually(
    () => tess.call(operations.getRerun, { params }),
    ({ state }) => state === 'ready',
  );
  const version = versions.length - 1;
  const made = results.map(({ submissionId }): Run => {
    const submission = submissions.find((each) => each.id === submissionId)!;
    return { submission, version, rerun: id, score: scoreIn(submission.program, version), counts: null };
  });
  runs.push(...made);
  expect(new Set(made.map(({ submission }) => submission))).toEqual(
    new Set(scope === 'all' ? submissions : NAMES.flatMap((name) => countingOf(name) ?? [])),
  );
  // Until it is applied it changes nothing.
  await compare();
  if (random() < 0.25) {
    await tess.call(operations.discardRerun, { params });
    return;
  }
  const wanted = random() < 0.5 ? made : made.filter(() => random() < 0.6);
  if (wanted.length === 0) return;
  const before = new Map(results.map((each) => [each.submissionId, each]));
  for (const { submission } of wanted)
    expect(before.get(submission.id)!.before).toBe(scoreOf(submission, 'sgd'));
  await grace.call(operations.applyRerun, {
    params,
    body: { submissionIds: wanted.map(({ submission }) => submission.id) },
  });
  order += 1;
  applied += 1;
  for (const run of wanted) run.counts = order;
  for (const { submission } of wanted)
    expect(before.get(submission.id)!.after).toBe(scoreOf(submission, 'sgd'));
}

async function undo(): Promise<void> {
  const standing = [
    ...new Set(runs.filter((run) => run.rerun && run.counts !== null).map((run) => run.rerun!)),
  ];
  if (standing.length === 0) return;
  const id = pick(standing);
  undone += 1;
  await grace.call(operations.undoRerun, { params: { ...SET, rerun: id } });
  for (const run of runs) if (run.rerun === id) run.counts = null;
}

async function compare(): Promise<void> {
  const book = await grace.call(operations.getGradebook, { params: { course: COURSE } });
  const column = book.assignments.findIndex(({ slug }) => slug === 'mixed');
  const { sheet } = versions.at(-1)!;
  const max = Object.values(pointsIn(sheet)).reduce((sum, points) => sum + points, 0);
  expect(book.assignments[column]!.maxScore).toBe(max);
  const csv = (await grace.call(operations.exportGradebook, { params: { course: COURSE } })).split('\r\n');
  const inCsv = csv[0]!.split(',').indexOf(`mixed (of ${max})`);
  expect(inCsv).toBeGreaterThan(0);
  for (const { student, cells } of book.rows) {
    const wanted = expected(student.name);
    const { score, late, status, submissionId } = cells[column]!;
    expect([student.name, score, late]).toEqual([student.name, wanted?.score ?? null, wanted?.late ?? false]);
    if (!wanted) continue;
    expect(status === 'ungraded').toBe(wanted.score === null);
    const line = csv.find((row) => row.startsWith(`${student.name},`))!.split(',');
    expect(line[inCsv]).toBe(wanted.score === null ? '' : String(wanted.score));
    const copy = await tess.call(operations.getGradedCopy, { params: { submissionId: submissionId! } });
    expect([copy.score, copy.maxScore, copy.submission.late]).toEqual([wanted.score, max, wanted.late]);
    if (!released) continue;
    const feedback = await clients.get(student.name)!.call(operations.getFeedback, { params: SET });
    expect([feedback.score, feedback.maxScore]).toEqual([wanted.score, max]);
    // Nothing that was answered is gone.
    const own = countingOf(student.name)!;
    const read = [...feedback.questions, ...feedback.removed.map((each) => each.feedback)];
    for (const id of Object.keys(versions[own.version]!.sheet.written))
      expect(read.find(({ question }) => question === id)?.answer).toBe(`${student.name} ${id}`);
  }
}

test(`gradebook, export, copies and feedback are one, through ${ACTS} acts`, async () => {
  await publish({
    written: { one: 1, two: 2 },
    tests: ['a', 'b'],
    due: Date.parse('2026-12-02T00:00:00Z'),
  });
  for (let i = 0; i < ACTS; i += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + 20 * 60_000);
    const act = pick([
      'submit',
      'submit',
      'grade',
      'grade',
      'grade',
      'grade',
      'publish',
      'publish',
      'rerun',
      'rerun',
      'undo',
      'release',
    ] as const);
    if (act === 'submit' && !released) await submit(pick(NAMES));
    if (act === 'grade') await grade();
    if (act === 'publish') await publish(changed(versions.at(-1)!.sheet));
    if (act === 'rerun') await rerun();
    if (act === 'undo') await undo();
    if (act === 'release') {
      released = !released;
      await grace.call(operations.releaseGrades, { params: SET, body: { released } });
    }
    await compare();
  }
  // A play in which little happened would prove little.
  expect(versions.length).toBeGreaterThan(5);
  expect(decisions.length).toBeGreaterThan(5);
  expect(applied).toBeGreaterThan(1);
  expect(undone).toBeGreaterThan(0);
});
