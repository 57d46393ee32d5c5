/** What a listing is called above its steps, and what it is given. */
import { GREEK_LETTERS, means } from '../../lexicon.ts';
import { Unreadable } from '../../place.ts';
import { optimizersIn } from '../words/prose.ts';
import type { Line } from './lines.ts';

/** `ADAGRAD(f, x0, alpha)` above lines that stand further in. */
export function isHead([first, second]: readonly Line[], text: string): boolean {
  const columnOf = ({ start }: Line): number => start - text.lastIndexOf('\n', start - 1);
  const isCall = /^\p{L}[\p{L}\d _-]*\(.*\) *:?$/u.test(first?.bare.trim() ?? '');
  const isNamed = isCall && optimizersIn(first!.bare.split('(')[0]!).length > 0;
  return isNamed || (isCall && second !== undefined && columnOf(second) > columnOf(first!));
}

/** `function step!(θ, m, v, ∇; lr = 0.1)` and what stands up to its `end`. */
const FUNCTION = /^[ \t]*function\b[ \t]*[^(\n]*\(([^();=]*)[^\n]*\n([^]*?)^end\b/mu;
const NAME = /[\p{L}_][\p{L}\p{M}\d_]*|∇/gu;

const ROLES = ['parameter', 'gradient'] as const;

/**
 * A function that is given what it never uses, in place of what its lines move or what moves that: something else than what is
 * written is meant.
 */
export function unusedIn(text: string): Unreadable | null {
  const [, given = '', body = ''] = FUNCTION.exec(text) ?? [];
  const names = given.split(',').flatMap((each) => each.match(NAME)?.[0] ?? []);
  const used = new Set(body.match(NAME));
  const unused = names.filter((name) => !used.has(name));
  const name = ROLES.flatMap((role) => {
    const has = (name: string): boolean => means(role, GREEK_LETTERS[name] ?? name.replace('∇', 'g'));
    if (names.some((name) => used.has(name) && has(name))) return [];
    return [...used].some(has) ? unused : unused.filter(has);
  })[0];
  if (name === undefined) return null;
  return new Unreadable(
    { source: text, offset: text.indexOf(name, text.indexOf(given)), token: name },
    `the function is given “${name}” and never uses it`,
    'Use in its lines the names that it is given.',
  );
}
