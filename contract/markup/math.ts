/**
 * The markdown-it rules for TeX: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, the last two also with the backslashes doubled that other
 * Markdown asks for, bare `\begin{align}…\end{align}`, what other markup has inline, and definitions.
 *
 * Our own rules rather than @vscode/markdown-it-katex, because that plug-in renders while it parses and keeps neither
 * the place of a formula nor KaTeX's message, and does not know `\(…\)` and `\[…\]`.
 */
import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it';

/** What a `math`, `math_block` or `math_definition` token carries in `meta`. */
export interface MathMeta {
  /** Formula without its delimiters; a bare environment is its own formula. */
  tex: string;
  /** As written, delimiters included. */
  source: string;
  display: boolean;
  /** Lines between the start of the block and the formula. */
  lineOffset: number;
  /** False for a display that its paragraph does not close. */
  closed: boolean;
}

export function mathMeta(token: Token): MathMeta {
  return token.meta as unknown as MathMeta;
}

/**
 * Environments that are displays by themselves, and those of their kind that people write without the dollars; others (`cases`, `matrix`)
 * stand inside a formula.
 */
const DISPLAY_ENVIRONMENT =
  /^\\begin\{((?:equation|align(?:ed)?|alignat|gather(?:ed)?|split|multline|eqnarray|flalign|displaymath)\*?)\}/;
const DEFINITION =
  /^\\(?:(?:re|provide)?newcommand|providecommand|g?def|let|DeclareMathOperator)(?![A-Za-z])/;

export interface Opener {
  open: string;
  close: string;
  display: boolean;
  /** Environments keep their delimiters as part of the formula. */
  environment: boolean;
}

const opener = (open: string, close: string, display: boolean): Opener => ({
  open,
  close,
  display,
  environment: false,
});

const DISPLAYS = [opener('$$', '$$', true), opener('\\[', '\\]', true)];
/** Doubled backslashes stand in text too: `C:\\[temp\\]`, a line break `\\[2pt]`. */
const DOUBLED = [opener('\\\\(', '\\\\)', false), opener('\\\\[', '\\\\]', true)];
const GITHUB = opener('$`', '`$', false);
/** Of Sphinx's documents and of Wikipedia's source. */
const FOREIGN = [opener(':math:`', '`', false), opener('<math>', '</math>', false)];
const INLINES = [opener('\\(', '\\)', false), ...DOUBLED, GITHUB, ...FOREIGN];
/** What an inline formula may begin with. */
export const FORMULA_SIGNS = '$\\:<';
const DOLLAR = opener('$', '$', false);

/** What begins a display at `at`; null when nothing does. */
export function displayOpenerAt(text: string, at: number): Opener | null {
  const found = DISPLAYS.find(({ open }) => text.startsWith(open, at));
  if (found !== undefined) return found;
  const name = text.startsWith('\\begin{', at)
    ? DISPLAY_ENVIRONMENT.exec(text.slice(at, at + 40))?.[1]
    : undefined;
  if (name === undefined) return null;
  return { open: `\\begin{${name}}`, close: `\\end{${name}}`, display: true, environment: true };
}

