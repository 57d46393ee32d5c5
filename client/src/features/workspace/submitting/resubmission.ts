/** What a person is told before they hand in: until when they may again, and which submission counts. */
import type { AssignmentView, ResubmissionView } from '../../../../../contract/assignments.ts';

type Part = string | { at: string };

interface Ends {
  rule: Pick<AssignmentView['rule'], 'acceptedUntil'>;
  resubmission: ResubmissionView;
}

/** @param end of handing in again; null where nobody knows when it will be */
const UNTIL: Record<ResubmissionView['until'], (end: string | null) => Part[]> = {
  due: (end) => ['until ', { at: end ?? '' }],
  late: (end) => ['until ', { at: end ?? '' }],
  graded: (end) => ['until somebody grades it', ...(end === null ? [] : [', at the latest ', { at: end }])],
  released: (end) =>
    end === null
      ? ['until grades are released']
      : ['until ', { at: end }, ', unless grades are released before'],
};

const COUNTS: Record<ResubmissionView['counts'], string> = {
  last: 'the last one counts',
  last_before_due: 'the last one in time counts',
  best: 'the one with the most points counts, which you learn when grades are released',
  first: 'the first one counts, whatever comes later',
};

/** A sentence with times in it. Whatever is handed in is taken until the hard end or the end of late work, again or not. */
export function resubmissionWords(
  { rule: { acceptedUntil }, resubmission: { until, endsAt, counts } }: Ends,
  now: number,
): Part[] {
  const [end = null] = [endsAt, acceptedUntil]
    .filter((at) => at !== null)
    .toSorted((one, other) => Date.parse(one) - Date.parse(other));
  if (end !== null && Date.parse(end) < now)
    return ['You cannot submit again after this: that ended ', { at: end }, '.'];
  return ['You can submit again ', ...UNTIL[until](end), `; ${COUNTS[counts]}.`];
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
