import type { Division } from '../../../contract/desk.ts';
import { sharesOf } from '../../../grader/core/shares.ts';

export interface ToDivide {
  submissionId: string;
  /** Of its first member; empty where there is none. */
  section: string;
}

/** A division without the parts of people who no longer grade in the course; null where nobody else has one. */
export function inForce(division: Division | null, graders: ReadonlySet<string>): Division | null {
  const isGrader = ({ userId }: { userId: string }) => graders.has(userId);
  if (!division?.parts.some(isGrader)) return null;
  return division.by === 'count'
    ? { by: 'count', parts: division.parts.filter(isGrader) }
    : { by: 'section', parts: division.parts.filter(isGrader) };
}

/**
 * Whose each answer is, by submission; who is not named is anybody's. So is the part of whoever no longer grades in the course.
 * The parts of all others stay what they are.
 *
 * @param order of the question, the same for everybody
 */
export function partsOf(
  division: Division | null,
  order: readonly ToDivide[],
  graders: ReadonlySet<string>,
): Map<string, string> {
  return new Map([...decided(division, order)].filter(([, userId]) => graders.has(userId)));
}

/** As it was decided. */
function decided(division: Division | null, order: readonly ToDivide[]): Map<string, string> {
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
  const shares = sharesOf(
    division.parts.map(({ count }) => count),
    order.length,
  );
  const owners = division.parts.flatMap(({ userId }, place) => Array<string>(shares[place]!).fill(userId));
  return new Map(order.map(({ submissionId }, place) => [submissionId, owners[place]!]));
}