/** The offset of `close` in `text` from `from` on, -1 when there is none; `\\` and `\$` are no closers. */
export function findClose(text: string, from: number, close: string): number {
  let at = text.indexOf(close, from);
  while (at >= 0) {
    let backslashes = 0;
    while (at - backslashes > from && text[at - backslashes - 1] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
    at = text.indexOf(close, at + 1);
  }
  return -1;
}

/** Dollars inside braces that a formula may contain; bounds the search in text such as `${${${`. */
const MAX_INNER_DOLLARS = 20;

/** The closing `$` of an inline formula: the first outside braces, as in `$\text{if $x$}$`, else the first at all. */
function findClosingDollar(text: string, from: number, end: number): number {
  let depth = 0;
  let inner = 0;
  let first = -1;
  for (let at = from; at < end && inner <= MAX_INNER_DOLLARS; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    else if (char === '$') {
      if (depth <= 0) return at;
      if (first < 0) first = at;
      inner += 1;
    }
  }
  return first;
}

function mathRun(text: string, at: number, opener: Opener, close: number): MathMeta & { end: number } {
  const end = close + opener.close.length;
  const source = text.slice(at, end);
  const tex = opener.environment ? source : text.slice(at + opener.open.length, close);
  return { tex, source, display: opener.display, lineOffset: 0, closed: true, end };
}

/**
 * Where each closer of one text stands next, as it was last searched for; Infinity for nowhere. Lest each of many openers search
 * the whole text for one that is far away.
 */
export type Closers = Map<string, { from: number; next: number }>;

function nextClose(text: string, from: number, close: string, closers: Closers): number {
  const known = closers.get(close);
  // Markdown goes back, too: through a link's text, and through it again where it was none.
  if (known !== undefined && known.from <= from && from <= known.next) return known.next;
  const found = findClose(text, from, close);
  const next = found < 0 ? Infinity : found;
  closers.set(close, { from, next });
  return next;
}

/** Commands with what is in their braces, other braces, names of something in brackets, as in RMS[g]; else a word. */
const PIECE = /\\\p{L}+(?:\{[^{}]*\})?|\{[^{}]*\}|\p{L}+[([]?/gu;

/** Words of two letters or more that are no command, call nothing and stand in no braces. */
const hasWords = (tex: string): boolean =>
  (tex.match(PIECE) ?? []).some((piece) => /^\p{L}{2,}$/u.test(piece));

/** Commands, one letter, one letter with scripts, or an equation that begins with one, and no words. */
const isTex = (tex: string): boolean =>
  !hasWords(tex) && /\\\p{L}|^\p{L}$|^\p{L}'*(?:[_^](?:\{[^{}]*\}|\w))*(?:$| ?= ?)/u.test(tex);

/**
 * Pandoc's rule keeps "$5 and $6" text: no space just inside the dollars, no digit after the closing one. Notebooks show `$ x $`, too:
 * with spaces it is a formula where neither an amount of money nor a sentence between two looks like it.
 */
function isInDollars(tex: string): boolean {
  const bare = tex.trim();
  if (bare === tex) return tex !== '';
  if (/[\n`]|^\s*\d/.test(tex) || !isTex(bare)) return false;
  return tex === ` ${bare} ` || /^[^.,]*\\\p{L}/u.test(bare);
}

/** Doubled backslashes at the beginning of a word, around what is TeX and has none of its own kind in it. */
function isInDoubled(text: string, at: number, { open }: Opener, close: number): boolean {
  const from = at + open.length;
  const next = text.indexOf(open, from);
  if ((next >= 0 && next < close) || !(at === 0 || /[\s(*|>]/.test(text[at - 1]!))) return false;
  return !text.startsWith('\\\\', from) && isTex(text.slice(from, close).trim());
}

/** `\\rho` is \rho where every command is doubled, as in the strings of a program that its documentation is taken from. */
export function unescaped(tex: string): string {
  const isDoubled = /\\\\[a-zA-Z]{2}/.test(tex) && !/(?<!\\)(?:\\\\)*\\[a-zA-Z]/.test(tex);
  return isDoubled ? tex.replaceAll('\\\\', '\\') : tex;
}

/** A display as notebooks have it: a dollar on a line of its own below the formula, and one above it or before its first line. */
function rowsAt(text: string, at: number, end: number): (MathMeta & { end: number }) | null {
  const beginsLine = (offset: number): boolean =>
    /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, offset - 24), offset));
  const endsLine = (offset: number): boolean => /^[ \t]*(?:\n|$)/.test(text.slice(offset + 1, offset + 24));
  if (!beginsLine(at)) return null;
  const close = text.indexOf('$', at + 1);
  if (close < 0 || close >= end || !beginsLine(close) || !endsLine(close)) return null;
  const tex = text.slice(at + 1, close);
  const isTexLine = endsLine(at) ? /\\\p{L}|=/u.test(tex) : /^[^\d\s].*\\\p{L}/u.test(tex);
  if (!isTexLine || /`|\n[ \t]*\n/.test(tex)) return null;
  return mathRun(text, at, { ...DOLLAR, display: true }, close);
}

function inlineRunAt(
  text: string,
  at: number,
  end: number,
  closers: Closers,
): (MathMeta & { end: number }) | null {
  const opener = displayOpenerAt(text, at) ?? INLINES.find(({ open }) => text.startsWith(open, at));
  if (opener !== undefined) {
    const close = nextClose(text, at + opener.open.length, opener.close, closers);
    if (close >= end || (DOUBLED.includes(opener) && !isInDoubled(text, at, opener, close))) return null;
    // `a` and `b` within are code.
    if (opener === GITHUB && text.slice(at + opener.open.length, close).includes('`')) return null;
    const run = mathRun(text, at, opener, close);
    return FOREIGN.includes(opener) ? { ...run, tex: unescaped(run.tex) } : run;
  }
  if (text[at] !== '$' || text[at + 1] === '$') return null;
  const rows = rowsAt(text, at, end);
  if (rows !== null) return rows;
  const close = findClosingDollar(text, at + 1, end);
  if (close < 0 || /\d/.test(text[close + 1] ?? '')) return null;
  return isInDollars(text.slice(at + 1, close)) ? mathRun(text, at, DOLLAR, close) : null;
}

/**
 * The formula that begins at `at` and where it ends; null when none does. Escapes before `at` are not looked at.
 * @param closers one map for all calls with one text: they then take time in proportion to it
 */
export function formulaAt(
  text: string,
  at: number,
  closers: Closers = new Map(),
): (MathMeta & { end: number }) | null {
  return inlineRunAt(text, at, text.length, closers);
}

/** Whether the characters at `at` would be read as the beginning of a formula, escapes before them aside. */
export function opensFormula(text: string, at: number): boolean {
  return formulaAt(text, at) !== null;
}

/** What one inline text has shown so far. */
interface Progress {
  closers: Closers;
  /** Line ends before `at`. */
  lines: number;
  at: number;
}

const progresses = new WeakMap<StateInline, Progress>();

function progressOf(state: StateInline): Progress {
  const progress = progresses.get(state) ?? { closers: new Map(), lines: 0, at: 0 };
  progresses.set(state, progress);
  return progress;
}

/** Line ends before the formula at `state.pos`; formulas come in order. */
function lineOffset(state: StateInline): number {
  const progress = progressOf(state);
  progress.lines += state.src.slice(progress.at, state.pos).split('\n').length - 1;
  progress.at = state.pos;
  return progress.lines;
}

function inlineRule(state: StateInline, silent: boolean): boolean {
  const run = inlineRunAt(state.src, state.pos, state.posMax, progressOf(state).closers);
  if (run === null) return false;
  if (!silent) {
    const token = state.push('math', '', 0);
    token.content = run.tex;
    const { end: _, ...meta } = run;
    token.meta = { ...meta, lineOffset: lineOffset(state) };
  }
  state.pos = run.end;
  return true;
}

export function lineText(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** Whether a formula may go on in `line`: like in TeX it has no blank lines, and it does not leave its list item. */
function inParagraph(state: StateBlock, line: number, endLine: number): boolean {
  return line < endLine && !state.isEmpty(line) && (state.sCount[line] ?? 0) >= state.blkIndent;
}

/** Lines searched for a display that begins in the middle of one; bounds the search where every line has one. */
const REACH_LINES = 60;

function paragraphEnd(state: StateBlock, line: number, endLine: number): number {
  let end = line + 1;
  while (end < line + REACH_LINES && inParagraph(state, end, endLine)) end += 1;
  return end;
}

export function pushMath(state: StateBlock, type: string, lines: [number, number], meta: MathMeta): void {
  const token = state.push(type, '', 0);
  token.block = true;
  token.map = lines;
  token.content = meta.tex;
  token.meta = { ...meta };
  state.line = lines[1];
}

/** The mark of a quotation or of an item. */
const CONTAINER = /^(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])/;

interface Block {
  text: string;
  /** Behind the display in `text`; below 0 where it is not closed. */
  close: number;
  /** Behind its last line. */
  line: number;
}

/** @param isLazy lines that leave the list item belong to it, as those of a paragraph do */
function blockFrom(
  state: StateBlock,
  startLine: number,
  endLine: number,
  { open, close: sign }: Opener,
  isLazy: boolean,
): Block {
  let text = lineText(state, startLine);
  let line = startLine + 1;
  let close = findClose(text, open.length, sign);
  const goesOn = (): boolean =>
    inParagraph(state, line, endLine) ||
    (isLazy &&
      line < Math.min(endLine, startLine + REACH_LINES) &&
      !state.isEmpty(line) &&
      !CONTAINER.test(lineText(state, line)));
  while (close < 0 && goesOn()) {
    const next = state.getLines(line, line + 1, state.blkIndent, false);
    close = findClose(next, 0, sign);
    if (close >= 0) close += text.length + 1;
    text += `\n${next}`;
    line += 1;
  }
  return { text, close, line };
}

/** A display that begins a line and ends one. An unclosed one is shown as broken, to the end of its paragraph. */
function blockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const opener = displayOpenerAt(lineText(state, startLine), 0);
  if (opener === null) return false;
  const strict = blockFrom(state, startLine, endLine, opener, false);
  const lazy =
    strict.close < 0 && state.blkIndent > 0 ? blockFrom(state, startLine, endLine, opener, true) : strict;
  const { text, close, line } = lazy.close < 0 ? strict : lazy;
  const closed = close >= 0;
  const { end, ...meta } = mathRun(text, 0, opener, closed ? close : text.length);
  if (text.slice(end).trim() !== '') return false;
  if (!silent) pushMath(state, 'math_block', [startLine, line], { ...meta, closed });
  return true;
}

/**
 * A paragraph line with a display that goes on in the next lines, as in `so $$` … `$$`. Taken whole, lest a line of
 * the formula that begins with `+` or `-` be read as a list.
 */
function paragraphRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = lineText(state, startLine);
  // What stands in a quotation or a list is asked for again there, without its mark.
  if (!/\$\$|\\\[|\\begin\{|^\s*\$\s*$/.test(line) || CONTAINER.test(line)) return false;
  const last = paragraphEnd(state, startLine, endLine);
  const text = state.getLines(startLine, last, state.blkIndent, false).trimStart();
  const closers: Closers = new Map();
  let end = 0;
  // On the line where a display ends another one may begin.
  let reach = line.length;
  for (let at = 0; at < reach; at += 1) {
    if (text[at] === '`') {
      const ticks = /^`+/.exec(text.slice(at))?.[0] ?? '`';
      const close = text.indexOf(ticks, at + ticks.length);
      at = (close < 0 ? at : close) + ticks.length - 1;
      continue;
    }
    const run = FORMULA_SIGNS.includes(text[at] ?? ' ') ? inlineRunAt(text, at, text.length, closers) : null;
    if (run !== null) {
      at = run.end - 1;
      if (run.display) {
        end = run.end;
        const lineEnd = text.indexOf('\n', end);
        reach = Math.max(reach, lineEnd < 0 ? text.length : lineEnd);
      }
    } else if (text[at] === '\\') at += 1;
  }
  const lines = text.slice(0, end).split('\n').length;
  if (end === 0 || lines === 1) return false;
  if (silent) return true;
  const map: [number, number] = [startLine, startLine + lines];
  state.push('paragraph_open', 'p', 1).map = map;
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(startLine, startLine + lines, state.blkIndent, false).trim();
  inline.map = map;
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.line = map[1];
  return true;
}

/** A line of its own with `\newcommand` and the like: it defines for the formulas that follow, and shows nothing. */
function definitionRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (!DEFINITION.test(lineText(state, startLine))) return false;
  const last = paragraphEnd(state, startLine, endLine);
  let depth = 0;
  let tex = '';
  for (let line = startLine; line < last; line += 1) {
    const text = lineText(state, line);
    tex += (tex === '' ? '' : '\n') + text;
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === '\\') at += 1;
      else if (text[at] === '{') depth += 1;
      else if (text[at] === '}') depth -= 1;
    }
    if (depth > 0) continue;
    if (depth < 0 || !/(?:\}|\\let.*)\s*$/.test(tex)) return false;
    if (!silent)
      pushMath(state, 'math_definition', [startLine, line + 1], {
        tex,
        source: tex,
        display: false,
        lineOffset: 0,
        closed: true,
      });
    return true;
  }
  return false;
}

/** A fence of the language `math` is a display. */
function mathFences({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.type !== 'fence' || !/^math\b/i.test(token.info.trim()) || token.content.trim() === '')
      continue;
    const tex = token.content.trimEnd();
    token.type = 'math_block';
    token.content = tex;
    token.meta = { tex, source: tex, display: true, lineOffset: 1, closed: true };
  }
}

export function mathRules(md: MarkdownIt): void {
  const alt = ['paragraph', 'blockquote', 'list'];
  md.block.ruler.before('fence', 'math_block', blockRule, { alt });
  md.block.ruler.after('math_block', 'math_paragraph', paragraphRule, { alt });
  md.block.ruler.after('math_block', 'math_definition', definitionRule, { alt });
  md.inline.ruler.before('escape', 'math', inlineRule);
  md.core.ruler.after('block', 'math_fence', mathFences);
}
