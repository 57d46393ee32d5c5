/** What must hold of the grades from view to view, whatever people do, and against the model. */
import { parse } from 'csv-parse/sync';
import { setTimeout as pause } from 'node:timers/promises';
import type { GradebookCell } from '../../../../contract/gradebook.ts';
import type { GradeConflict } from '../../../../contract/grading.ts';
import { operations } from '../../../../contract/index.ts';
import type { Findings } from '../check.ts';
import { PLACE, type Stage } from '../stage.ts';
import type { Desk, People } from './desk.ts';
import { readRubrics, release } from './instructor.ts';
import { sheetNow, type GradingLog } from './log.ts';
import { expectedOf } from './model.ts';
import { changed, pointsForProgram, type QuestionId } from './sheet.ts';
import { studentActs } from './students.ts';
import { publish } from './versions.ts';

interface Play {
  random: () => number;
  log: GradingLog;
  people: People;
}

/** By student. */
async function gradebook({
  instructor,
}: People): Promise<{ cells: Map<string, GradebookCell>; maximum: number }> {
  const params = { course: PLACE.course };
  const { assignments, rows } = await instructor.read(operations.getGradebook, { params });
  return {
    cells: new Map(rows.map(({ student, cells }) => [student.id, cells[0]!])),
    maximum: assignments[0]!.maxScore,
  };
}

/**
 * What people's grades give for the written answers, by student and question; where the best submission counts, the whole of
 * it, by student: there another one may count, with less for one question and more in all.
 */
async function gradesSeen({ instructor, students }: People, log: GradingLog): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const isBest = sheetNow(log).counts === 'best';
  await release(instructor, true);
  for (const desk of students) {
    const { name } = desk.person;
    const answer = await desk.insist(operations.getFeedback, { params: PLACE });
    if (answer.kind !== 'done') continue;
    for (const { question, asked, score } of answer.body.questions) {
      if (!asked || score === null) continue;
      if (isBest) seen.set(name, (seen.get(name) ?? 0) + score);
      else if (question !== 'sgd') seen.set(`${name} ${question}`, score);
    }
  }
  await release(instructor, false);
  return seen;
}

/**
 * Law 16, while nobody grades: students hand in again, leave and join; nobody's grade falls or goes, theirs or another's.
 */
export async function checkStudentsAlone(stage: Stage, { random, log, people }: Play): Promise<void> {
  // What a program gets is said when it has run, and the best is chosen by that.
  await untilTested(stage);
  const before = await gradesSeen(people, log);
  await Promise.all(
    people.students.map(async (desk) => {
      const acts = studentActs(desk, stage, random, log);
      for (let i = 0; i < 3; i += 1) await acts[Math.floor(random() * acts.length)]!();
    }),
  );
  await untilTested(stage);
  const after = await gradesSeen(people, log);
  log.operations += 3 * people.students.length;
  const isBest = sheetNow(log).counts === 'best';
  for (const [whose, had] of before) {
    const has = after.get(whose) ?? null;
    if (has === null || (isBest ? has < had - 1e-6 : has !== had))
      log.wrong.push(`by what students did, ${whose} had ${had} and has ${has}`);
  }
}

/** Law 18, while nobody else acts: a version does to everybody's score just what its plan said. */
export async function checkPlan(stage: Stage, { random, log, people }: Play): Promise<void> {
  const { instructor, students } = people;
  await untilTested(stage);
  const sheet = changed(sheetNow(log), { random, times: [Date.now(), Date.now() + 3_600_000] });
  const planned = await publish({ stage, instructor, students, random, log }, sheet);
  const { cells } = await gradebook(people);
  for (const { student, after, lateAfter } of planned ?? []) {
    const { score, late } = cells.get(student.id)!;
    if (score !== after || late !== lateAfter)
      log.wrong.push(
        `the plan promised ${student.name} ${after}, late: ${lateAfter}; they have ${score}, ${late}`,
      );
  }
}

/** Law 25 and the end of the work: each answer that is left is given out once, to one grader, without a conflict. */
export async function gradeTheRest({ random, log, people: { graders } }: Play): Promise<void> {
  for (const question of Object.keys(sheetNow(log).points) as QuestionId[]) {
    const given: string[] = [];
    const before = log.entries.length;
    const gradeAll = async (desk: Desk): Promise<void> => {
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
          const asked = log.tick();
          const answer = await desk.insist(operations.gradeAnswer, {
            params: { submissionId, question },
            body: { ...choice, appliedItemIds: [], baseRevision: base },
          });
          if (answer.kind === 'done') {
            const order = [answer.body.revision, 0] as const;
            const span = { asked, answered: log.tick() };
            log.entries.push({ by: desk.person, submissionId, question, order, what, span });
            break;
          }
          base = (answer.body.error.details as GradeConflict | undefined)?.theirs?.revision ?? base;
        }
        log.operations += 1;
      }
    };
    await Promise.all(graders.map(gradeAll));
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

