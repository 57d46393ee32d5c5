/**
 * Finds the formulas of an answer: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and `\begin{align}…\end{align}`, and those in plain
 * text, code blocks and backticks.
 */
import type { Formula, PlacedFormula } from './formula.ts';
import { findDefinitions } from './definitions.ts';
import { labelsAt, labelsIn, labelsInCode } from './labels.ts';
import type { Label } from './labels.ts';
import { formulasIn } from './program.ts';

/** A formula and the names under which it stands in the answer. */
export interface PlacedUnder extends Formula {
  under: readonly Label[];
}

const ENVIRONMENTS = 'align|aligned|gather|gathered|equation|eqnarray|multline|split|alignat';

/** In the order of precedence; the first capturing group that took part is the formula's source. */
const FORMULA = new RegExp(
  [
    '(?<struck>~~(?!~)[\\s\\S]*?~~|<!--(?:(?!<!--)[\\s\\S])*?-->)',
    '(?<code>```[\\s\\S]*?(?:```|$)|~~~[\\s\\S]*?(?:~~~|$)|`[^`\\n]*`)',
    '\\$\\$(?<dollars>[\\s\\S]*?)\\$\\$',
    // Up to the next opener, not over it: many openers without an end would each be read to the end of the answer.
    '\\\\\\[(?<brackets>(?:[^\\\\]|\\\\[^[\\]])*?)\\\\\\]',
    '\\\\\\((?<parens>(?:[^\\\\]|\\\\[^()])*?)\\\\\\)',
    `(?<environment>\\\\begin\\{(?<name>${ENVIRONMENTS})(?<star>\\*?)\\}(?:(?!\\\\begin\\{\\k<name>\\k<star>\\})[\\s\\S])*?\\\\end\\{\\k<name>\\k<star>\\})`,
    // An inline formula neither starts nor ends with a space and no digit follows it: "$5 and $6" is money.
    '(?<escaped>\\\\[\\\\$])',
    '\\$(?<inline>(?![\\s$])(?:\\\\[\\s\\S]|[^$\\\\])*?)(?<!\\s)\\$(?!\\d)',
  ].join('|'),
  'g',
);

const TEX_FENCE = /^(?:```|~~~)[ \t]*(?:math|tex|latex)\b[^\n]*\n/i;
const COMMAND = /\\[A-Za-z]{2,}/;

const COMPUTES = /(?:=|←|\\(?:gets|leftarrow)\b)(?!\s*[\d.]+\s*$)/;
const RELATION = /=|←|\\(gets|leftarrow|Leftarrow|to)\b/;

/** Paragraphs of TeX without delimiters are displays. */
function* undelimited(text: string, offset: number): Generator<PlacedFormula> {
  let start = offset;
  for (const paragraph of text.split(/(\n\s*\n)/)) {
    if (COMMAND.test(paragraph)) {
      const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
      const isOneALine = !/\\\\|&|\\begin/.test(paragraph) && lines.every((line) => RELATION.test(line));
      let at = start;
      for (const part of isOneALine ? lines : [paragraph]) {
        const source = part.trim();
        const formula: Formula = { source, display: true, before: '', behind: '', plain: null };
        yield { formula, start: at, end: at + part.length };
        at += part.length;
      }
    }
    start += paragraph.length;
  }
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** The stretches of an answer by what is written in them; each is as long as the answer, blank where another one is. */
interface Stretches {
  tex: PlacedFormula[];
  code: { content: string; offset: number }[];
  /** Everything else. */
  text: string;
}

function stretchesOf(markdown: string): Stretches {
  const tex: PlacedFormula[] = [];
  const code: Stretches['code'] = [];
  let text = '';
  let end = 0;
  for (const match of markdown.matchAll(FORMULA)) {
    const [whole, groups] = [match[0], match.groups ?? {}];
    const display = groups['dollars'] ?? groups['brackets'] ?? groups['environment'];
    const source = display ?? groups['parens'] ?? groups['inline'];
    const block = groups['code'];
    if (source !== undefined) {
      const formula: Formula = {
        source,
        display: display !== undefined,
        before: '',
        behind: '',
        plain: null,
      };
      tex.push({ formula, start: match.index, end: match.index + whole.length });
    } else if (block !== undefined && /^(```|~~~)/.test(block)) {
      const opening = /^(?:```|~~~)[^\n]*/.exec(block)?.[0].length ?? 3;
      const content = ' '.repeat(opening) + block.slice(opening).replace(/(```|~~~)$/, '   ');
      if (TEX_FENCE.test(block) || COMMAND.test(content)) tex.push(...undelimited(content, match.index));
      else code.push({ content, offset: match.index });
    } else if (groups['struck'] === undefined) {
      continue;
    }
    text += markdown.slice(end, match.index) + blank(whole);
    end = match.index + whole.length;
  }
  const { definitions, rest } = findDefinitions(text + markdown.slice(end));
  return { tex: [...definitions, ...tex], code, text: rest };
}

/** Which formulas of an answer: those in TeX, those in plain text and code, or both. */
export type Writing = 'tex' | 'plain' | 'all';

/** The formulas in the order of the answer, with the words around them. */
export function findFormulas(markdown: string, writing: Writing = 'all'): PlacedUnder[] {
  const { tex, code, text } = stretchesOf(markdown);
  const hasTex = tex.some(({ formula }) => !isDefinition(formula));
  const bare = hasTex || !COMMAND.test(text) ? [] : [...undelimited(text, 0)];
  const plain =
    writing === 'tex'
      ? []
      : [
          ...(bare.length > 0 ? [] : formulasIn(text, false)),
          ...code.flatMap(({ content, offset }) => formulasIn(content, true, offset)),
        ];
  // Where TeX and plain text share the rule, neither is the rule more than the other.
  if (writing === 'all' && tex.some(({ formula }) => COMPUTES.test(formula.source)))
    for (const { formula } of plain) formula.display = false;
  const placed = writing === 'plain' ? plain : [...tex, ...bare, ...plain];
  placed.sort((a, b) => a.start - b.start || a.end - b.end);
  let end = 0;
  let last: Formula | undefined;
  for (const { formula, start, end: past } of placed) {
    const words = bare.length > 0 || start < end ? '' : markdown.slice(end, start);
    if (formula.plain?.isCode !== true) formula.before = words;
    if (last) last.behind = formula.plain?.isCode === true ? '' : words;
    last = formula;
    end = Math.max(end, past);
  }
  if (last && bare.length === 0) last.behind = markdown.slice(end);
  const labels = [
    ...labelsIn(text),
    ...code.flatMap(({ content, offset }) => labelsInCode(content, offset)),
  ].sort((a, b) => a.start - b.start);
  return placed.map(({ formula, start }) => ({ ...formula, under: labelsAt(labels, start) }));
}

function isDefinition({ source }: Formula): boolean {
  return source.startsWith('\\gdef');
}
