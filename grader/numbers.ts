/** Six significant digits, enough to recognise a number and short enough to compare two. */
export function formatNumber(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? 'infinity' : '−infinity';
  return String(Number(x.toPrecision(6)));
}
