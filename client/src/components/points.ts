export { deltaText, pointsText } from '../../../contract/points.ts';

/** To a tenth, without a zero that says nothing. */
export const percentText = (percent: number, digits = 1): string => `${Number(percent.toFixed(digits))} %`;

/** As far as a number of the database tells apart from another. */
const MOST_DIGITS = 12;

/**
 * What a number was and what it is, in the words of `say`: with as many decimals as it takes to tell them apart, since "66.7 → 66.7" reads as no change.
 *
 * @param none what stands for none
 */
export function toldApart(
  [before, after]: [number | null, number | null],
  say: (value: number, digits?: number) => string,
  none = 'none',
): [before: string, after: string] {
  const words = (value: number | null, digits?: number) => (value === null ? none : say(value, digits));
  const said: [string, string] = [words(before), words(after)];
  if (before === after || said[0] !== said[1]) return said;
  for (let digits = 2; digits <= MOST_DIGITS; digits += 1) {
    const exact: [string, string] = [words(before, digits), words(after, digits)];
    if (exact[0] !== exact[1]) return exact;
  }
  return said;
}

/** `1,204`. Its format is made once: making one takes longer than drawing a page's head. */
export const countText: (count: number) => string = new Intl.NumberFormat('en').format;
