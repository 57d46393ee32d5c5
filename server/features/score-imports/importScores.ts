import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ScoreImport } from '../../../contract/scoreImports.ts';
import { adjustmentTo } from '../../../grader/core/rubric.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { appendDecisions, lockAnswers, readGrades } from '../grading/decisions.ts';
import type { NewDecision, ReadGrade } from '../grading/decisions.ts';
import { useRubric } from '../grading/rubricLock.ts';
import { tellOfChangedGrades } from '../grading/tellOfChangedGrades.ts';
import { runTask } from '../../tasks/index.ts';
import { loadScores, namedSets } from './loadScores.ts';
import type { CourseScores } from './planScores.ts';

/** So that a plan can be read, and done in one transaction. */
export const MOST_CHANGES = 20_000;

interface Act {
  courseId: string;
  actorId: string;
  now: Date;
}

type Plan = Omit<ScoreImport, 'importId'>;

interface Wanted {
  bytes: Uint8Array;
  /** The set that a file of Gradescope is of. */
  assignment: string | undefined;
}

const changed = (): ApiError =>
  new ApiError(
    'unacceptable',
    'Scores of the course, or the file, have changed since you looked. Nothing was changed: look at the new plan.',
  );

/** What the file would do, with the scores that it was compared with. */
async function makePlan(
  db: Db,
  { courseId, actorId, now }: Act,
  wanted: Wanted,
): Promise<{ plan: Plan; scores: CourseScores }> {
  const reading = { ...wanted, sets: await namedSets(db, courseId) };
  const named = new Set(await runTask('setsOfScores', reading, actorId));
  const sets = reading.sets.filter(({ slug }) => named.has(slug));
  const scores = await loadScores(db, courseId, { sets, now });
  const plan = await runTask('planScores', { ...reading, scores, mostChanges: MOST_CHANGES }, actorId);
  if ('tooMany' in plan)
    throw new ApiError(
      'unacceptable',
      `The file would change ${plan.tooMany} scores; at most ${MOST_CHANGES} can be changed at once. Divide it. Nothing was changed.`,
    );
  return { plan, scores };
}

interface Target {
  assignmentId: string;
  questionId: string;
  maximum: number;
  /** By submission the new score. */
  scores: ReadonlyMap<string, number>;
}

/** Question by question, in a fixed order, so that two imports never wait for each other. */
function targetsOf(
  { sets }: Pick<ScoreImport, 'sets'>,
  named: Awaited<ReturnType<typeof namedSets>>,
): Target[] {
  return sets.flatMap(({ slug, changes }) => {
    const set = named.find((each) => each.slug === slug)!;
    return [...Map.groupBy(changes, ({ question }) => question.id)].map(([questionId, theirs]) => ({
      assignmentId: set.id,
      questionId,
      maximum: set.questions.find(({ id }) => id === questionId)!.points,
      scores: new Map(theirs.map(({ submissionId, after }) => [submissionId, after])),
    }));
  });
}

/** The grade that stands with another number: its items and its comment stay, and the adjustment makes the sum. */
function decisionFor(
  { answerId, question, grade, own }: ReadGrade,
  score: number,
  { maximum, points }: { maximum: number; points: ReadonlyMap<string, AppliedPoints> },
): NewDecision {
  const appliedItemIds = grade?.appliedItemIds ?? [];
  const adjustment = adjustmentTo(
    score,
    maximum,
    appliedItemIds.flatMap((id) => points.get(id) ?? []),
  );
  const isChosen = appliedItemIds.length > 0 || adjustment !== 0;
  return {
    answerId,
    supersedes: own?.revision ?? null,
    kind: 'grade',
    // What is imported is a number of its own: no result of a later run moves it.
    fullMarks: question.kind !== 'written' || grade?.fullMarks === true || !isChosen,
    adjustment,
    comment: grade?.comment ?? '',
    appliedItemIds,
    groupName: null,
  };
}

type AppliedPoints = Parameters<typeof adjustmentTo>[2][number];

async function applyTo(
  tx: Tx,
  { courseId, actorId, now, importId }: Act & { importId: string },
  { assignmentId, questionId, maximum, scores }: Target,
): Promise<void> {
  const asked = { assignmentId, questionId, submissionIds: [...scores.keys()] };
  const items = await tx.rubricItem.findMany({
    where: { assignmentId, questionId },
    select: { id: true, points: true, group: { select: { id: true, floor: true, cap: true } } },
  });
  const points = new Map(items.map((item) => [item.id, item]));
  const grades = await readGrades(tx, asked);
  const decisions = [...scores].map(([submissionId, score]) =>
    decisionFor(grades.get(submissionId)!, score, { maximum, points }),
  );
  await appendDecisions(tx, { userId: actorId, now, importId }, decisions);
  await recordAudit(
    tx,
    ...[...scores].map(([submissionId, score]) => ({
      actorId,
      courseId,
      action: 'importScores' as const,
      subject: submissionId,
      details: { question: questionId, score, before: grades.get(submissionId)?.grade?.score ?? null },
    })),
  );
  const where = { course: { id: courseId }, assignment: { id: assignmentId } };
  await tellOfChangedGrades(tx, where, questionId, { submissionIds: asked.submissionIds, now });
}

/**
 * What a file would do to the scores of a course, and with `confirm`, the digest of the plan that was seen, exactly that: decisions
 * like those of a grader, in one transaction, which `undoScoreImport` puts back.
 *
 * @throws ApiError unacceptable when scores, or the file, are others than the plan was made for
 */
export async function importScores(
  db: Db,
  act: Act,
  { confirm, ...wanted }: Wanted & { confirm: string | undefined },
): Promise<ScoreImport> {
  const { plan, scores } = await makePlan(db, act, wanted);
  if (confirm === undefined) return { ...plan, importId: null };
  if (plan.digest !== confirm) throw changed();
  const importId = randomUUID();
  await db.$transaction(async (tx) => {
    const named = await namedSets(tx, act.courseId);
    const targets = targetsOf(plan, named);
    // Rubrics before answers, as everybody who grades.
    for (const target of targets) await useRubric(tx, target);
    for (const { scores: ofTarget, ...target } of targets)
      await lockAnswers(tx, { ...target, submissionIds: [...ofTarget.keys()] });
    // What was read before the locks may be another by now.
    const sets = named.filter(({ slug }) => scores.sets.some((set) => set.slug === slug));
    const now = await loadScores(tx, act.courseId, { sets, now: act.now });
    if (!isDeepStrictEqual(now, scores)) throw changed();
    for (const target of targets) await applyTo(tx, { ...act, importId }, target);
  });
  return { ...plan, importId };
}
