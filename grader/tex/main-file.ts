/** Which file of a project is compiled. */
import { tokenize } from './tokens.ts';

/** @returns a path of `texts`, null when it cannot be told */
export function mainFile(texts: Map<string, string>, wanted?: string): string | null {
  if (wanted !== undefined && texts.has(wanted)) return wanted;
  const paths = [...texts.keys()].sort(
    (one, other) => preference(one) - preference(other) || one.localeCompare(other),
  );
  const complete = paths.filter((path) => isDocument(texts.get(path)!));
  return (
    complete[0] ??
    paths.find((path) => /(?:^|\/)main\.tex$/.test(path)) ??
    (paths.length === 1 ? paths[0]! : null)
  );
}

/** `main.tex` first, then the files nearest to the root. */
function preference(path: string): number {
  return path.split('/').length * 2 - (/(?:^|\/)main\.tex$/.test(path) ? 1 : 0);
}

function isDocument(text: string): boolean {
  return (
    text.includes('document') &&
    tokenize(text).some(({ kind, name }) => kind === 'begin' && name === 'document')
  );
}
