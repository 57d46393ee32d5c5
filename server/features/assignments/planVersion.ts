/** What a new version would do to what was handed in: a plan, which publishing carries out as it was confirmed. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';
import type { GradeStep, PlannedQuestion, VersionPlan, VersionSteps } from '../../../contract/versions.ts';
import { own } from '../../../contract/own.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import { isUniqueViolation, isWriteConflict, type Db, type Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { countingScores } from '../grading/countingScores.ts';
import { maxScoreOf } from '../grading/scores.ts';
import type { ScoresByStudent } from '../grading/tellOfChangedGrades.ts';
import { currentOf, questionIn, versionLineOf } from '../grading/versionLine.ts';
import type { LineVersion, VersionLine } from '../grading/versionLine.ts';
import { afterLatenessOf, loadLateness, setsOfCourse } from '../policies/lateness.ts';
import { compared, LONG_TRANSACTION } from '../policies/effects.ts';
import type { MadeChange } from '../policies/effects.ts';
import { isLate } from '../submissions/present.ts';

interface Change {
  before: Question | null;
  after: Question | null;
  step: { grades: PlannedQuestion['grades']; missing: PlannedQuestion['missing'] };
}

/** As the last version had it that had it at all. */
const lastAsked = (line: VersionLine, question: Question): Question | null =>
  line.map((version) => questionIn(version, question)).findLast((asked) => asked !== null) ?? null;

/** What makes results other than they were: everything about how a program is run and judged. */
function testsOf(question: Question): unknown {
  if (question.kind === 'written') return null;
  const { title: _title, label: _label, points: _points, statement: _statement, ...rest } = question;
  return rest;
}
/** What is asked. */
function wordsOf(question: Question): unknown {
  const { title, statement } = question;
  const parts = question.kind === 'written' ? question.parts : [];
  return { title, statement, parts };
}
const rubricOf = (question: Question): unknown => (question.kind === 'written' ? question.rubric : null);

/** As the database gives it back, where keys have an order of their own and what is undefined is not there. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const differs = (of: (question: Question) => unknown, before: Question | null, after: Question | null) =>
  before !== null && after !== null && !isDeepStrictEqual(stored(of(before)), stored(of(after)));

/** The first is what is done where nothing is chosen. */
function gradeOptions(before: Question, after: Question): GradeStep[] {
  const scaled: GradeStep[] = before.points === after.points || before.points === 0 ? [] : ['rescaled'];
  if (after.kind !== 'written') return [...scaled, 'kept'];
  const isSame = !differs((question) => ({ ...question, rubric: null }), before, after);
  return isSame ? ['kept'] : [...scaled, 'kept', 'regrade'];
}

function changesOf(
  line: VersionLine,
  definition: AssignmentDefinition,
  { chosen, released }: { chosen: VersionSteps; released: boolean },
): Change[] {
  const current = currentOf(line);
  const next = { definition } as LineVersion;
  const stay = definition.questions.map((after): Change => {
    const before = lastAsked(line, after);
    const cameIn = questionIn(current, after) === null;
    const options = before ? gradeOptions(before, after) : [];
    const { grades = options[0], missing = released ? 'full' : 'zero' } = own(chosen, after.id) ?? {};
    if (before && (grades === undefined || !options.includes(grades)))
      throw new ApiError('unacceptable', `Grades of ${after.title} cannot be ${grades}: ${options.join(', ')}.`);
    return {
      before,
      after,
      step: { grades: before && grades ? { step: grades, options } : null, missing: cameIn ? missing : null },
    };
  });
  const gone = current.definition.questions
    .filter((question) => !questionIn(next, question))
    .map((before): Change => ({ before, after: null, step: { grades: null, missing: null } }));
  return [...stay, ...gone];
}

function stepsOf(changes: readonly Change[]): VersionSteps {
  return Object.fromEntries(
    changes.flatMap(({ after, step: { grades, missing } }) =>
      after ? [[after.id, { ...(grades && { grades: grades.step }), ...(missing && { missing }) }]] : [],
    ),
  );
}

