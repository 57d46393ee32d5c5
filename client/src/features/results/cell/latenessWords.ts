/** What lateness did to a score, with its reason. Pure. */
import type { CellView } from '../../../../../contract/gradebookCell.ts';
import { penaltyWords } from '../../../components/lateWords.ts';
import { pointsText } from '../../../components/points.ts';
import { leftWords } from '../../../components/time.ts';

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** Of late work: what it lost, or why it lost nothing. */
function costWords({ set: { cell }, late }: Pick<CellView, 'set' | 'late'>): string {
  const { score, lost, lateDays } = cell;
  const rule = penaltyWords(late);
  if (rule === null) return 'Late work loses no points in this set.';
  const paid = lateDays > 0 ? `Uses ${counted(lateDays, 'late day')}. ` : '';
  if (lost > 0) return `${paid}Lost ${pointsText(lost)} of its points: ${rule}.`;
  if (score === null)
    return `${paid}What it loses is known when all of it has a score: ${rule}, and late days can pay for that.`;
  return lateDays > 0 ? `${paid}They pay for all of it.` : 'It lost no points.';
}

/** @returns null where nothing was handed in */
export function latenessWords({ set, late }: Pick<CellView, 'set' | 'late'>): string | null {
  const counting = set.submissions.find(({ id }) => id === set.cell.submissionId);
  if (counting === undefined) return null;
  if (counting.lateBy !== null)
    return `${leftWords(counting.lateBy * 1000)} late. ${costWords({ set, late })}`;
  return counting.submittedAt > set.dueAt
    ? `In time: within ${counted(late.graceMinutes, 'minute')} of grace.`
    : 'In time.';
}
