import { isDeepStrictEqual } from 'node:util';
import type { Grade } from '../../../contract/grading.ts';
import type { Act } from '../../../contract/auditLog.ts';
import { isDecided } from '../../../grader/core/rubric.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { appendDecisions, lockAnswers, readGrades } from './decisions.ts';
import type { NewDecision, OwnDecision } from './decisions.ts';
import { deafTo } from '../notifications/notify.ts';
import { tellingOfScores, tellOfOtherWords } from './tellOfChangedGrades.ts';
import { wasOf } from './was.ts';
import { useRubric } from './rubricLock.ts';
import { namedBy } from './whoSees.ts';

export interface GradeInput {
  appliedItemIds: string[];
  fullMarks: boolean;
  adjustment: number;
  comment: string;
}

export interface GradeTarget {
  submissionId: string;
  /** Of the decision that was looked at; 0 when there was none. */
  baseRevision: number;
}

export interface GradesSet {
  graded: { submissionId: string; grade: Grade }[];
  /** Left as they are: somebody decided since the caller looked. What had arrived before is among those that are graded. */
  conflicts: { submissionId: string; theirs: Grade | null }[];
}

/** @throws ApiError unacceptable unless each item is of the question, in use or on the answer, and alone in its group */
async function assertApplicable(
  tx: Tx,
  of: { assignmentId: string; questionId: string },
  wanted: string[],
  earlier: readonly (Grade | null)[],
): Promise<void> {
  const items = await tx.rubricItem.findMany({
    where: { id: { in: wanted }, ...of },
    select: { id: true, archivedAt: true, group: { select: { name: true, exclusive: true, id: true } } },
  });
  const archived = items.filter(({ archivedAt }) => archivedAt !== null);
  const isOn = (id: string) => earlier.every((grade) => grade?.appliedItemIds.includes(id));
  if (items.length !== wanted.length || !archived.every(({ id }) => isOn(id))) {
    throw new ApiError('unacceptable', 'A rubric item is not of this question, or was archived meanwhile.');
  }
  const groups = items.flatMap(({ group }) => (group?.exclusive ? [group] : []));
  const double = groups.find(({ id }, i) => groups.findIndex((group) => group.id === id) !== i);
  // Chosen before the group became exclusive, they may stay.
  if (double && !wanted.every(isOn))
    throw new ApiError('unacceptable', `Of “${double.name}” one item at most can be chosen.`);
}

type Said = Pick<Grade, 'comment' | 'appliedItemIds'> | null;

/** Whether a grade says something else to its reader. */
export const isSaidOtherwise = (before: Said, after: Said): boolean =>
  before?.comment !== after?.comment ||
  !isDeepStrictEqual(new Set(before?.appliedItemIds), new Set(after?.appliedItemIds));

/** @throws ApiError unacceptable when nothing was chosen and there is no comment, or a grade stands */
function assertDecision(input: GradeInput, earlier: readonly (Grade | null)[]): void {
  if (isDecided(input)) return;
  if (earlier.some((grade) => grade?.kind === 'grade'))
    throw new ApiError(
      'unacceptable',
      'Choose an item, full marks or a number; or take the grade back. Nothing was changed.',
    );
  if (input.comment.trim() === '')
    throw new ApiError('unacceptable', 'Choose an item, full marks or a number. Nothing was changed.');
}

export function isSameChoice(a: GradeInput, b: GradeInput): boolean {
  const [items, others] = [new Set(a.appliedItemIds), new Set(b.appliedItemIds)];
  return (
    a.fullMarks === b.fullMarks &&
    a.adjustment === b.adjustment &&
    a.comment === b.comment &&
    items.size === others.size &&
    [...items].every((id) => others.has(id))
  );
}

/** Whether a decision gives what is chosen. */
export function gives(
  { kind, items, ...decision }: Pick<OwnDecision, 'kind' | 'fullMarks' | 'adjustment' | 'comment' | 'items'>,
  choice: GradeInput,
): boolean {
  const appliedItemIds = items.map(({ rubricItemId }) => rubricItemId);
  return (
    kind === (isDecided(choice) ? 'grade' : 'comment') &&
    isSameChoice({ ...decision, appliedItemIds }, choice)
  );
}

/** Whether what is sent is this very decision, which has arrived before: another tab of the same person sent it, or its answer was lost. */
const isRepeated = (
  own: OwnDecision,
  { baseRevision }: GradeTarget,
  { userId, groupName, input }: { userId: string; groupName: string | null; input: GradeInput },
): boolean =>
  baseRevision < own.revision &&
  own.decidedById === userId &&
  own.undoes === null &&
  own.importId === null &&
  own.groupName === groupName &&
  gives(own, input);

