import type { SetState } from '../../../contract/assignments.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { setForStudent } from '../../middleware/subject.ts';
import type { Reading, SetFor } from '../../middleware/subject.ts';

/** What of a set says whether its students may still write. */
export type Closing = Pick<SetFor, 'gradesReleasedAt' | 'hiddenAt' | 'archivedAt' | 'times'>;

/** Why nothing can be written or handed in any more; null while it can. What is there stays to be read. */
export function whyClosed({ gradesReleasedAt, hiddenAt, archivedAt }: Omit<Closing, 'times'>): string | null {
  if (hiddenAt) return 'This set was taken back by your instructor: read-only. Nothing that you wrote is lost.';
  if (archivedAt) return 'This set is archived: read-only.';
  return gradesReleasedAt ? 'Grades are out: read-only. Your instructor can reopen it.' : null;
}

/** The same for a set as it stands in the database, and one of its students. */
export async function whyClosedFor(
  db: Db | Tx,
  set: Assignment,
  reading: Reading,
): Promise<string | null> {
  // Grades may come out later for this student, and never before they do for others.
  const isOpen = !isOut(set.gradesReleasedAt, reading.now);
  return whyClosed(isOpen ? { ...set, gradesReleasedAt: null } : await setForStudent(db, set, reading));
}

export const stateOf = ({ hiddenAt, archivedAt }: Pick<Closing, 'hiddenAt' | 'archivedAt'>): SetState =>
  hiddenAt ? 'hidden' : archivedAt ? 'archived' : 'open';
