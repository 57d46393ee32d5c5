import type { AssignmentRow, Progress } from '../../../../contract/assignments.ts';
import type { StatusKind } from '../../components/Status.tsx';

const PROGRESS: Record<Progress, { kind: StatusKind; word: string }> = {
  not_started: { kind: 'ungraded', word: 'Not started' },
  draft: { kind: 'draft', word: 'Draft, not submitted' },
  submitted: { kind: 'submitted', word: 'Submitted' },
  grading: { kind: 'running', word: 'Tests running' },
  // Also where nobody grades, and only hidden tests wait.
  graded: { kind: 'done', word: 'Grades not out yet' },
  released: { kind: 'graded', word: 'Graded' },
  missing: { kind: 'missing', word: 'Not submitted' },
};

type Standing = Pick<AssignmentRow, 'mine' | 'gradesReleasedAt'>;

/** Whether grades are out for the reader, all answers graded or not: then nothing is taken any more. */
export const isLocked = ({ mine, gradesReleasedAt }: Standing): boolean =>
  mine !== null && (gradesReleasedAt !== null || mine.progress === 'released');

/** Whether there is something to read of what was handed in. */
export const hasFeedback = (row: Standing): boolean =>
  row.mine?.progress === 'released' || (isLocked(row) && row.mine!.submission !== null);

/** Whether the draft is no longer what was handed in; once grades are out nobody has to act on it. */
export const isChanged = (row: Standing): boolean =>
  row.mine !== null && row.mine.submission !== null && row.mine.changed > 0 && !isLocked(row);

/** Whether the group may hand in again now, as far as the list tells. */
function maySubmitAgain({ state, rule, resubmission, mine }: AssignmentRow, now: number): boolean {
  const ends = [rule.acceptedUntil, resubmission.endsAt].filter((at) => at !== null);
  const isGraded = resubmission.until === 'graded' && mine?.progress === 'graded';
  return state === 'open' && !isGraded && ends.every((at) => Date.parse(at) >= now);
}

/** Whether nothing is taken any more, of nobody. */
const isOver = ({ rule: { acceptedUntil } }: AssignmentRow, now: number): boolean =>
  acceptedUntil !== null && Date.parse(acceptedUntil) < now;

/** What the button to a set says. */
export function actionOf(row: AssignmentRow, now: number): string {
  const progress = row.mine?.progress;
  if (hasFeedback(row)) return 'Read feedback';
  if (row.state !== 'open' || isOver(row, now)) return 'Open';
  if (progress === 'not_started') return 'Start';
  if (isChanged(row) && maySubmitAgain(row, now)) return 'Submit again';
  return progress === 'draft' ? 'Continue' : 'Open';
}

/** How a student stands with a set; green only for what is handed in, and unchanged, and for full marks. */
export function progressOf(row: AssignmentRow): { kind: StatusKind; word: string } {
  const { mine, maxScore } = row;
  if (mine === null) return PROGRESS.not_started;
  if (isChanged(row))
    return { kind: 'changed', word: `${mine.changed} changed since submission ${mine.submission?.number}` };
  if (mine.progress === 'released' && mine.score !== null && mine.score >= maxScore)
    return { kind: 'passed', word: 'Full marks' };
  return PROGRESS[mine.progress];
}

/** Whether a set shows more than its title yet. */
export const isOpenAt = ({ rule }: Pick<AssignmentRow, 'rule'>, now: number): boolean =>
  rule.opensAt === null || Date.parse(rule.opensAt) <= now;

/** Whether work is still awaited before the due time. */
export const isDue = (row: AssignmentRow, now: number): boolean =>
  Date.parse(row.dueAt) >= now && !isLocked(row);

/**
 * The next thing to do, the only one with a filled button: of what is still due and not handed in as it is, the soonest.
 * @param rows soonest due first
 */
export function nextToDo(rows: readonly AssignmentRow[], now: number): AssignmentRow | null {
  return (
    rows.find(
      (row) =>
        isDue(row, now) &&
        isOpenAt(row, now) &&
        ['Start', 'Continue', 'Submit again'].includes(actionOf(row, now)),
    ) ?? null
  );
}