/**
 * Decides the same about answers to one question. An item, full marks or a number make a grade; a comment alone is a
 * comment, and the answers stay ungraded.
 *
 * @param answers of submissions to the assignment, each once
 * @param groupName of the group that is decided in one action; null when one answer is decided by itself
 * @throws ApiError unacceptable where the question was taken out, or what is chosen cannot be
 */
export async function setGrades(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  questionId: string,
  action: { operation: Act; userId: string; now: Date; groupName: string | null },
  answers: readonly GradeTarget[],
  input: GradeInput,
): Promise<GradesSet> {
  const { operation, groupName } = action;
  const of = { assignmentId: assignment.id, questionId };
  const wanted = [...new Set(input.appliedItemIds)];
  await useRubric(tx, of);
  const asked = { ...of, submissionIds: answers.map(({ submissionId }) => submissionId) };
  await lockAnswers(tx, asked);
  const before = await readGrades(tx, asked);
  const gone = [...before.values()].find(({ takenOut }) => takenOut);
  if (gone)
    throw new ApiError(
      'unacceptable',
      `${gone.question.title} was taken out of the set and counts for nobody: its grades stay as they are. Nothing was changed.`,
    );
  const earlierOf = ({ submissionId }: GradeTarget) => before.get(submissionId)?.grade ?? null;
  const isUnchanged = (target: GradeTarget) => (earlierOf(target)?.revision ?? 0) === target.baseRevision;

  const kind = isDecided(input) ? 'grade' : 'comment';
  const { fullMarks, adjustment, comment } = input;
  const decision = { kind, fullMarks, adjustment, comment, appliedItemIds: wanted, groupName } as const;
  const hasArrived = (target: GradeTarget) => {
    const { grade, own } = before.get(target.submissionId)!;
    return (
      own !== null &&
      own.revision === grade?.revision &&
      isRepeated(own, target, { userId: action.userId, groupName, input })
    );
  };
  const targets = answers.filter(isUnchanged);
  const others = answers.filter((target) => !isUnchanged(target));
  const conflicts = others
    .filter((target) => !hasArrived(target))
    .map((target) => ({ submissionId: target.submissionId, theirs: earlierOf(target) }));
  const arrived = others.flatMap((target) =>
    hasArrived(target) ? [{ submissionId: target.submissionId, grade: earlierOf(target)! }] : [],
  );
  if (targets.length === 0) return { graded: arrived, conflicts };

  const earlier = targets.map(earlierOf);
  assertDecision(input, earlier);
  await assertApplicable(tx, of, wanted, earlier);
  const decide = async () => {
    const decisions = targets.map(({ submissionId }): NewDecision => {
      const { answerId, own } = before.get(submissionId)!;
      return { ...decision, answerId, supersedes: own?.revision ?? null };
    });
    await appendDecisions(tx, action, decisions);
    return readGrades(tx, asked);
  };
  const named = await namedBy(tx, asked.submissionIds);
  // A closed request tells of its grade itself, but for those who want to hear of no requests.
  const userId = operation === 'closeRequest' ? await deafTo(tx, 'request', named) : named;
  const after = await tellingOfScores(tx, { course, assignment }, { userId, now: action.now }, decide);
  const saysOther = targets.filter(({ submissionId }) =>
    isSaidOtherwise(before.get(submissionId)?.grade ?? null, after.get(submissionId)?.grade ?? null),
  );
  await tellOfOtherWords(
    tx,
    { course, assignment },
    { questionId, submissionIds: saysOther.map(({ submissionId }) => submissionId), userId },
    { now: action.now },
  );
  const graded = targets.map(({ submissionId }) => {
    const grade = after.get(submissionId)?.grade;
    if (!grade) throw new Error('the decision just written is not there');
    return { submissionId, grade };
  });
  await recordAudit(
    tx,
    ...graded.map(({ submissionId, grade }) => ({
      actorId: action.userId,
      courseId: course.id,
      action: operation,
      subject: submissionId,
      details: {
        question: questionId,
        score: grade.score,
        before: before.get(submissionId)?.grade?.score ?? null,
        ...wasOf(before.get(submissionId)),
        ...(groupName === null ? {} : { groupName }),
      },
    })),
  );
  return { graded: [...graded, ...arrived], conflicts };
}
