/** What must hold of the grades: against the rows, against the model, and from view to view. */
import { parse } from 'csv-parse/sync';
import type { GradeConflict } from '../../../../contract/grading.ts';
import { operations } from '../../../../contract/index.ts';
import type { Findings } from '../check.ts';
import { PLACE, type Stage } from '../stage.ts';
import { QUESTIONS, type Entry, type GradingLog, type QuestionId } from './log.ts';
import { expectedOf } from './model.ts';
import { release, studentActs, type People } from './play.ts';

type Scores = Map<string, { score: number | null; submissionId: string | null }>;

async function gradebook({ instructor }: People): Promise<Scores> {
  const { rows } = await instructor.read(operations.getGradebook, { params: { course: PLACE.course } });
  return new Map(
    rows.map(({ student, cells }) => [
      student.id,
      { score: cells[0]?.score ?? null, submissionId: cells[0]?.submissionId ?? null },
    ]),
  );
}

/**
 * Law 16, while nobody grades: students hand in again, leave and join; nobody's score falls or goes, theirs or another's.
 */
export async function checkStudentsAlone(
  stage: Stage,
  { random, log, people }: { random: () => number; log: GradingLog; people: People },
): Promise<void> {
  const before = await gradebook(people);
  await Promise.all(
    people.students.map(async (desk) => {
      const acts = studentActs(desk, stage, random, log);
      for (let i = 0; i < 3; i += 1) await acts[Math.floor(random() * acts.length)]!();
    }),
  );
  const after = await gradebook(people);
  log.operations += 3 * people.students.length;
  for (const { id, name } of stage.students) {
    const [was, is] = [before.get(id)?.score ?? null, after.get(id)?.score ?? null];
    if (was !== null && was !== is) log.wrong.push(`by what students did, ${name} had ${was} and has ${is}`);
  }
}

/** Law 25 and the end of the work: each answer that is left is given out once, to one grader, without a conflict. */
export async function gradeTheRest(
  { graders }: People,
  log: GradingLog,
  random: () => number,
): Promise<void> {
  for (const question of QUESTIONS) {
    const given: string[] = [];
    const before = log.entries.length;
    await Promise.all(
      graders.map(async (desk) => {
        for (;;) {
          const params = { ...PLACE, question };
          const { submissionId } = await desk.read(operations.nextAnswer, { params, body: { after: null } });
          if (submissionId === null) return;
          given.push(submissionId);
          const looked = await desk.read(operations.getGradingAnswer, { params: { submissionId, question } });
          desk.count += 1;
          const comment = `<${desk.person.name}.${desk.count}>`;
          const adjustment = -Math.floor(random() * 4) / 4;
          const choice = { fullMarks: true, adjustment, comment };
          const what = { ...choice, kind: 'grade', items: [] } as const;
          // Where a group has parted, a grade of the other part changes what this one looks at: then once more.
          let base = looked.grade?.revision ?? 0;
          for (let attempt = 0; attempt < 3; attempt += 1) {
            const answer = await desk.insist(operations.gradeAnswer, {
              params: { submissionId, question },
              body: { ...choice, appliedItemIds: [], baseRevision: base },
            });
            if (answer.kind === 'done') {
              const order = [answer.body.revision, 0] as const;
              log.entries.push({ by: desk.person, submissionId, question, order, what });
              break;
            }
            base = (answer.body.error.details as GradeConflict | undefined)?.theirs?.revision ?? base;
          }
          log.operations += 1;
        }
      }),
    );
    if (new Set(given).size !== given.length) log.wrong.push('an answer was given out twice');
    const { question: counted } = await graders[0]!.read(operations.listGradingAnswers, {
      params: { ...PLACE, question },
    });
    if (counted.graded !== counted.answers)
      log.wrong.push(`${counted.answers - counted.graded} of ${question} are left`);
    if (log.entries.length - before !== given.length)
      log.wrong.push('not every answer that was given out has its grade');
  }
}

