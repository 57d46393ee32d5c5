/** KaTeX's parser, typed as far as it is used here. Version 0.16.47 is pinned: `__parse` is not a public interface. */
import katex from 'katex';
import { table } from '../lexicon.ts';
import { Unreadable } from '../place.ts';

/** A node of KaTeX's parse tree. Which fields are there depends on `type`. */
export interface TexNode {
  type: string;
  text?: string;
  family?: string;
  /** Of an array: how its columns belong together; absent for `cases` and matrices. */
  colSeparationType?: string;
  name?: string;
  label?: string;
  font?: string;
  delim?: string;
  left?: string;
  right?: string;
  dimension?: { number: number; unit: string };
  loc?: { start: number; end: number; lexer: { input: string } } | null;
  /** One node, a list of them, or the rows of an array. */
  body?: TexNode | TexNode[] | TexNode[][];
  base?: TexNode | null;
  sub?: TexNode | null;
  sup?: TexNode | null;
  numer?: TexNode;
  denom?: TexNode;
  index?: TexNode | null;
  html?: TexNode[];
}

export type Macros = Record<string, unknown>;

interface KatexParser {
  __parse(tex: string, options: Record<string, unknown>): TexNode[];
}

/** Commands that KaTeX does not know and that say nothing about the rule. Replaced by as many spaces, so that offsets hold. */
const IGNORED = /\\label\s*\{[^{}]*\}|\\(?:ref|eqref)\s*\{[^{}]*\}|(?<!\\)%[^\n]*/g;

const MAX_LENGTH = 4000;

/** Braces and brackets within each other; a rule needs a dozen. */
const MAX_DEPTH = 60;

/** Where brackets nest too deeply, or −1. */
function tooDeepAt(source: string): number {
  let depth = 0;
  for (const { 0: bracket, index } of source.matchAll(/[{}()[\]]/g)) {
    depth = '{(['.includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    if (depth > MAX_DEPTH) return index;
  }
  return -1;
}

/** Environments that KaTeX lacks or has with fewer columns, by what is read the same; empty for those that are nothing but a formula. */
const ENVIRONMENTS: Readonly<Record<string, string>> = table({
  eqnarray: 'align',
  flalign: 'align',
  multline: 'gather',
  split: 'align',
  displaymath: '',
  math: '',
});

function prepare(source: string): string {
  return (
    source
      .replace(IGNORED, (match) => ' '.repeat(match.length))
      // An underscore in words, \text{update_value}.
      .replace(/\\text\{[^{}$]*\}/g, (words) => words.replace(/(?<!\\)_/g, '-'))
      // KaTeX has \text alone.
      .replace(/\\[mh]box(?![A-Za-z])/g, '\\text')
      .replace(/\.{3}/g, '…  ')
      // v\_{t}, as Markdown is escaped.
      .replace(/\\_(?=\{)/g, ' _')
      .replace(/\\(begin|end)\{([a-z]+)(\*?)\}/g, (all, edge: string, name: string, star: string) => {
        const known = ENVIRONMENTS[name];
        if (known === undefined) return all;
        const read = known === '' ? '' : `\\${edge}{${known}${star}}`;
        return read.padEnd(all.length);
      })
  );
}

/**
 * Parses one formula.
 * @param macros  shared by the formulas of one answer, so that a `\newcommand` holds for those after it
 * @throws Unreadable with the place and KaTeX's own words
 */
export function parseTex(
  source: string,
  display: boolean,
  macros: Macros,
): { nodes: TexNode[]; input: string } {
  if (source.length > MAX_LENGTH) {
    throw new Unreadable(
      { source: source.slice(0, 80), offset: 0, token: source.slice(0, 20) },
      `a formula of ${source.length} characters`,
      `Split it: a formula may have ${MAX_LENGTH} characters.`,
    );
  }
  const deep = tooDeepAt(source);
  if (deep >= 0) {
    const at = { source, offset: deep, token: source.charAt(deep) };
    throw new Unreadable(
      at,
      `more than ${MAX_DEPTH} brackets within each other`,
      'Name parts of the formula and nest less.',
    );
  }
  const input = prepare(source);
  try {
    const nodes = (katex as unknown as KatexParser).__parse(input, {
      displayMode: display || input.includes('\\begin'),
      strict: 'ignore',
      trust: false,
      throwOnError: true,
      maxExpand: 200,
      globalGroup: true,
      macros,
    });
    return { nodes, input };
  } catch (error) {
    const position = (error as { position?: number }).position ?? 0;
    const token = tokenAt(source, position) ?? '';
    const reason = error instanceof Error ? error.message.replace(/^KaTeX parse error: /, '') : String(error);
    throw new Unreadable(
      { source, offset: position, token },
      inQuotes(reason.replace(/ at position \d+: .*$/s, '')),
      'Correct the TeX here.',
    );
  }
}

/** The command or the character that stands there. */
export const tokenAt = (source: string, offset: number): string | undefined =>
  /^(\\[A-Za-z]+|\S)/.exec(source.slice(offset))?.[0];

/** KaTeX's words about a formula, with what is the answer's own in quotation marks. */
function inQuotes(reason: string): string {
  const [words = '', end] = reason.split(' at end of input: ');
  const told = words.replace(/'(\\[^']*)'|(\\[A-Za-z]+)/g, '“$1$2”');
  return end === undefined ? told : `${told} at the end: “${end}”`;
}
