/**
 * Law 21 and the counts: after a random play of everything that moves a score, some of it at once, every page and every file says the
 * same of every student, and what is counted on the desk is what is listed there. SEED and ACTS try others.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { SetPolicyWish } from '../../contract/policies.ts';
import type { LateRules } from '../../contract/policy.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { BEFORE_DUE, COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261201);
const ACTS = Number(process.env.ACTS ?? 40);
/** So often all views are compared. */
const EVERY = 20;
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
/** Each named by the rule by which a submission counts. */
const SETS = ['last', 'best', 'last_before_due'];
const QUESTIONS = ['one', 'two'];
const HOUR_MS = 3_600_000;

const { random, pick } = playOf(SEED);
const course = { course: COURSE };
const inSet = (assignment: string) => ({ ...course, assignment });

let server: TestServer;
let grace: Client;
const graders: Client[] = [];
const students = new Map<string, Client>();
const ids = new Map<string, string>();
const files = new Map<string, Record<string, string>>();
/** What was handed in, by set. */
const handedIn: { id: string; set: string; members: string[] }[] = [];

beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
  graders.push(grace, await server.as('tess'));
  for (const name of NAMES) {
    students.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
  for (const set of SETS) {
    const counted = `${SHEET_FILES['assignment.yaml']}resubmission: { counts: ${set} }\n`;
    await publish(set, titled(set, { ...SHEET_FILES, 'assignment.yaml': counted }));
  }
});
afterAll(() => server.close());

async function publish(set: string, changed: Record<string, string>): Promise<void> {
  const body = { files: changed, slug: set };
  const { outcome } = await grace.call(operations.checkAssignment, { params: course, body });
  const plan = outcome?.plan?.token;
  const { status } = await grace.send(operations.publishAssignment, {
    params: course,
    body: { ...body, ...(plan !== undefined && { plan }) },
  });
  if (status === 201) files.set(set, changed);
}

const release = (set: string, released: boolean) =>
  grace.call(operations.releaseGrades, { params: inSet(set), body: { released } });
const onClock = (hours: number) =>
  new Date(BEFORE_DUE.getTime() + hours * HOUR_MS)
    .toLocaleString('sv-SE', { timeZone: 'America/New_York' })
    .slice(0, 16);
const PENALTIES: LateRules['penalty'][] = [
  { percent: 10, per: 'day', atMost: 100 },
  { percent: 1, per: 'hour', atMost: 40 },
  null,
];
const lateRules = (penalty = pick(PENALTIES)): LateRules => ({
  graceMinutes: pick([0, 90]),
  window: null,
  penalty,
  lateDays: pick([null, 0, 1]),
  missing: pick(['zero', 'left_out']),
});

const decideCourse = (penalty?: LateRules['penalty']) =>
  grace.send(operations.decideCoursePolicy, {
    params: course,
    body: { policy: { late: lateRules(penalty), lateDays: random(2), categories: [], anonymous: false } },
  });

const enrol = (name: string, active: boolean) =>
  grace.send(operations.changeEnrolment, {
    params: { ...course, userId: ids.get(name)! },
    body: { active },
  });

async function handIn(set: string, name: string): Promise<void> {
  // Often the same words as before: then the grade of before counts on.
  const answers = { one: `${name} ${random(2)}`, two: `${random(2)}` };
  const body = { idempotencyKey: randomUUID(), answers };
  const client = students.get(name)!;
  const { status, body: made } = await client.send(operations.createSubmission, { params: inSet(set), body });
  if (status !== 201) return;
  const { id, members } = made as { id: string; members: { id: string }[] };
  handedIn.push({ id, set, members: members.map((member) => member.id) });
}

async function grade(submissionId: string, question: string): Promise<void> {
  const params = { submissionId, question };
  const client = pick(graders);
  const { grade: looked, rubric } = await client.call(operations.getGradingAnswer, { params });
  const items = rubric.filter(({ archivedAt }) => archivedAt === null && random(2) === 0);
  const choice = { fullMarks: true, adjustment: pick([0, -0.25, -0.5]), comment: pick(['', 'Hm']) };
  const appliedItemIds = items.map(({ id }) => id);
  const body = { ...choice, appliedItemIds, baseRevision: looked?.revision ?? 0 };
  await client.send(operations.gradeAnswer, { params, body });
}