/** Laws 22 and 23: every decision that somebody was told of is there, and nothing that nobody decided. */
export async function checkDecisions(
  stage: Stage,
  log: GradingLog,
  { lost, wrong }: Findings,
): Promise<void> {
  const rows = await stage.db.gradeDecision.findMany({
    orderBy: { revision: 'asc' },
    include: { items: true, answer: { select: { submissionId: true, questionId: true } } },
  });
  const explained = new Set<number>();
  for (const entry of log.entries) {
    const { by, submissionId, question, order, what } = entry;
    const row = rows.find(
      (each) =>
        !explained.has(each.revision) &&
        each.answer.submissionId === submissionId &&
        each.answer.questionId === question &&
        each.decidedById === by.id &&
        (order[1] === 1 ? each.revision > order[0] : each.revision === order[0]) &&
        (what === 'undone'
          ? each.undoes !== null
          : each.undoes === null && each.kind === what.kind && each.comment === what.comment),
    );
    if (!row) {
      lost.push(
        `${what === 'undone' ? what : what.kind} of ${by.name} about ${question} of ${submissionId}, at ${order.join('+')}`,
      );
      continue;
    }
    explained.add(row.revision);
    if (what === 'undone') continue;
    const items = row.items.map(({ rubricItemId }) => rubricItemId).sort();
    const isSame =
      row.fullMarks === what.fullMarks &&
      row.adjustment === what.adjustment &&
      items.join(' ') === [...what.items].sort().join(' ');
    if (!isSame) wrong.push(`decision ${row.revision} of ${by.name} is not what was decided`);
  }
  const people = new Map(
    [...stage.graders, ...stage.students, stage.staff].map((person) => [person.id, person]),
  );
  for (const row of rows.filter(({ revision }) => !explained.has(revision))) {
    const by = people.get(row.decidedById);
    if (!by || !log.unanswered.has(by.id)) {
      wrong.push(`nobody made decision ${row.revision} (${row.kind}, by ${by?.name ?? 'somebody else'})`);
      continue;
    }
    // Asked for when the server died, and done: it counts as any other.
    const { kind, fullMarks, adjustment, comment } = row;
    const items = row.items.map(({ rubricItemId }) => rubricItemId);
    const entry: Entry = {
      by,
      submissionId: row.answer.submissionId,
      question: row.answer.questionId as QuestionId,
      order: [row.revision, 0],
      what: row.undoes === null ? { kind, fullMarks, adjustment, comment, items } : 'undone',
    };
    log.entries.push(entry);
  }
  // Each names the one before it.
  const last = new Map<string, number>();
  for (const row of rows) {
    if (row.supersedes !== (last.get(row.answerId) ?? null))
      wrong.push(`decision ${row.revision} names another`);
    last.set(row.answerId, row.revision);
  }
}

/** Laws 16 and 21: gradebook, CSV, feedback and graded copy say the same of everybody, and what the model says. */
export async function checkViews(
  stage: Stage,
  people: People,
  log: GradingLog,
  { wrong }: Findings,
): Promise<void> {
  const expected = expectedOf(log);
  await release(people.instructor, true);
  const cells = await gradebook(people);
  const csv = await people.instructor.read(operations.exportGradebook, { params: { course: PLACE.course } });
  const exported = new Map((parse(csv, { bom: true }) as string[][]).map(([name, , score]) => [name, score]));
  for (const desk of people.students) {
    const { id, name } = desk.person;
    const model = expected.get(id);
    const cell = cells.get(id);
    const said: Record<string, number | null> = { gradebook: cell?.score ?? null };
    const text = exported.get(name) ?? '';
    said.csv = text === '' ? null : Number(text);
    if (!model) {
      if (cell?.submissionId) wrong.push(`${name} handed in nothing, and something counts`);
      continue;
    }
    if (cell?.submissionId !== model.submissionId) wrong.push(`another submission counts for ${name}`);
    const feedback = await desk.read(operations.getFeedback, { params: PLACE });
    const params = { submissionId: model.submissionId };
    const copy = await desk.read(operations.getGradedCopy, { params });
    said.feedback = feedback.score;
    said.copy = copy.score;
    for (const [view, score] of Object.entries(said))
      if (score !== model.total) wrong.push(`${view} gives ${name} ${score}, not ${model.total}`);
    for (const [view, { questions }] of Object.entries({ feedback, copy }))
      for (const { question, score } of questions) {
        const right = model.scores[question as QuestionId];
        if (score !== right) wrong.push(`${view} gives ${name} ${score} for ${question}, not ${right}`);
      }
  }
  await release(people.instructor, false);
}
