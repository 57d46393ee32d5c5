/** What a person is told before they hand in: until when they may again, and which submission counts. */
import type { ResubmissionView } from '../../../../../contract/assignments.ts';

type Part = string | { at: string };

const UNTIL: Record<ResubmissionView['until'], (endsAt: string | null) => Part[]> = {
  due: (endsAt) => ['until ', { at: endsAt ?? '' }],
  late: (endsAt) => ['until ', { at: endsAt ?? '' }],
  graded: () => ['until somebody grades it'],
  released: () => ['until grades are released'],
};

const COUNTS: Record<ResubmissionView['counts'], string> = {
  last: 'the last one counts',
  last_before_due: 'the last one in time counts',
  best: 'the one with the most points counts, which you learn when grades are released',
  first: 'the first one counts, whatever comes later',
};

/** A sentence with times in it. */
export function resubmissionWords({ until, endsAt, counts }: ResubmissionView): Part[] {
  return ['You can submit again ', ...UNTIL[until](endsAt), `; ${COUNTS[counts]}.`];
}

/** What becomes of this one beside those before; null where it simply counts. */
export function whatItBecomes(
  { counts }: ResubmissionView,
  { before, isLate }: { before: { number: number; late: boolean } | null; isLate: boolean },
): string | null {
  if (before === null) return null;
  const { number, late } = before;
  if (counts === 'first') return `Submission ${number} goes on counting: in this set the first one does.`;
  if (counts === 'last_before_due' && isLate && !late)
    return `Submission ${number} goes on counting: it was in time, and this one is late.`;
  if (counts === 'best') return `It counts if it gets at least as many points as submission ${number}.`;
  return null;
}
