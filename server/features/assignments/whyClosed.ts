import type { SetState } from '../../../contract/assignments.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';

/** What of an assignment says whether its students may still write. */
export type Closing = Pick<Assignment, 'gradesReleasedAt' | 'hiddenAt' | 'archivedAt'>;
/** Prisma's selection of it. */
export const CLOSING = { gradesReleasedAt: true, hiddenAt: true, archivedAt: true } as const;

/** Why nothing can be written or handed in any more; null while it can. What is there stays to be read. */
export function whyClosed({ gradesReleasedAt, hiddenAt, archivedAt }: Closing): string | null {
  if (hiddenAt) return 'This set was taken back by your instructor: read-only. Nothing that you wrote is lost.';
  if (archivedAt) return 'This set is archived: read-only.';
  return gradesReleasedAt ? 'Grades are out: read-only. Your instructor can reopen it.' : null;
}

export const stateOf = ({ hiddenAt, archivedAt }: Omit<Closing, 'gradesReleasedAt'>): SetState =>
  hiddenAt ? 'hidden' : archivedAt ? 'archived' : 'open';
