import type { ResubmissionView } from '../../../contract/assignments.ts';

/** Why the one that counts does, to be read after "counts:". */
export function whyItCounts(
  { counts }: Pick<ResubmissionView, 'counts'>,
  { pinned, late, isOut }: { pinned: string | null; late: boolean; isOut: boolean },
): string {
  if (pinned !== null) return `chosen by staff, “${pinned}”`;
  if (counts === 'first') return 'the first';
  if (counts === 'last_before_due') return late ? 'the last, as none was in time' : 'the last in time';
  if (counts === 'best') return isOut ? 'the most points' : 'the last, until grades are out';
  return 'the last';
}