/** Nothing waits for the grader any more, stopped reruns apart. */
async function untilTested({ db }: Stage): Promise<void> {
  const waiting = () =>
    db.gradingRun.count({
      where: {
        state: { in: ['queued', 'running'] },
        OR: [{ rerunId: null }, { rerun: { stoppedAt: null } }],
      },
    });
  for (let waited = 0; (await waiting()) > 0; waited += 100) {
    if (waited > 60_000) throw new Error('the grader does not come to an end');
    await pause(100);
  }
}

/** Characters of a report that are shown. */
const REPORT_LENGTH = 3_000;

/** Law 20: each run gave what its program gets from the tests of its version. */
export async function checkRuns(stage: Stage, log: GradingLog, { wrong }: Findings): Promise<void> {
  await untilTested(stage);
  const runs = await stage.db.gradingRun.findMany({
    where: { state: { in: ['done', 'failed'] } },
    select: {
      id: true,
      submissionId: true,
      state: true,
      scores: true,
      attempt: true,
      report: true,
      version: { select: { number: true } },
    },
  });
  for (const { id, submissionId, state, scores, attempt, report, version } of runs) {
    const { file } = log.submissions.get(submissionId)!;
    const right = pointsForProgram(file?.text ?? '', log.versions[version.number - 1]!.sheet);
    const got = state === 'done' ? (scores as Record<string, number>).sgd : state;
    // What the run says of itself tells why: a play is not played again as it was.
    const said = JSON.stringify(report).slice(0, REPORT_LENGTH);
    if (got !== right)
      wrong.push(
        `run ${id} gave ${got}, not ${right}, at attempt ${attempt} by version ${version.number}: ${said}`,
      );
  }
}

/** Law 29: each act that the instructor was told of is in the audit log, once. */
export async function checkAudit({ db }: Stage, log: GradingLog, { wrong }: Findings): Promise<void> {
  for (const [action, count] of log.acts) {
    // The first version was published before the play.
    const known = count + (action === 'publishAssignment' ? 1 : 0);
    const rows = await db.auditEvent.count({ where: { action } });
    if (rows !== known) wrong.push(`${rows} of ${known} ${action} are in the audit log`);
  }
}

/** Laws 15, 16, 18, 19, 21: gradebook, CSV, feedback and graded copy say the same of everybody, and what the model says. */
export async function checkViews(people: People, log: GradingLog, { wrong }: Findings): Promise<void> {
  await readRubrics(people.instructor, log);
  const expected = expectedOf(log);
  await release(people.instructor, true);
  const { cells, maximum } = await gradebook(people);
  const csv = await people.instructor.read(operations.exportGradebook, { params: { course: PLACE.course } });
  const exported = new Map(
    (parse(csv, { bom: true }) as string[][]).map(([name, , score, status]) => [name, { score, status }]),
  );
  for (const desk of people.students) {
    const { id, name } = desk.person;
    const model = expected.get(id);
    const cell = cells.get(id);
    if (!model) {
      if (cell?.submissionId) wrong.push(`${name} handed in nothing, and something counts`);
      continue;
    }
    if (maximum !== model.maximum) wrong.push(`the set is out of ${maximum}, not ${model.maximum}`);
    if (cell?.submissionId !== model.submissionId) wrong.push(`another submission counts for ${name}`);
    const row = exported.get(name);
    const feedback = await desk.read(operations.getFeedback, { params: PLACE });
    const params = { submissionId: model.submissionId };
    const copy = await desk.read(operations.getGradedCopy, { params });
    const said = {
      gradebook: [cell?.score ?? null, cell?.late],
      csv: [row?.score ? Number(row.score) : null, row?.status?.endsWith(', late')],
      feedback: [feedback.score, feedback.submission.late],
      copy: [copy.score, copy.submission.late],
    };
    for (const [view, [score, late]] of Object.entries(said)) {
      if (score !== model.total) wrong.push(`${view} gives ${name} ${score}, not ${model.total}`);
      if (late !== model.late) wrong.push(`${view} calls ${name} late: ${late}`);
    }
    const submission = log.submissions.get(model.submissionId)!;
    for (const [view, { questions, removed }] of Object.entries({ feedback, copy })) {
      for (const { question, score } of questions) {
        const right = model.scores[question as QuestionId];
        if (score !== right) wrong.push(`${view} gives ${name} ${score} for ${question}, not ${right}`);
      }
      if (questions.length !== Object.keys(model.scores).length)
        wrong.push(`${view} of ${name} has other questions than the set`);
      // What was answered is there to be read, whatever was taken out since.
      const read = [...questions, ...removed.map((each) => each.feedback)];
      for (const [question, text] of Object.entries(submission.answers))
        if (read.find((each) => each.question === question)?.answer !== text)
          wrong.push(`${view} of ${name} lacks their answer to ${question}`);
    }
  }
  await release(people.instructor, false);
}
