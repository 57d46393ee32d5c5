/**
 * Changes of a rubric, with their effects: whose score becomes what. A preview makes the change, looks at the scores and
 * takes it back, so that the change does exactly what was shown.
 */
import { isDeepStrictEqual } from 'node:util';
import type {
  RubricEffects,
  RubricGroup,
  RubricGroupRules,
  RubricItem as RubricItemView,
  RubricItemChange,
} from '../../../contract/grading.ts';
import type { Act } from '../../../contract/auditLog.ts';
import { deltaText } from '../../../contract/points.ts';
import type { Prisma, RubricItem } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { refuseOwnWork } from '../../middleware/ownWork.ts';
import type { AssignmentSubject, RubricItemSubject } from '../../middleware/subject.ts';
import { answersThatCount } from './countingScores.ts';
import { lockScores } from './decisions.ts';
import { RUBRIC_ITEM, countApplied, presentRubricItem } from './present.ts';
import { requireSeen } from '../requireSeen.ts';
import { questionOf } from './questionOf.ts';
import { presentEffects } from './rubricEffects.ts';
import { RUBRIC_GROUP, groupNamed } from './rubricGroups.ts';
import { lockRubric } from './rubricLock.ts';
import { countingByStudent, scoreChanges } from './scoreChanges.ts';
import { tellingOfScores } from './tellOfChangedGrades.ts';

interface By {
  operation: Act;
  userId: string;
  now: Date;
  /** Takes the change back once its effects are known. */
  preview?: boolean;
  /** Of the preview that was looked at. */
  token?: string | undefined;
}

interface Changed<T> {
  result: T;
  effects: RubricEffects;
}

interface Made<T> {
  result: T;
  /** Nothing is other than it was: it is not told, nor logged. */
  isSame: boolean;
  subject: string;
  details: Prisma.InputJsonObject;
}

/** Thrown to take back what a preview has done. */
class PreviewOver extends Error {}

type Where = Pick<RubricItemSubject, 'course' | 'assignment'> & { questionId: string };

async function withEffects<T>(
  db: Db,
  { course, assignment, questionId }: Where,
  { operation, userId, now, preview, token }: By,
  change: (tx: Tx) => Promise<Made<T>>,
): Promise<Changed<T>> {
  let previewed: Changed<T> | undefined;
  const changing = db.$transaction(async (tx) => {
    await lockRubric(tx, { assignmentId: assignment.id, questionId });
    // Another question’s grades say, too, which submission is the best.
    await lockScores(tx, assignment.id);
    const before = await countingByStudent(tx, assignment.id);
    const { result, isSame, subject, details } = preview
      ? await change(tx)
      : await tellingOfScores(tx, { course, assignment }, { now }, () => change(tx));
    const after = await countingByStudent(tx, assignment.id);
    const changes = await scoreChanges(tx, { course, assignment }, { before, after });
    // A look at it says so, too: it would offer what is refused.
    await refuseOwnWork(
      tx,
      userId,
      changes.map(({ submissionId }) => submissionId),
    );
    const effects = await presentEffects(tx, changes, assignment.gradesReleasedAt !== null);
    const changed = { result, effects };
    if (preview) {
      previewed = changed;
      throw new PreviewOver();
    }
    if (token !== undefined && token !== effects.token) {
      throw new ApiError(
        'unacceptable',
        'Somebody graded or changed the rubric since you looked, and other scores would change. Nothing was changed; look again.',
      );
    }
    if (isSame) return changed;
    const audited = { ...details, affectedAnswers: effects.changes.length, changes };
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: operation,
      subject,
      details: audited,
    });
    return changed;
  });
  try {
    return await changing;
  } catch (error) {
    if (error instanceof PreviewOver && previewed) return previewed;
    throw error;
  }
}

/** An item as whoever changes it has it before them. */
type Shown = Required<Pick<RubricItemChange, 'text' | 'points' | 'group'>>;

