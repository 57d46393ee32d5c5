import type { SetFor } from '../../middleware/subject.ts';

/** Questions whose grades students do not see yet, though those of the set are out. */
export function heldBackIn({ policy }: Pick<SetFor, 'policy'>, now: Date): string[] {
  const held = Object.entries(policy.set.heldBack);
  return held.flatMap(([question, until]) => (until === null || new Date(until) > now ? [question] : []));
}
