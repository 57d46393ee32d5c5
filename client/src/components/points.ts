/** Points with a true minus sign and at most two decimals: `7`, `6.5`, `−2`. */
export function pointsText(points: number): string {
  return String(Number(points.toFixed(2))).replace('-', '−');
}

/** What a rubric item adds or takes, always with its sign: `−2`, `+1`; zero reads `−0` as on the author's sheet. */
export function deltaText(points: number): string {
  if (points === 0) return '−0';
  return points > 0 ? `+${pointsText(points)}` : pointsText(points);
}

/** To a tenth, without a zero that says nothing. */
export const percentText = (percent: number): string => `${Number(percent.toFixed(1))} %`;

/** `1,204`. Its format is made once: making one takes longer than drawing a page's head. */
export const countText: (count: number) => string = new Intl.NumberFormat('en').format;
