import type { Division } from '../../../contract/desk.ts';

export interface ToDivide {
  submissionId: string;
  /** Of its first member; empty where there is none. */
  section: string;
}

/**
 * Whose each answer is, by submission; who is not named is anybody's.
 *
 * @param order of the question, the same for everybody
 */
export function partsOf(division: Division | null, order: readonly ToDivide[]): Map<string, string> {
  if (division === null) return new Map();
  if (division.by === 'section') {
    const owners = new Map(
      division.parts.flatMap(({ userId, sections }) => sections.map((section) => [section, userId])),
    );
    return new Map(
      order.flatMap(({ submissionId, section }) => {
        const owner = owners.get(section);
        return owner === undefined ? [] : [[submissionId, owner]];
      }),
    );
  }
  const total = division.parts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  // Where one part ends the next begins, so that no answer is left out or in two.
  const ends = division.parts.map(({ userId, count }) => {
    before += count;
    return { userId, end: Math.round((before / total) * order.length) };
  });
  return new Map(
    order.map(({ submissionId }, place) => [submissionId, ends.find(({ end }) => place < end)!.userId]),
  );
}
