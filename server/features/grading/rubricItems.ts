import type { RubricItem as RubricItemView } from '../../../contract/grading.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { keptItemCounts } from './keptScores.ts';
import { RUBRIC_ITEM, presentRubricItem } from './present.ts';
import { questionOf } from './questionOf.ts';
import { lockRubric } from './rubricLock.ts';

export async function listRubricItems(
  db: Db,
  { assignment, version }: AssignmentSubject,
  questionId: string,
): Promise<RubricItemView[]> {
  questionOf(version.definition, questionId);
  const [items, applied] = await Promise.all([
    db.rubricItem.findMany({
      where: { assignmentId: assignment.id, questionId },
      orderBy: { position: 'asc' },
      select: RUBRIC_ITEM,
    }),
    keptItemCounts(db, assignment.id, questionId),
  ]);
  return items.map((item) => presentRubricItem(item, applied));
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
    await lockRubric(tx, { assignmentId: assignment.id, questionId });
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
    return presentRubricItem(item, new Map());
  });
}
