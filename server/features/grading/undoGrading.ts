import type { Act } from '../../../contract/auditLog.ts';
import type { undoGrading as operation } from '../../../contract/grading.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { GradeDecision, GradeDecisionItem } from '../../../prisma/generated/client.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { appendDecisions, lockAnswers, readGrades, TAKEN_BACK } from './decisions.ts';
import { isSaidOtherwise } from './setGrades.ts';
import { tellingOfScores, tellOfOtherWords } from './tellOfChangedGrades.ts';
import { wasOf } from './was.ts';
import { namedBy } from './whoSees.ts';
import { currentOf, versionLineOf } from './versionLine.ts';
import type { NewDecision } from './decisions.ts';

type Line = (GradeDecision & { items: GradeDecisionItem[] })[];

/** So many actions are looked back through; who undoes more looks at the answers again anyway. */
const LOOKED_BACK = 100;

/** What a decision amounts to: an undoing is the state that it restored; null for no grade at all. */
function stateOf(line: Line, revision: number | null): Line[number] | null {
  const decision = line.find((each) => each.revision === revision);
  if (!decision) return null;
  if (decision.undoes === null) return decision;
  const undone = line.find((each) => each.revision === decision.undoes);
  return stateOf(line, undone?.supersedes ?? null);
}

/** The decision that restores what was before `revision`; null when that stands no more. */
function undoing(line: Line, revision: number): NewDecision | null {
  const last = line.at(-1);
  if (!last || stateOf(line, last.revision)?.revision !== revision) return null;
  const undone = line.find((each) => each.revision === revision);
  const before = stateOf(line, undone?.supersedes ?? null);
  const step = { answerId: last.answerId, supersedes: last.revision, undoes: revision };
  if (before === null) return { ...TAKEN_BACK, ...step };
  const {
    revision: restores,
    kind,
    fullMarks,
    adjustment,
    comment,
    groupName,
    items,
    versionId,
    runId,
  } = before;
  const appliedItemIds = items.map(({ rubricItemId }) => rubricItemId);
  return {
    kind,
    fullMarks,
    adjustment,
    comment,
    groupName,
    appliedItemIds,
    basis: { versionId, runId },
    restores,
    ...step,
  };
}

const inSet = (assignmentId: string) => ({ answer: { submission: { group: { assignmentId } } } });

/** One's decisions by action, the last first, that were neither undone nor are an undoing. */
async function actionsOf(db: Db, assignmentId: string, userId: string): Promise<string[]> {
  const rows = await db.gradeDecision.findMany({
    where: { decidedById: userId, undoes: null, undoneBy: null, ...inSet(assignmentId) },
    distinct: ['actionId'],
    orderBy: { revision: 'desc' },
    take: LOOKED_BACK,
    select: { actionId: true },
  });
  return rows.map(({ actionId }) => actionId);
}

type Undone = ResponseOf<typeof operation>;

/**
 * Whose grade is out is told that it changed.
 *
 * @param by `because`: see `tellOfChangedGrades.ts`
 * @returns with how many answers are as they were before; null where nothing of the action stands any more
 */