/** What counts for each student now, with its scores and whether it is late. */
async function standingOf(tx: Tx, assignment: Assignment) {
  const counting = await countingScores(tx, [assignment.id]);
  const lateness = await loadLateness(tx, await setsOfCourse(tx, assignment.courseId));
  return new Map(
    counting.flatMap(({ students, submissionId, ...submission }) =>
      students.map(({ userId, scores }) => [
        userId,
        {
          submissionId,
          scores,
          score: afterLatenessOf(scores, submission.submittedAt, lateness.of(assignment, userId)).score,
          late: isLate(submission, lateness.dueTimes.of(assignment, userId)),
        },
      ]),
    ),
  );
}

/**
 * Whether the files say another due time, other rules about times and lateness, or by another rule which submission counts: late days
 * may be spent otherwise then, in other sets, too.
 */
const hasOtherDates = (
  { dueAt }: Assignment,
  { policy: before, resubmission: rule }: AssignmentDefinition,
  { policy: after, resubmission: rules, dueAt: due }: AssignmentDefinition,
): boolean =>
  dueAt.getTime() !== new Date(due).getTime() ||
  !isDeepStrictEqual(stored([before, rule.counts]), stored([after, rules.counts]));

/** The same before and after a change, student by student. */
async function comparedBy(tx: Tx, assignment: Assignment, change: () => Promise<Assignment>) {
  const before = await standingOf(tx, assignment);
  const after = await standingOf(tx, await change());
  const people = await tx.user.findMany({
    where: { id: { in: [...before.keys()] } },
    select: { id: true, name: true, email: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return people.map((student) => ({
    student,
    before: before.get(student.id)!,
    after: after.get(student.id)!,
  }));
}

/** To six decimals, so that thirds add up. */
const gradedOf = ({ scores }: Fact['before']): number =>
  Math.round(scores.reduce((sum, { score }) => sum + (score ?? 0), 0) * 1e6) / 1e6;

type Fact = Awaited<ReturnType<typeof comparedBy>>[number];

function presentQuestion({ before, after, step }: Change, facts: readonly Fact[]): PlannedQuestion {
  const asked = (after ?? before)!;
  const { id, label, title } = asked;
  const submissions = [...new Map(facts.map((fact) => [fact.after.submissionId, fact])).values()];
  // Of a question that comes in, as it will be; of every other, as it is.
  const scoreIn = (fact: Fact) =>
    [...fact.before.scores, ...fact.after.scores].find(
      ({ question }) => question.id === id && question.kind === asked.kind,
    );
  const answered = submissions.filter((each) => scoreIn(each)?.asked);
  const graded = answered.filter((each) => scoreIn(each)?.state === 'graded').length;
  const head = { id, label: label ?? null, title, before: before?.points ?? null, after: after?.points ?? null };
  const what = {
    reworded: differs(wordsOf, before, after),
    tested: differs(testsOf, before, after),
    rubric: differs(rubricOf, before, after),
  };
  const isChanged = Object.values(what).includes(true) || before?.points !== after?.points;
  return {
    ...head,
    ...what,
    change: !after ? 'gone' : !before || step.missing ? 'new' : isChanged ? 'changed' : 'same',
    answers: answered.length,
    graded,
    without: submissions.length - answered.length,
    grades: graded > 0 ? step.grades : null,
    missing: submissions.length > answered.length ? step.missing : null,
  };
}

/** A version to be, as it was read from files. */
export interface NextVersion {
  definition: AssignmentDefinition;
  contentHash: string;
  files: ReadonlyMap<string, string>;
  publishedById: string;
}

interface Made {
  plan: VersionPlan;
  /** Those of the plan, with what they are told of. */
  changes: MadeChange[];
  steps: VersionSteps;
  scores: Record<'before' | 'after', ScoresByStudent>;
}

/**
 * Makes the next version and says what that did to what was handed in: who only wants to know takes the transaction back,
 * so that a plan can say nothing else than what publishing does.
 *
 * @param asked `steps`: what is done otherwise than is usual
 * @throws ApiError unacceptable for a choice that there is not
 */
export async function makeVersion(
  tx: Tx,
  assignment: Assignment,
  { definition, contentHash, files, publishedById }: NextVersion,
  { steps: chosen = {}, now }: { steps?: VersionSteps | undefined; now: Date },
): Promise<Made> {
  const line = await versionLineOf(tx, assignment.id);
  const current = currentOf(line);
  const changes = changesOf(line, definition, { chosen, released: assignment.gradesReleasedAt !== null });
  const unknown = Object.keys(chosen).find((id) => !definition.questions.some((each) => each.id === id));
  if (unknown !== undefined) throw new ApiError('unacceptable', `There is no question ${unknown} in the files.`);
  const steps = stepsOf(changes);
  const number = current.number + 1;
  const make = async () => {
    const version = { assignmentId: assignment.id, number, contentHash, definition, publishedById };
    await tx.assignmentVersion.create({ data: { ...version, files: Object.fromEntries(files), steps } });
    return tx.assignment.update({
      where: { id: assignment.id },
      data: { dueAt: new Date(definition.dueAt) },
    });
  };
  // A class is looked at twice, which is worth it only where a time can be another one.
  const { made: facts, changes: times } = hasOtherDates(assignment, current.definition, definition)
    ? await compared(tx, { courseId: assignment.courseId, now }, () => comparedBy(tx, assignment, make))
    : { made: await comparedBy(tx, assignment, make), changes: [] };
  const students = facts.map(({ student, before, after }) => ({
    student,
    before: before.score,
    after: after.score,
    gradedBefore: gradedOf(before),
    gradedAfter: gradedOf(after),
    lateBefore: before.late,
    lateAfter: after.late,
  }));
  const count = (is: (each: (typeof students)[number]) => boolean) => students.filter(is).length;
  const plan = {
    version: number,
    maxBefore: maxScoreOf(current.definition),
    maxAfter: maxScoreOf(definition),
    dueBefore: assignment.dueAt.toISOString(),
    dueAfter: new Date(definition.dueAt).toISOString(),
    becomeLate: count((each) => each.lateAfter && !each.lateBefore),
    becomeInTime: count((each) => each.lateBefore && !each.lateAfter),
    changes: times.map(({ seenTotal: _, ...change }) => change),
    questions: changes.map((change) => presentQuestion(change, facts)),
    students,
    up: count(({ before, after }) => before !== null && after !== null && after > before),
    down: count(({ before, after }) => before !== null && after !== null && after < before),
    same: count(({ before, after }) => before !== null && before === after),
    scored: count(({ before, after }) => before === null && after !== null),
    ungraded: count(({ before, after }) => before === null && after === null),
    open: count(({ before, after }) => before !== null && after === null),
  };
  const token = createHash('sha256').update(JSON.stringify([current.id, contentHash, steps, plan]));
  const scoresIn = (when: 'before' | 'after'): ScoresByStudent =>
    new Map(facts.map((fact) => [fact.student.id, fact[when].scores]));
  return {
    plan: { token: token.digest('hex').slice(0, 32), ...plan },
    changes: times,
    steps,
    scores: { before: scoresIn('before'), after: scoresIn('after') },
  };
}

/** Whether a plan has to be looked at before it is carried out. */
export const changesSomebody = ({ students, changes }: VersionPlan): boolean =>
  students.length > 0 || changes.length > 0;

/** Thrown to take back what a plan has made. */
class PlanOver extends Error {}

/** So often a plan is made again that somebody else's publishing overtook. */
const MOST_PLANS = 3;

/**
 * What making the next version would do. Whoever publishes meanwhile makes the version that the plan would: it is made anew
 * upon theirs.
 *
 * @throws ApiError unacceptable if others publish faster than can be planned
 */
export async function planVersion(
  db: Db,
  { id }: Assignment,
  next: NextVersion,
  asked: { steps?: VersionSteps | undefined; now: Date },
): Promise<VersionPlan> {
  for (let attempt = 1; attempt <= MOST_PLANS; attempt++) {
    let made: VersionPlan | undefined;
    const planning = db.$transaction(
      async (tx) => {
        const assignment = await tx.assignment.findUniqueOrThrow({ where: { id } });
        made = (await makeVersion(tx, assignment, next, asked)).plan;
        throw new PlanOver();
      },
      // Before and after are of one moment.
      { isolationLevel: 'RepeatableRead', ...LONG_TRANSACTION },
    );
    const failure = await planning.catch((error: unknown) => error);
    if (failure instanceof PlanOver) return made!;
    if (!isWriteConflict(failure) && !isUniqueViolation(failure)) throw failure;
  }
  throw new ApiError('unacceptable', 'Somebody publishes this set at this moment. Plan again in a moment.');
}