/** Changes an item on every answer that has it. What is absent stays. */
export async function changeRubricItem(
  db: Db,
  { course, assignment, rubricItem }: RubricItemSubject,
  { seen, ...change }: RubricItemChange & { seen?: Shown | undefined },
  by: By,
): Promise<Changed<RubricItemView>> {
  const { id, questionId } = rubricItem;
  return withEffects(db, { course, assignment, questionId }, by, async (tx) => {
    const before = await tx.rubricItem.findUniqueOrThrow({
      where: { id },
      include: { group: { select: { name: true } } },
    });
    const stands = { text: before.text, points: before.points, group: before.group?.name ?? null };
    const { text = before.text, points = before.points, archived, group, position } = change;
    if (!isDeepStrictEqual({ text, points, group: group === undefined ? stands.group : group }, stands))
      requireSeen(
        seen,
        stands,
        `Somebody changed this item meanwhile: it is “${stands.text}”, ${deltaText(stands.points)}${stands.group === null ? '' : `, in the group “${stands.group}”`}.`,
      );
    const isEdited = change.text !== undefined || change.points !== undefined;
    if (before.archivedAt && archived !== false && isEdited)
      throw new ApiError('locked', 'An archived item stays as it is; put it back first.');
    const archivedAt =
      archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? by.now) : null;
    const rubricGroupId = group === undefined ? before.rubricGroupId : await groupNamed(tx, before, group);
    if (position !== undefined) await moveTo(tx, before, position);
    const after = await tx.rubricItem.update({
      where: { id },
      data: { text, points, archivedAt, rubricGroupId },
      select: RUBRIC_ITEM,
    });
    const isSame =
      text === before.text &&
      points === before.points &&
      archivedAt === before.archivedAt &&
      rubricGroupId === before.rubricGroupId &&
      (position === undefined || position === before.position);
    const applied = countApplied(await answersThatCount(tx, assignment.id, questionId));
    return {
      result: presentRubricItem(after, applied),
      isSame,
      subject: id,
      details: {
        before: { text: before.text, points: before.points },
        after: { text: after.text, points: after.points, group: after.group?.name ?? null },
        ...(position !== undefined && { position }),
        ...(archived !== undefined && { archived }),
      },
    };
  });
}

/** The others keep their order around it. */
async function moveTo(tx: Tx, { id, assignmentId, questionId }: RubricItem, position: number): Promise<void> {
  const items = await tx.rubricItem.findMany({
    where: { assignmentId, questionId },
    orderBy: [{ position: 'asc' }, { key: 'asc' }],
    select: { id: true },
  });
  const others = items.map((item) => item.id).filter((each) => each !== id);
  const order = [...others.slice(0, position - 1), id, ...others.slice(position - 1)];
  for (const [index, each] of order.entries())
    await tx.rubricItem.update({ where: { id: each }, data: { position: index + 1 } });
}

/** Makes a group of items, or changes its rules. That it is exclusive changes no score: it rules what can be chosen. */
export async function changeRubricGroup(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  questionId: string,
  { seen, ...rules }: RubricGroupRules & { seen?: Omit<RubricGroupRules, 'name'> | null | undefined },
  by: By,
): Promise<Changed<RubricGroup>> {
  questionOf(version.definition, questionId);
  const { name, exclusive, floor, cap } = rules;
  if (floor !== null && cap !== null && floor > cap)
    throw new ApiError('unacceptable', 'The least that a group adds cannot be above the most.');
  return withEffects(db, { course, assignment, questionId }, by, async (tx) => {
    const key = { assignmentId: assignment.id, questionId, name };
    const where = { assignmentId_questionId_name: key };
    const before = await tx.rubricGroup.findUnique({ where, select: RUBRIC_GROUP });
    const stands = before && { exclusive: before.exclusive, floor: before.floor, cap: before.cap };
    if (!isDeepStrictEqual(stands, { exclusive, floor, cap }))
      requireSeen(
        seen,
        stands,
        seen === null
          ? `There is a group “${name}” already, with other rules.`
          : `Somebody changed the rules of “${name}” meanwhile.`,
      );
    const group = await tx.rubricGroup.upsert({
      where,
      create: { ...key, exclusive, floor, cap },
      update: { exclusive, floor, cap },
      select: RUBRIC_GROUP,
    });
    return {
      result: group,
      isSame: isDeepStrictEqual(group, before),
      subject: group.id,
      details: { question: questionId, ...rules },
    };
  });
}
