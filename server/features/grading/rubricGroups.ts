import type { RubricGroup } from '../../../contract/grading.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';

interface Rubric {
  assignmentId: string;
  questionId: string;
}

export const RUBRIC_GROUP = { id: true, name: true, exclusive: true, floor: true, cap: true } as const;

/** The groups of a question's items, also those that no item is in yet. */
export const listRubricGroups = (db: Db, rubric: Rubric): Promise<RubricGroup[]> =>
  db.rubricGroup.findMany({ where: rubric, orderBy: { name: 'asc' }, select: RUBRIC_GROUP });

/**
 * @returns the ID of the group; null where there is no name
 * @throws ApiError unacceptable
 */
export async function groupNamed(
  tx: Tx,
  { assignmentId, questionId }: Rubric,
  name: string | null,
): Promise<string | null> {
  if (name === null) return null;
  const group = await tx.rubricGroup.findUnique({
    where: { assignmentId_questionId_name: { assignmentId, questionId, name } },
    select: { id: true },
  });
  if (!group) throw new ApiError('unacceptable', `There is no group “${name}” in this rubric.`);
  return group.id;
}
