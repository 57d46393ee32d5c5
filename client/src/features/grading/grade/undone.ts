import { undoGrading } from '../../../../../contract/grading.ts';
import type { ResponseOf } from '../../../../../contract/operation.ts';
import { call } from '../../../api/call.ts';
import { invalidateGrades } from './invalidateGrades.ts';

/** Revisions that undoing on this page has made. They say whose the grade is again, and not who has undone. */
const made = new Set<number>();

export const isUndoneHere = (revision: number): boolean => made.has(revision);

/** Undoes the last decision that was saved, on whichever page, and shows what stands again. */
export async function undoLast(params: {
  course: string;
  assignment: string;
}): Promise<ResponseOf<typeof undoGrading>> {
  const undone = await call(undoGrading, { params });
  for (const { grade } of undone.answers) made.add(grade.revision);
  await invalidateGrades();
  return undone;
}
