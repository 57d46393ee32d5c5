import type { AssignmentRow, Progress } from '../../../../contract/assignments.ts';
import type { StatusKind } from '../../components/Status.tsx';

const PROGRESS: Record<Progress, { kind: StatusKind; word: string }> = {
  not_started: { kind: 'ungraded', word: 'Not started' },
  draft: { kind: 'draft', word: 'Draft, not submitted' },
  submitted: { kind: 'submitted', word: 'Submitted' },
  grading: { kind: 'running', word: 'Tests running' },
  graded: { kind: 'graded', word: 'Being graded' },
  released: { kind: 'graded', word: 'Graded' },
  missing: { kind: 'missing', word: 'Not submitted' },
};

/** How a student stands with a set; green only for what is handed in and for full marks. */
export function progressOf({ mine, maxScore }: AssignmentRow): { kind: StatusKind; word: string } {
  if (mine === null) return PROGRESS.not_started;
  if (mine.progress === 'released' && mine.score !== null && mine.score >= maxScore)
    return { kind: 'passed', word: 'Full marks' };
  return PROGRESS[mine.progress];
}

/** Whether a set shows more than its title yet. */
export const isOpenAt = ({ rule }: Pick<AssignmentRow, 'rule'>, now: number): boolean =>
  rule.opensAt === null || Date.parse(rule.opensAt) <= now;

/**
 * The next thing to do, the only one with a filled button: of what is still due and not handed in, the soonest.
 * @param rows soonest due first
 */
export function nextToDo(rows: readonly AssignmentRow[], now: number): AssignmentRow | null {
  return (
    rows.find(
      ({ dueAt, rule, mine }) =>
        Date.parse(dueAt) >= now &&
        isOpenAt({ rule }, now) &&
        mine !== null &&
        ['not_started', 'draft'].includes(mine.progress),
    ) ?? null
  );
}

/** Titles that more than one set has. */
export function twinTitles(rows: readonly { title: string }[]): Set<string> {
  return new Set(rows.map(({ title }) => title).filter((title, index, all) => all.indexOf(title) !== index));
}
