import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { ACTIVE } from '../roster/active.ts';

/** @param userIds each once @throws ApiError unacceptable where one of them is no student of the course now */
export async function assertStudents(tx: Tx, courseId: string, userIds: readonly string[]): Promise<void> {
  const found = await tx.enrolment.count({
    where: { courseId, role: 'student', ...ACTIVE, userId: { in: [...userIds] } },
  });
  if (found !== userIds.length)
    throw new ApiError('unacceptable', 'Only students of this course can be members of a group.');
}
