/** How a set counts in a student's total, in gradebook and list alike. Pure. */
import { percentOf } from '../../../grader/core/policies/total.ts';
import type { Part } from '../../../grader/core/policies/total.ts';
import type { PolicyOfSet } from '../../middleware/policies.ts';

interface OfStudent {
  slug: string;
  maxScore: number;
  /** A set that was taken back counts for nobody. */
  isHidden: boolean;
  /** Overdue, and nothing was handed in. */
  isMissing: boolean;
  /** Null while it is not known. */
  score: number | null;
}

export function partOf(
  { slug, maxScore, isHidden, isMissing, score }: OfStudent,
  { set, late }: Pick<PolicyOfSet, 'set' | 'late'>,
): Part {
  const { category, weight } = set;
  const known = isMissing && late.missing === 'zero' ? 0 : score;
  return { set: slug, category, weight, percent: isHidden ? null : percentOf(known, maxScore) };
}
