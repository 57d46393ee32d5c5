/** Points as people read them, on pages and in what the server says. */

/** With a true minus sign and at most two decimals: `7`, `6.5`, `−2`. */
export function pointsText(points: number, digits = 2): string {
  return String(Number(points.toFixed(digits))).replace('-', '−');
}

/** What a rubric item adds or takes, always with its sign: `−2`, `+1`; zero reads `−0` as on the author's sheet. */
export function deltaText(points: number): string {
  if (points === 0) return '−0';
  return points > 0 ? `+${pointsText(points)}` : pointsText(points);
}
