import type { RubricGroup, RubricItem as RubricItemView } from '../../../contract/grading.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { answersThatCount } from './countingScores.ts';
import { keptItemCounts } from './keptScores.ts';
import { RUBRIC_ITEM, countApplied, presentRubricItem } from './present.ts';
import { questionOf } from './questionOf.ts';
import { groupNamed, listRubricGroups } from './rubricGroups.ts';
import { lockRubric } from './rubricLock.ts';

export async function listRubricItems(
  db: Db,
  { assignment, version }: AssignmentSubject,
  questionId: string,
): Promise<{ items: RubricItemView[]; groups: RubricGroup[] }> {
  questionOf(version.definition, questionId);
  const rubric = { assignmentId: assignment.id, questionId };
  const [items, groups, applied] = await Promise.all([
    db.rubricItem.findMany({
      where: rubric,
      orderBy: { position: 'asc' },
      select: RUBRIC_ITEM,
    }),
    listRubricGroups(db, rubric),
    keptItemCounts(db, assignment.id, questionId),
  ]);
  return { items: items.map((item) => presentRubricItem(item, applied)), groups };
}

/** Adds an item at the end, under a key that no item of the question ever had. */
export async function createRubricItem(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  questionId: string,
  {
    userId,
    act,
    text,
    points,
    group,
  }: { userId: string; act: string; text: string; points: number; group: string | null },
): Promise<RubricItemView> {
  questionOf(version.definition, questionId);
  return db.$transaction(async (tx) => {
    const rubric = { assignmentId: assignment.id, questionId };
    await lockRubric(tx, rubric);
    const before = await doneBefore(tx, act);
    if (before) {
      const made = { where: { id: before.subject }, select: RUBRIC_ITEM };
      const applied = countApplied(await answersThatCount(tx, assignment.id, questionId));
      return presentRubricItem(await tx.rubricItem.findUniqueOrThrow(made), applied);
    }
    const rubricGroupId = await groupNamed(tx, rubric, group);
    const last = await tx.rubricItem.aggregate({
      where: rubric,
      _max: { key: true, position: true },
    });
    const item = await tx.rubricItem.create({
      data: {
        ...rubric,
        rubricGroupId,
        key: (last._max.key ?? 0) + 1,
        position: (last._max.position ?? 0) + 1,
        text,
        points,
      },
      select: RUBRIC_ITEM,
    });
    await recordAudit(tx, {
      act,
      actorId: userId,
      courseId: course.id,
      action: 'createRubricItem',
      subject: item.id,
      details: { question: questionId, text, points, group },
    });
    return presentRubricItem(item, new Map());
  });
}
