/** Whether somebody is new in a course, as far as the list of sets tells; whoever hides the first steps is not shown them again. */
import type { AssignmentRow } from '../../../../contract/assignments.ts';
import type { Role } from '../../../../contract/common.ts';

const keyOf = (course: string, userId: string): string => `stepwise first steps ${course} ${userId}`;

export function forgetFirstSteps(course: string, userId: string): void {
  localStorage.setItem(keyOf(course, userId), 'hidden');
}

interface Reader {
  course: string;
  userId: string;
  role: Role;
  /** A course that is over has no first steps. */
  archived: boolean;
}

/** A student is until they have handed something in; of staff the page finds out. */
export function mayBeNew(
  rows: readonly AssignmentRow[],
  { course, userId, role, archived }: Reader,
): boolean {
  if (archived || localStorage.getItem(keyOf(course, userId)) !== null) return false;
  return role !== 'student' || (rows.length > 0 && rows.every(({ mine }) => mine?.submission == null));
}
