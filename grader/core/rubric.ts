/** Points of an answer from the rubric items a person applied to it. */

export interface Appraisal {
  /** What the answer has before any item: all points of a written question, the report's score of one in code. */
  base: number;
  maximum: number;
  /** Points of each applied item; a deduction is negative. */
  items: readonly number[];
  /** Added for this answer alone. */
  adjustment: number;
}

/** clamp(base + Σ items + adjustment, 0, maximum), the sum to six decimals so that thirds add up. */
export function scoreOf({ base, maximum, items, adjustment }: Appraisal): number {
  const sum = items.reduce((total, points) => total + points, base + adjustment);
  return Math.min(Math.max(Math.round(sum * 1e6) / 1e6, 0), maximum);
}
