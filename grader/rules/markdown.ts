/** Finds the formulas of an answer: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and `\begin{align}…\end{align}`. */

export interface Formula {
  /** TeX without its delimiters. */
  source: string;
  display: boolean;
  /** Prose between the formula before and this one. */
  before: string;
  /** Prose up to the next formula. */
  behind: string;
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

/** An answer without any delimiter that looks like TeX is taken as displays, one a paragraph. */
function undelimited(markdown: string): Formula[] {
  if (!/[=\\]/.test(markdown)) return [];
  return markdown
    .split(/\n\s*\n/)
    .filter((paragraph) => /[=\\]/.test(paragraph))
    .map((paragraph) => ({ source: paragraph.trim(), display: true, before: '', behind: '' }));
}

export function findFormulas(markdown: string): Formula[] {
  const formulas: Formula[] = [];
  const struck: string[] = [];
  let end = 0;
  for (const match of markdown.matchAll(FORMULA)) {
    const groups = match.groups ?? {};
    if (groups['struck'] !== undefined) struck.push(groups['struck']);
    const display = groups['dollars'] ?? groups['brackets'] ?? groups['environment'];
    const source = display ?? groups['parens'] ?? groups['inline'];
    if (source === undefined) continue;
    const before = markdown.slice(end, match.index);
    const last = formulas.at(-1);
    if (last) last.behind = before;
    formulas.push({ source, display: display !== undefined, before, behind: '' });
    end = match.index + match[0].length;
  }
  const last = formulas.at(-1);
  if (last) last.behind = markdown.slice(end);
  return last ? formulas : undelimited(struck.reduce((text, part) => text.replace(part, ''), markdown));
}
