/** Six significant digits, enough to recognise a number and short enough to compare two. */
export function formatNumber(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? 'infinity' : '−infinity';
  return String(Number(x.toPrecision(6)));
}

/** Sums without the dust of binary fractions: points are decimal. */
export const addPoints = (points: readonly number[]): number =>
  Math.round(points.reduce((sum, x) => sum + x, 0) * 1e6) / 1e6;
