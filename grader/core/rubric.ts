/** Points of an answer from what a person decided about it: the one law of scores, for the server and for pages. */

/** Bounds on what some items of a rubric add together; null where there is none. */
export interface ItemBounds {
  id: string;
  floor: number | null;
  cap: number | null;
}

export interface AppliedItem {
  /** A deduction is negative. */
  points: number;
  group?: ItemBounds | null;
}

export interface Decision {
  /** All points to begin with, whatever the tests gave. */
  fullMarks: boolean;
  items: readonly AppliedItem[];
  /** Added for this answer alone. */
  adjustment: number;
}

export interface Appraisal {
  /** A written answer begins with all points and has no score until a person decides. */
  written: boolean;
  /** What the tests gave an answer in code; null while there is no result. */
  automatic: number | null;
  maximum: number;
  /** Null while nobody has decided. */
  decision: Decision | null;
}

/**
 * clamp(base + Σ items + adjustment, 0, maximum), the sum to six decimals so that thirds add up. The items of a group add
 * no less than its floor and no more than its cap.
 *
 * @returns null while there is no score
 */
export function scoreOf({ written, automatic, maximum, decision }: Appraisal): number | null {
  if (decision === null) return written ? null : automatic;
  const base = written || decision.fullMarks ? maximum : automatic;
  if (base === null) return null;
  const sum = base + decision.adjustment + sumOf(decision.items);
  return Math.min(Math.max(Math.round(sum * 1e6) / 1e6, 0), maximum);
}

function sumOf(items: readonly AppliedItem[]): number {
  const sums = new Map<string, { sum: number; bounds: ItemBounds }>();
  let alone = 0;
  for (const { points, group } of items) {
    if (group == null) alone += points;
    else sums.set(group.id, { sum: (sums.get(group.id)?.sum ?? 0) + points, bounds: group });
  }
  const bounded = [...sums.values()].map(({ sum, bounds: { floor, cap } }) =>
    Math.min(Math.max(sum, floor ?? -Infinity), cap ?? Infinity),
  );
  return bounded.reduce((total, sum) => total + sum, alone);
}

/** Whether something was chosen that makes a grade: an item, full marks or a number. A comment alone is none. */
export function isDecided(chosen: {
  appliedItemIds: readonly string[];
  fullMarks: boolean;
  adjustment: number;
}): boolean {
  return chosen.appliedItemIds.length > 0 || chosen.fullMarks || chosen.adjustment !== 0;
}

/**
 * What is to be added to an answer so that, beside its items and on all points, it has `wanted` of them.
 *
 * @param wanted from 0 to `maximum`
 */
export const adjustmentTo = (wanted: number, maximum: number, items: readonly AppliedItem[]): number =>
  Math.round((wanted - maximum - sumOf(items)) * 1e6) / 1e6;