/**
 * Of each set something in time and graded, and then late, with a question that is graded anew and one whose grade is carried over; and
 * somebody who has handed in and left.
 */
async function begin(): Promise<void> {
  await decideCourse(PENALTIES[0]);
  for (const set of SETS) await handIn(set, 'ada');
  for (const { id } of [...handedIn]) for (const question of QUESTIONS) await grade(id, question);
  server.clock.now = new Date(BEFORE_DUE.getTime() + 50 * HOUR_MS);
  for (const set of SETS) await handIn(set, 'ada');
  for (const { id } of handedIn.slice(SETS.length)) await grade(id, 'one');
  for (const set of SETS) await handIn(set, 'sofia');
  await enrol('sofia', false);
}

/** What may be refused: what matters is that all say the same afterwards. */
const acts: Record<string, () => Promise<unknown>> = {
  handIn: () => handIn(pick(SETS), pick(NAMES)),
  async grade() {
    const submission = pick(handedIn);
    if (submission) await grade(submission.id, pick(QUESTIONS));
  },
  undo: () => pick(graders).send(operations.undoGrading, { params: inSet(pick(SETS)) }),
  async changeRubric() {
    const question = { ...inSet(pick(SETS)), question: 'two' };
    const { items } = await grace.call(operations.listRubricItems, { params: question });
    await grace.send(operations.editRubricItem, {
      params: { rubricItemId: pick(items).id },
      body: pick([{ points: -random(6) / 4 }, { archived: random(2) === 0 }]),
    });
  },
  arrange: () =>
    grace.send(operations.arrangeGroup, {
      params: inSet(pick(SETS)),
      body: {
        userIds: [...new Set([pick([...ids.values()]), pick([...ids.values()])])],
        arrangement: pick(['together', 'together', 'apart'] as const),
        reason: 'The play',
      },
    }),
  async pin() {
    const submission = pick(handedIn);
    if (!submission) return;
    const body = { userId: pick(submission.members), reason: pick(['Asked', null]) };
    await grace.send(operations.pinSubmission, { params: { submissionId: submission.id }, body });
  },
  decide: () => decideCourse(),
  async decideSet() {
    const policy: SetPolicyWish = {
      opens: null,
      closes: null,
      late: pick([null, lateRules()]),
      category: null,
      weight: 1,
      heldBack: {},
      anonymous: null,
    };
    await grace.send(operations.decideSetPolicy, { params: inSet(pick(SETS)), body: { policy } });
  },
  extend: () =>
    grace.send(operations.grantExtension, {
      params: inSet(pick(SETS)),
      body: {
        target: { kind: 'student', userId: pick([...ids.values()]) },
        until: onClock(3 + random(40)),
        reason: 'Ill',
      },
    }),
  async otherPoints() {
    const set = pick(SETS);
    const path = 'questions/two/question.yaml';
    const before = files.get(set)!;
    await publish(set, {
      ...before,
      [path]: before[path]!.replace(/^points: .*$/m, `points: ${1 + random(4)}`),
    });
  },
  leaveOrReturn: () => enrol(pick(NAMES), random(3) > 0),
  later: async () => void (server.clock.now = new Date(server.clock.now.getTime() + random(8) * HOUR_MS)),
};

/** How often there was a score, one of which lateness had taken some, and one with a grade of an earlier submission. */
const met = { scored: 0, late: 0, carried: 0 };

type Said = Record<string, number | null>;
type Row = Record<string, string>;
const numberIn = (cell: string | undefined): number | null => (cell ? Number(cell) : null);
const rowsOf = (csv: string): Row[] => parse(csv, { bom: true, columns: true }) as Row[];
/** The one column whose heading begins so. */
const columnIn = (row: Row, heading: string): number | null =>
  numberIn(Object.entries(row).find(([name]) => name.startsWith(heading))?.[1]);

