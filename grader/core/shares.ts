/**
 * How many of all each part gets, in the proportion of the parts. Where one ends the next begins, so that none is left out or
 * given twice.
 *
 * @param parts not all of them 0
 */
export function sharesOf(parts: readonly number[], all: number): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  let before = 0;
  return parts.map((part) => {
    const from = Math.round((before / total) * all);
    before += part;
    return Math.round((before / total) * all) - from;
  });
}
