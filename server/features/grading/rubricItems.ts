import type { RubricItem as RubricItemView } from '../../../contract/grading.ts';
import type { RubricItem } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { lockGroups } from '../groups/ensureGroup.ts';
import type { AssignmentSubject, RubricItemSubject } from '../../middleware/subject.ts';
import { RUBRIC_ITEM, presentRubricItem } from './present.ts';
import { questionOf } from './questionOf.ts';

export async function listRubricItems(
  db: Db,
  { assignment, version }: AssignmentSubject,
  questionId: string,
): Promise<RubricItemView[]> {
  questionOf(version.definition, questionId);
  const items = await db.rubricItem.findMany({
    where: { assignmentId: assignment.id, questionId },
    orderBy: { position: 'asc' },
    select: RUBRIC_ITEM,
  });
  return items.map(presentRubricItem);
}

/** Adds an item at the end, under a key that no item of the question ever had. */
export async function createRubricItem(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  questionId: string,
  { userId, text, points }: { userId: string; text: string; points: number },
): Promise<RubricItemView> {
  questionOf(version.definition, questionId);
  return db.$transaction(async (tx) => {
    await lockGroups(tx, assignment.id);
    const last = await tx.rubricItem.aggregate({
      where: { assignmentId: assignment.id, questionId },
      _max: { key: true, position: true },
    });
    const item = await tx.rubricItem.create({
      data: {
        assignmentId: assignment.id,
        questionId,
        key: (last._max.key ?? 0) + 1,
        position: (last._max.position ?? 0) + 1,
        text,
        points,
      },
      select: RUBRIC_ITEM,
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'createRubricItem',
      subject: item.id,
      details: { question: questionId, text, points },
    });
    return presentRubricItem(item);
  });
}

/** The item as it is now; nobody else changes it until the transaction ends. */
async function lockItem(tx: Tx, id: string): Promise<RubricItem> {
  await tx.$queryRaw`SELECT 1 FROM rubric_items WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.rubricItem.findUniqueOrThrow({ where: { id } });
}

/** Changes an item on every answer that has it. */
export async function editRubricItem(
  db: Db,
  { course, rubricItem: { id } }: RubricItemSubject,
  { userId, text, points }: { userId: string; text?: string | undefined; points?: number | undefined },
): Promise<{ item: RubricItemView; affectedAnswers: number }> {
  return db.$transaction(async (tx) => {
    const before = await lockItem(tx, id);
    if (before.archivedAt) throw new ApiError('locked', 'An archived item stays as it is.');
    const changed = await tx.rubricItem.update({
      where: { id },
      data: { text: text ?? before.text, points: points ?? before.points },
      select: RUBRIC_ITEM,
    });
    const item = presentRubricItem(changed);
    const affectedAnswers = item.points === before.points ? 0 : item.applied;
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'editRubricItem',
      subject: id,
      details: {
        before: { text: before.text, points: before.points },
        after: { text: item.text, points: item.points },
        affectedAnswers,
      },
    });
    return { item, affectedAnswers };
  });
}

/** Takes an item off the list; answers that have it keep it. */
export async function archiveRubricItem(
  db: Db,
  { course, rubricItem }: RubricItemSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<{ item: RubricItemView; affectedAnswers: number }> {
  return db.$transaction(async (tx) => {
    const archived = await tx.rubricItem.update({
      where: { id: rubricItem.id },
      data: { archivedAt: rubricItem.archivedAt ?? now },
      select: RUBRIC_ITEM,
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'archiveRubricItem',
      subject: rubricItem.id,
    });
    return { item: presentRubricItem(archived), affectedAnswers: 0 };
  });
}