/** What every page and file says of the scores in a set, by student: of the set and of each question. */
async function scoresSaid(
  set: string,
): Promise<{ sets: Record<string, Said>; questions: Record<string, Said> }> {
  const params = inSet(set);
  const sets: Record<string, Said> = {};
  const questions: Record<string, Said> = {};
  const say = (of: Record<string, Said>, view: string, whose: string, score: number | null) => {
    of[view] = { ...of[view], [whose]: score };
  };
  const { assignments, rows } = await grace.call(operations.getGradebook, { params: course });
  const column = assignments.findIndex(({ slug }) => slug === set);
  const [own, canvas, nbgrader] = await Promise.all(
    (['stepwise', 'canvas', 'nbgrader'] as const).map(async (format) =>
      rowsOf(await grace.call(operations.exportGradebook, { params: course, query: { format } })),
    ),
  );
  const [ownSet, gradescope] = await Promise.all(
    ['stepwise', 'gradescope'].map(async (format) =>
      rowsOf(await grace.call(operations.exportSetScores, { params, query: { format } })),
    ),
  );
  const listed = await grace.call(operations.getQuestionScores, { params });
  const sayOf = async ({ student, cells }: (typeof rows)[number]): Promise<void> => {
    const { name, email, id } = student;
    const cell = cells[column]!;
    const saySet = (view: string, score: number | null) => say(sets, view, name, score);
    saySet('gradebook', cell.score);
    saySet(
      'its CSV',
      columnIn(
        own!.find((row) => row.Email === email)!,
        `${set} (of`,
      ),
    );
    saySet('Canvas', numberIn(canvas!.find((row) => row['SIS Login ID'] === email)?.[set]));
    const ofSet = nbgrader!.find((row) => row.email === email && row.assignment === set);
    saySet('nbgrader', numberIn(ofSet?.score));
    const [ownRow, theirRow] = [ownSet, gradescope].map((all) => all!.find((row) => row.Email === email)!);
    saySet('CSV of the set', columnIn(ownRow!, `${set} (of`));
    saySet('Gradescope', numberIn(theirRow!['Total Score']));
    const page = await grace.call(operations.getStudent, { params: { ...course, userId: id } });
    saySet('page of the student', page.sets.find(({ slug }) => slug === set)!.cell.score);
    const view = await grace.call(operations.getGradebookCell, { params: { ...params, userId: id } });
    saySet('cell', view.set.cell.score);
    if (cell.submissionId === null) return;
    if (cell.score !== null) met.scored += 1;
    if (cell.lost > 0) met.late += 1;
    if (cell.score !== null && view.questions.some(({ from }) => from !== null)) met.carried += 1;
    const sum = view.questions.reduce<number | null>(
      (all, { score }) => (all === null || score === null ? null : all + score),
      0,
    );
    saySet('its questions', sum === null ? null : Math.round((sum - cell.lost) * 1e6) / 1e6);
    const scores = listed.rows.find(({ userId }) => userId === id)?.scores ?? [];
    const reader = students.get(name)!;
    const feedback = await reader.call(operations.getFeedback, { params });
    saySet('feedback', feedback.score);
    const { assignments: mine } = await reader.call(operations.listAssignments, { params: course });
    saySet('list of sets', mine.find(({ slug }) => slug === set)!.mine!.score);
    for (const [index, { id: question, score, title }] of view.questions.entries()) {
      const sayQuestion = (where: string, said: number | null) =>
        say(questions, where, `${name} ${question}`, said);
      sayQuestion('cell', score);
      const kept = scores[index];
      sayQuestion('question scores', typeof kept === 'number' ? kept : null);
      sayQuestion('CSV of the set', columnIn(ownRow!, `${set}/${question} (of`));
      sayQuestion('Gradescope', columnIn(theirRow!, `${index + 1}: ${title}`));
      const evaluated = await grace.call(operations.exportEvaluations, { params: { ...params, question } });
      sayQuestion('evaluations', numberIn(rowsOf(evaluated).find((row) => row.Email === email)?.Score));
      sayQuestion('feedback', feedback.questions.find((each) => each.question === question)!.score);
    }
  };
  await Promise.all(rows.map(sayOf));
  return { sets, questions };
}

