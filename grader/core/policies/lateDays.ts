/** Which late days of a student pay for what. Values in, values out. */

/** What a student handed in for one set. */
export interface LateLine {
  set: string;
  /** All that name the student. */
  submissions: readonly { at: Date; daysLate: number }[];
  /** Of the one that counts. */
  needed: number;
  /** That the set may use; null: any number. */
  most: number | null;
}

/**
 * Each day of lateness asks for a late day at the moment when something was first so late, and whoever asks first is given
 * one while there are any: so nothing that a student does later takes a late day from what they did before.
 *
 * @returns by set, how many it uses
 */
export function spendLateDays(lines: readonly LateLine[], budget: number): Map<string, number> {
  const wishes = lines.flatMap(({ set, submissions, needed, most }) =>
    Array.from({ length: Math.min(needed, most ?? needed, budget) }, (_, index) => {
      const day = index + 1;
      const times = submissions.flatMap(({ at, daysLate }) => (daysLate >= day ? [at.getTime()] : []));
      return { set, day, at: Math.min(...times) };
    }),
  );
  wishes.sort((a, b) => a.at - b.at || (a.set < b.set ? -1 : a.set > b.set ? 1 : a.day - b.day));
  const used = new Map<string, number>();
  for (const { set } of wishes.slice(0, budget)) used.set(set, (used.get(set) ?? 0) + 1);
  return used;
}
