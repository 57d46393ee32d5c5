import type { nextAnswer } from '../../../../../contract/grading.ts';
import type { ResponseOf } from '../../../../../contract/operation.ts';

export type Left = Omit<ResponseOf<typeof nextAnswer>, 'submissionId'>;

/** Why nothing comes next; null where nothing is left. */
export function leftWords({ heldByOthers, inOtherParts, passedOver, own }: Left): string | null {
  const parts = [
    heldByOthers === 1
      ? 'The last one is with a colleague'
      : heldByOthers > 1 && `${heldByOthers} are with colleagues`,
    passedOver > 0 && `${passedOver} skipped or flagged`,
    inOtherParts > 0 && `${inOtherParts} left in the parts of others`,
    own > 0 && `${own} of your own, for a colleague`,
  ].filter((words) => words !== false);
  return parts.length === 0 ? null : parts.join('; ');
}
