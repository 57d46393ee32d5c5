/** Figures about grades and graders: values in, values out. */

export interface Summary {
  count: number;
  mean: number;
  /** Standard deviation of a sample; null of fewer than two. */
  spread: number | null;
}

/** @returns null of nothing */
export function summaryOf(values: readonly number[]): Summary | null {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, spread: count < 2 ? null : Math.sqrt(squares / (count - 1)) };
}

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export interface Difference {
  /** Mean of the first less mean of the second. */
  by: number;
  /** Of 95 intervals in 100 made like this one, the true difference lies inside (Welch). */
  low: number;
  high: number;
}

/** The quantile of 0.975 of Student's distribution, by the expansion around the normal one; good to 1 % from three degrees on. */
function studentQuantile(freedom: number): number {
  const z = 1.959964;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

/** Fewer say nothing about a difference. */
const LEAST_COMPARED = 5;

/**
 * How far two samples are apart.
 *
 * @returns null where one has fewer than `LEAST_COMPARED`
 */
export function differenceOf(one: readonly number[], other: readonly number[]): Difference | null {
  if (Math.min(one.length, other.length) < LEAST_COMPARED) return null;
  const [a, b] = [summaryOf(one)!, summaryOf(other)!];
  const [ofA, ofB] = [a.spread! ** 2 / a.count, b.spread! ** 2 / b.count];
  const by = a.mean - b.mean;
  const variance = ofA + ofB;
  if (variance === 0) return { by, low: by, high: by };
  const freedom = variance ** 2 / (ofA ** 2 / (a.count - 1) + ofB ** 2 / (b.count - 1));
  const margin = studentQuantile(freedom) * Math.sqrt(variance);
  return { by, low: by - margin, high: by + margin };
}

/**
 * Cohen's κ of two people who said yes or no about the same things: 1 in full agreement, 0 where they agree as often as chance
 * would have them.
 *
 * @returns null of nothing, and where both always said the same one thing, so that chance explains all
 */
export function kappaOf(pairs: readonly (readonly [boolean, boolean])[]): number | null {
  const count = pairs.length;
  if (count === 0) return null;
  const shareOf = (holds: (pair: readonly [boolean, boolean]) => boolean) =>
    pairs.filter(holds).length / count;
  const observed = shareOf(([one, other]) => one === other);
  const [one, other] = [shareOf(([each]) => each), shareOf(([, each]) => each)];
  const expected = one * other + (1 - one) * (1 - other);
  return expected > 1 - 1e-12 ? null : (observed - expected) / (1 - expected);
}

/** A pause longer than this is no time spent on an answer, and what comes sooner than that was read by nobody. */
const LONGEST_ON_ONE_MS = 10 * 60_000;
const SHORTEST_ON_ONE_MS = 1_000;

export interface GradingAct {
  by: string;
  /** Milliseconds. */
  at: number;
  question: string;
  /** Graded in one action; 0 where it grades none, as an undoing. */
  answers: number;
}

/**
 * How long answers took, by grader and question: from one act of a person to their next one, shared by the answers that it
 * grades. The first of a sitting has no time, and long pauses are left out.
 *
 * @returns seconds
 */
export function timesOf(acts: readonly GradingAct[]): { by: string; question: string; seconds: number }[] {
  const before = new Map<string, number>();
  return acts
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ by, at, question, answers }) => {
      const since = at - (before.get(by) ?? -Infinity);
      before.set(by, at);
      if (answers === 0 || since > LONGEST_ON_ONE_MS || since < SHORTEST_ON_ONE_MS) return [];
      return Array.from({ length: answers }, () => ({ by, question, seconds: since / 1000 / answers }));
    });
}
