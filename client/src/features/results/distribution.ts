/** Scores of one set as the numbers of its histogram. */
import type { Gradebook, GradebookCell } from '../../../../contract/gradebook.ts';

export interface Bin {
  from: number;
  to: number;
  count: number;
}

const BINS = 10;

/** Equal bins from 0 to the most possible; the last one includes it. Whole points where few are possible. */
export function binScores(scores: number[], maxScore: number): Bin[] {
  const count = Number.isInteger(maxScore) && maxScore > 0 && maxScore < BINS ? maxScore : BINS;
  const width = (maxScore || 1) / count;
  const bins = Array.from({ length: count }, (_, index) => ({
    from: index * width,
    to: (index + 1) * width,
    count: 0,
  }));
  for (const score of scores) {
    const bin = bins[Math.min(count - 1, Math.max(0, Math.floor(score / width)))];
    if (bin !== undefined) bin.count += 1;
  }
  return bins;
}

/** Null for no scores. */
export function median(scores: number[]): number | null {
  const sorted = scores.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

/** Null for no scores. */
export function mean(scores: number[]): number | null {
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** The cells of one set with their students. */
export function cellsOf(
  { assignments, rows }: Gradebook,
  set: string,
): { student: Gradebook['rows'][number]['student']; cell: GradebookCell }[] {
  const column = assignments.findIndex(({ slug }) => slug === set);
  return rows.flatMap(({ student, cells }) => {
    const cell = cells[column];
    return cell === undefined ? [] : [{ student, cell }];
  });
}