/** What the desk counts of a question and of its set, and what is listed there. */
async function countsSaid(set: string): Promise<{ said: object; listed: object }> {
  const { questions } = await grace.call(operations.listGradingQuestions, { params: inSet(set) });
  const progress = await grace.call(operations.getGradingProgress, { params: inSet(set) });
  const said: Record<string, object> = {};
  const listed: Record<string, object> = {};
  let ungraded = 0;
  for (const { id, answers, graded, changed } of questions) {
    const params = { ...inSet(set), question: id };
    const list = await grace.call(operations.listGradingAnswers, { params });
    const { items } = await grace.call(operations.listRubricItems, { params });
    const isGraded = ({ score, from }: (typeof list.answers)[number]) => score !== null && !from?.changed;
    const done = list.answers.filter(isGraded).length;
    ungraded += list.answers.length - done;
    const { graders: by } = progress.questions.find(({ question }) => question === id)!;
    said[id] = {
      ...{ answers, graded, changed },
      graders: Object.fromEntries(by.map((each) => [each.person.id, each.graded])),
      items: items.map(({ applied }) => applied),
    };
    listed[id] = {
      answers: list.answers.length,
      graded: done,
      changed: list.answers.filter(({ score, from }) => score !== null && from?.changed).length,
      graders: Object.fromEntries(
        by.map(({ person }) => [
          person.id,
          list.answers.filter(({ gradedBy, score }) => score !== null && gradedBy?.id === person.id).length,
        ]),
      ),
      items: items.map((item) => list.answers.filter(({ itemIds }) => itemIds.includes(item.id)).length),
    };
  }
  const { assignments } = await grace.call(operations.listAssignments, { params: course });
  const { counts } = assignments.find(({ slug }) => slug === set)!;
  const { rows } = await grace.call(operations.getGradebook, { params: course });
  const cells = rows.flatMap((row) => row.cells.filter(({ assignment }) => assignment === set));
  const submitted = cells.filter(({ submissionId }) => submissionId !== null).length;
  return {
    said: { ...said, counts: [counts?.students, counts?.submitted, counts?.ungradedAnswers] },
    listed: { ...listed, counts: [rows.length, submitted, ungraded] },
  };
}

test('whatever is done, every page and file says the same score, and counts what it lists', async () => {
  await begin();
  const done: string[] = [];
  for (let act = 0; act <= ACTS; act += 1) {
    const draw = () => (random(3) > 0 ? pick(['handIn', 'grade']) : pick(Object.keys(acts)));
    const names = act === 0 ? [] : Array.from({ length: pick([1, 1, 3]) }, draw);
    done.push(names.join(' + '));
    await Promise.all(names.map((name) => acts[name]!()));
    if (act % EVERY > 0) continue;
    for (const set of SETS) {
      await release(set, true);
      const where = { seed: SEED, set, after: done.slice(-EVERY) };
      const { sets, questions } = await scoresSaid(set);
      for (const [view, said] of Object.entries(sets))
        expect({ ...where, view, said }).toEqual({
          ...where,
          view,
          said: Object.fromEntries(Object.keys(said).map((name) => [name, sets.gradebook![name]])),
        });
      for (const [view, said] of Object.entries(questions))
        expect({ ...where, view, said }).toEqual({ ...where, view, said: questions.cell });
      const counts = await countsSaid(set);
      expect({ ...where, counts: counts.said }).toEqual({ ...where, counts: counts.listed });
      // What is out is handed in no more.
      await release(set, false);
    }
  }
  // A play without them would agree with any law.
  for (const times of Object.values(met)) expect(times).toBeGreaterThan(0);
});
