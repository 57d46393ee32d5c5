import type { SetFor } from '../../middleware/subject.ts';
import { own } from '../../../contract/own.ts';

/** Questions whose grades students do not see yet, though those of the set are out. */
export function heldBackIn({ policy }: Pick<SetFor, 'policy'>, now: Date): string[] {
  const held = Object.entries(policy.set.heldBack);
  return held.flatMap(([question, until]) => (until === null || new Date(until) > now ? [question] : []));
}

/** When the grade of a question comes out for whom the times are, or came: with the set's or later; null while nobody has said. */
export function releaseOf(
  { policy, times: { releasesAt } }: Pick<SetFor, 'policy' | 'times'>,
  question: string,
): Date | null {
  const held = own(policy.set.heldBack, question);
  if (held === undefined || releasesAt === null) return releasesAt;
  if (held === null) return null;
  const until = new Date(held);
  return until > releasesAt ? until : releasesAt;
}
