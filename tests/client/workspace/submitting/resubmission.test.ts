import { expect, test } from '@jest/globals';
import type { ResubmissionView } from '../../../../contract/assignments.ts';
import { resubmissionWords } from '../../../../client/src/features/workspace/submitting/resubmission.ts';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const BEFORE = '2026-12-01T11:59:00Z';
const SOON = '2026-12-02T12:00:00.000Z';
const LATER = '2026-12-04T12:00:00Z';

const words = (
  until: ResubmissionView['until'],
  endsAt: string | null,
  acceptedUntil: string | null,
): string =>
  resubmissionWords({ rule: { acceptedUntil }, resubmission: { until, endsAt, counts: 'last' } }, NOW)
    .map((part) => (typeof part === 'string' ? part : part.at))
    .join('');

test.each<[ResubmissionView['until'], string | null, string | null, string]>([
  ['released', null, null, 'You can submit again until grades are released; the last one counts.'],
  [
    'released',
    null,
    LATER,
    `You can submit again until ${LATER}, unless grades are released before; the last one counts.`,
  ],
  ['graded', null, null, 'You can submit again until somebody grades it; the last one counts.'],
  [
    'graded',
    null,
    LATER,
    `You can submit again until somebody grades it, at the latest ${LATER}; the last one counts.`,
  ],
  ['late', LATER, null, `You can submit again until ${LATER}; the last one counts.`],
  // Nothing is taken after the hard end, whatever the set says of handing in again.
  ['late', LATER, SOON, `You can submit again until ${SOON}; the last one counts.`],
  ['late', SOON, LATER, `You can submit again until ${SOON}; the last one counts.`],
  // The first one is taken late, and no second one.
  ['due', BEFORE, LATER, `You cannot submit again after this: that ended ${BEFORE}.`],
])('again until %s, which ends at %s, where work is taken until %s', (until, endsAt, acceptedUntil, said) => {
  expect(words(until, endsAt, acceptedUntil)).toBe(said);
});
