import { diff } from '@codemirror/merge';

/** Beyond it the difference is found more coarsely, so that no answer keeps the page waiting. */
const LIMITS = { scanLimit: 1_000, timeout: 300 };

/** Each part is one letter for the comparison: of private use first, which no pair of letters makes one of. */
const FIRST_LETTER = 0xe000;
const LAST_LETTER = 0xf8ff;

/** From the first part to the one behind the last. */
export type Run = readonly [from: number, to: number];

/**
 * Which parts of two texts differ, each part taken whole: those of the first that are not in the second, and the other way round.
 * Parts beyond 6,400 different ones are all taken for the same, so that a change among them is not seen.
 */
export function changedParts(
  before: readonly string[],
  after: readonly string[],
): { removed: Run[]; added: Run[] } {
  const letters = new Map<string, string>();
  const textOf = (parts: readonly string[]) =>
    parts
      .map((part) => {
        const known = letters.get(part);
        if (known !== undefined) return known;
        const letter = String.fromCharCode(Math.min(FIRST_LETTER + letters.size, LAST_LETTER));
        letters.set(part, letter);
        return letter;
      })
      .join('');
  const changes = diff(textOf(before), textOf(after), LIMITS);
  const runs = (each: (change: (typeof changes)[number]) => Run) =>
    changes.map(each).filter(([from, to]) => to > from);
  return {
    removed: runs(({ fromA, toA }) => [fromA, toA]),
    added: runs(({ fromB, toB }) => [fromB, toB]),
  };
}
