/** Which function somebody writes on: its picture is the one they want to see. Pure. */

/** A function, class or constant of a name, at the beginning of a line. */
const definitionOf = (entry: string): RegExp =>
  new RegExp(
    `^(?:async )?(?:export (?:default )?)?(?:def|class|function|const|let|var) ${entry}(?![A-Za-z0-9_$])`,
    'm',
  );

/** The offset up to which two texts are the same; null where they are wholly. */
function firstDifference(before: string, after: string): number | null {
  if (before === after) return null;
  const length = Math.min(before.length, after.length);
  let at = 0;
  while (at < length && before[at] === after[at]) at += 1;
  return at;
}

/**
 * The entry in whose definition two texts begin to differ: the last one at or before the line, which is its first or is
 * indented. Null where nothing has changed, or the change stands outside of all of them, as an import does.
 */
export function touchedEntry(before: string, after: string, entries: readonly string[]): string | null {
  const at = firstDifference(before, after);
  if (at === null) return null;
  const end = after.indexOf('\n', at);
  const above = end < 0 ? after : after.slice(0, end);
  const lineStart = above.lastIndexOf('\n') + 1;
  let found: { entry: string; at: number } | null = null;
  for (const entry of entries) {
    const place = definitionOf(entry).exec(above)?.index ?? -1;
    if (place >= 0 && (found === null || place > found.at)) found = { entry, at: place };
  }
  if (found === null) return null;
  return found.at === lineStart || /^\s/.test(above.slice(lineStart)) ? found.entry : null;
}