export async function undoAction(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  actionId: string,
  {
    operation,
    because,
    ...by
  }: { operation: Act; userId: string; now: Date; act?: string; because?: string },
): Promise<(Undone & { count: number }) | null> {
  const decisions = await tx.gradeDecision.findMany({
    // Courses that were brought back beside their original by an earlier version share ids of actions with it.
    where: { actionId, undoneBy: null, ...inSet(assignment.id) },
    select: {
      revision: true,
      answerId: true,
      groupName: true,
      answer: { select: { submissionId: true, questionId: true } },
    },
  });
  const question = decisions[0]?.answer.questionId;
  if (question === undefined) return null;
  const submissionIds = decisions.map(({ answer }) => answer.submissionId);
  const asked = { assignmentId: assignment.id, submissionIds, questionId: question };
  await lockAnswers(tx, asked);
  // What was taken out of the set counts for nobody, and stays as it is.
  const { definition } = currentOf(await versionLineOf(tx, assignment.id));
  if (!definition.questions.some(({ id }) => id === question)) return null;
  const rows = await tx.gradeDecision.findMany({
    where: { answerId: { in: decisions.map(({ answerId }) => answerId) } },
    orderBy: { revision: 'asc' },
    include: { items: true },
  });
  const steps = decisions.flatMap(({ answerId, revision }) => {
    const step = undoing(
      rows.filter((row) => row.answerId === answerId),
      revision,
    );
    return step ? [step] : [];
  });
  if (steps.length === 0) return null;
  const userId = await namedBy(tx, submissionIds);
  const telling = { now: by.now, because };
  const before = await readGrades(tx, asked);
  await tellingOfScores(tx, { course, assignment }, { userId, ...telling }, () =>
    appendDecisions(tx, by, steps),
  );
  const saysOther = decisions.filter(({ answerId, revision }) => {
    const step = steps.find((each) => each.answerId === answerId);
    const undone = rows.find((row) => row.revision === revision);
    const appliedItemIds = undone?.items.map(({ rubricItemId }) => rubricItemId) ?? [];
    return (
      step &&
      undone &&
      isSaidOtherwise(
        { comment: undone.comment, appliedItemIds },
        { ...step, appliedItemIds: [...step.appliedItemIds] },
      )
    );
  });
  const changed = saysOther.map(({ answer }) => answer.submissionId);
  await tellOfOtherWords(
    tx,
    { course, assignment },
    { questionId: question, submissionIds: changed, userId },
    telling,
  );
  const undone = new Set(steps.map(({ answerId }) => answerId));
  const read = [...(await readGrades(tx, asked))];
  const grades = read.filter(([, { answerId }]) => undone.has(answerId));
  await recordAudit(
    tx,
    ...grades.map(([subject, { grade }], place) => ({
      ...(place === 0 && { act: by.act }),
      actorId: by.userId,
      courseId: course.id,
      action: operation,
      subject,
      details: {
        question,
        score: grade?.score ?? null,
        before: before.get(subject)?.grade?.score ?? null,
        ...wasOf(before.get(subject)),
      },
    })),
  );
  const answers = grades.flatMap(([submissionId, { grade }]) => (grade ? [{ submissionId, grade }] : []));
  return { question, groupName: decisions[0]?.groupName ?? null, answers, count: steps.length };
}

/** What has been undone by the same act, sent before: the grades as they stand now. */
async function undoneBefore(tx: Tx, { assignment }: AssignmentSubject, act: string): Promise<Undone | null> {
  if (!(await doneBefore(tx, act))) return null;
  const steps = await tx.gradeDecision.findMany({
    where: { actionId: act, ...inSet(assignment.id) },
    select: {
      answer: { select: { submissionId: true, questionId: true } },
      undoneDecision: { select: { groupName: true } },
    },
  });
  const [step] = steps;
  if (!step) return null;
  const { questionId: question } = step.answer;
  const submissionIds = steps.map(({ answer }) => answer.submissionId);
  const read = await readGrades(tx, { assignmentId: assignment.id, submissionIds, questionId: question });
  const answers = [...read].flatMap(([submissionId, { grade }]) => (grade ? [{ submissionId, grade }] : []));
  return { question, groupName: step.undoneDecision?.groupName ?? null, answers };
}

/**
 * Undoes a person's last action that still stands: what others decided since is left alone. Each action is looked at in a
 * transaction of its own, so that nobody holds answers while waiting for others.
 *
 * @throws ApiError unacceptable when nothing of theirs stands
 */
export async function undoGrading(
  db: Db,
  where: AssignmentSubject,
  by: { userId: string; now: Date; act: string },
): Promise<Undone> {
  for (const actionId of await actionsOf(db, where.assignment.id, by.userId)) {
    const undone = await db.$transaction(
      async (tx) =>
        (await undoneBefore(tx, where, by.act)) ??
        undoAction(tx, where, actionId, { operation: 'undoGrading', ...by }),
    );
    if (undone) return undone;
  }
  // The last that there was to undo may have been undone by this very act.
  const before = await db.$transaction((tx) => undoneBefore(tx, where, by.act));
  if (before) return before;
  throw new ApiError('unacceptable', 'There is nothing of yours to undo in this set.');
}
