/**
 * TeX source → tokens, as LaTeX's default category codes read it. Linear in the source, whatever it contains.
 *
 * Not @unified-latex/unified-latex-util-parse: it takes 0.4 s for 17 kB and 12 s for 3000 unclosed `\begin{verbatim}`,
 * overflows the stack on deep nesting, reads `%` in a URL as a comment and loses the places of verbatim text.
 */

export type TokenKind =
  | 'text'
  | 'space'
  /** White space with a blank line: the end of a paragraph. */
  | 'paragraph'
  | 'comment'
  | 'command'
  | 'open'
  | 'close'
  | 'begin'
  | 'end'
  /** `$`, `$$`. */
  | 'dollar'
  /** `\(`, `\[` and their closers. */
  | 'math-open'
  | 'math-close'
  /** `\verb|…|` and the like; `value` is the code. */
  | 'verb'
  /** A whole verbatim environment; `value` is its content. */
  | 'verbatim'
  /** `\url{…}`, or `\href{…}` before its text; `value` is the address. */
  | 'url';

export interface TexToken {
  kind: TokenKind;
  /** Offsets in the source. */
  from: number;
  to: number;
  /** Name of the command (`textbf`, `\`), the environment or the delimiter (`$$`, `\[`). */
  name: string;
  value: string;
}

/** `comment` is the package of that name: what it holds is not printed. */
const VERBATIM = /^(?:verbatim|Verbatim|lstlisting|minted|alltt|comment|filecontents|sheetcode)\*?$/;

type Rule = [RegExp, (match: RegExpExecArray) => { kind: TokenKind; name?: string; value?: string }];

const RULES: Rule[] = [
  // A comment takes the end of its line and the next line's indentation with it, unless that line is blank.
  [/%[^\n]*(?:\n[ \t]*(?![ \t\r\n]))?/y, () => ({ kind: 'comment' })],
  [/[ \t\r]*\n[ \t\r]*\n\s*/y, () => ({ kind: 'paragraph' })],
  [/\s+/y, () => ({ kind: 'space' })],
  [/\\begin\s*\{([^{}\n\\]{1,60})\}/y, ([, name]) => ({ kind: 'begin', name })],
  [/\\end\s*\{([^{}\n\\]{1,60})\}/y, ([, name]) => ({ kind: 'end', name })],
  [/\\verb\*?([^A-Za-z\s*])([^\n]*?)\1/y, ([, , value]) => ({ kind: 'verb', value })],
  [
    /\\lstinline(?:\[[^\]\n]*\])?(?:\{([^{}\n]*)\}|([^A-Za-z\s{[])([^\n]*?)\2)/y,
    (m) => ({ kind: 'verb', value: m[1] ?? m[3] }),
  ],
  [
    /\\mintinline\{[^{}\n]*\}(?:\{([^{}\n]*)\}|([^A-Za-z\s{])([^\n]*?)\2)/y,
    (m) => ({ kind: 'verb', value: m[1] ?? m[3] }),
  ],
  [
    /\\(url|nolinkurl|path|href)\s*\{((?:[^{}\n\\]|\\.|\{[^{}\n]*\})*)\}/y,
    ([, name, value]) => ({ kind: 'url', name, value }),
  ],
  [/\\[[(]/y, ([name]) => ({ kind: 'math-open', name })],
  [/\\[\])]/y, ([name]) => ({ kind: 'math-close', name })],
  [/\\(?:([A-Za-z]+)|([^])|$)/y, (m) => ({ kind: 'command', name: m[1] ?? m[2] ?? '' })],
  [/\$\$?/y, ([name]) => ({ kind: 'dollar', name })],
  [/\{/y, () => ({ kind: 'open' })],
  [/\}/y, () => ({ kind: 'close' })],
  [/[[\]*~&]/y, ([value]) => ({ kind: 'text', value })],
  [/[^\\%${}[\]*~&\s]+/y, ([value]) => ({ kind: 'text', value })],
];

export function tokenize(source: string): TexToken[] {
  const tokens: TexToken[] = [];
  const unclosed = new Set<string>();
  let inFormula = false;
  let at = 0;
  while (at < source.length) {
    const token = verbatimAt(source, at, unclosed) ?? hiddenAt(source, at, unclosed) ?? nextToken(source, at);
    // In `$x$$y$` the two dollars in the middle are two.
    if (token.kind === 'dollar' && token.name === '$$' && inFormula) [token.name, token.to] = ['$', at + 1];
    if (token.kind === 'paragraph') inFormula = false;
    else if (token.kind === 'dollar' && token.name === '$') inFormula = !inFormula;
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function nextToken(source: string, at: number): TexToken {
  for (const [pattern, read] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null && match[0] !== '')
      return { from: at, to: at + match[0].length, name: '', value: '', ...read(match) };
  }
  return { kind: 'text', from: at, to: at + 1, name: '', value: source[at] ?? '' };
}

/** From `\iffalse` to its `\fi`, or to the `\else` whose text is printed again. */
function hiddenAt(source: string, at: number, unclosed: Set<string>): TexToken | null {
  if (!source.startsWith('\\iffalse', at) || /[A-Za-z]/.test(source[at + 8] ?? '') || unclosed.has('iffalse'))
    return null;
  const border = /%[^\n]*|\\(if[A-Za-z]*|else|fi)(?![A-Za-z])/g;
  border.lastIndex = at + 8;
  let depth = 1;
  for (let match = border.exec(source); match !== null; match = border.exec(source)) {
    const [, name] = match;
    if (name === 'fi') depth -= 1;
    else if (name?.startsWith('if') && name !== 'iff') depth += 1;
    if (depth === 0 || (depth === 1 && name === 'else'))
      return { kind: 'comment', from: at, to: border.lastIndex, name: '', value: '' };
  }
  unclosed.add('iffalse');
  return null;
}

/** @param unclosed names whose `\end` is known not to follow; searched for once only */
function verbatimAt(source: string, at: number, unclosed: Set<string>): TexToken | null {
  if (!source.startsWith('\\begin', at)) return null;
  const name = /^\\begin\s*\{([^{}\n\\]{1,60})\}/.exec(source.slice(at, at + 80))?.[1] ?? '';
  if (!VERBATIM.test(name) || unclosed.has(name)) return null;
  const content = source.indexOf('}', at) + 1;
  const end = source.indexOf(`\\end{${name}}`, content);
  if (end < 0) {
    unclosed.add(name);
    return null;
  }
  // Another \begin before the \end: the first is unclosed, and must not swallow the answers between them.
  const again = source.indexOf(`\\begin{${name}}`, content);
  if (again >= 0 && again < end) return null;
  return {
    kind: 'verbatim',
    from: at,
    to: end + `\\end{${name}}`.length,
    name,
    value: source.slice(content, end),
  };
}
