/** The one Markdown + TeX dialect of Stepwise, as a markdown-it parser: answers, statements and directions alike. */
import MarkdownItCallable from 'markdown-it';
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { MAX_BRACKET_SEARCH } from './limits.ts';
import { mathRules } from './math.ts';
import { sphinxRules } from './sphinx.ts';

const LINK = /^(?:https?:\/\/|mailto:)/i;

export function isLink(url: string): boolean {
  return LINK.test(url);
}

/** The name of an image of the submission, such as `figures/loss.png`; null for anything else, addresses included. */
export function imageName(url: string): string | null {
  if (/^[/\\?#]|^[a-z][a-z0-9+.-]*:/i.test(url)) return null;
  try {
    return decodeURIComponent(url);
  } catch {
    return null;
  }
}

/** Whether an image of this name is drawn as a PDF. */
export function isPdfName(name: string): boolean {
  return /\.pdf$/i.test(name);
}

/**
 * A fresh parser. HTML is text, comments aside. Left out of CommonMark because TeX collides with them: indented code (formulas are
 * indented), underlined headings (a line of `=` or `-` in a formula) and link reference definitions (they hide text).
 */
export function createParser(): MarkdownIt {
  const md = MarkdownItCallable({ html: false, linkify: false, typographer: false, maxNesting: 60 });
  md.disable(['code', 'lheading', 'reference', 'html_block', 'html_inline']);
  md.validateLink = (url) => isLink(url) || imageName(url) !== null;
  md.use(mathRules).use(sphinxRules);
  md.block.ruler.before('fence', 'comment', blockComment, { alt: ['paragraph', 'blockquote', 'list'] });
  md.inline.ruler.before('math', 'comment', inlineComment);
  boundBracketSearch(md);
  return md;
}

/** What a writer keeps to themself; no page shows it and no reader reads it. */
export const COMMENT = { open: '<!--', close: '-->' };

/** Where the comment that begins at `at` ends; −1 where none does. */
function commentEnd(text: string, at: number): number {
  if (!text.startsWith(COMMENT.open, at)) return -1;
  const close = text.indexOf(COMMENT.close, at + COMMENT.open.length);
  return close < 0 ? -1 : close + COMMENT.close.length;
}

function inlineComment(state: StateInline): boolean {
  const end = commentEnd(state.src, state.pos);
  if (end < 0 || end > state.posMax) return false;
  state.pos = end;
  return true;
}

/** A comment on lines of its own, blank ones among them. */
function blockComment(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const end = commentEnd(state.src, start);
  if (end < 0) return false;
  let line = startLine;
  while (line < endLine && (state.eMarks[line] ?? 0) < end) line += 1;
  if (line >= endLine || state.src.slice(end, state.eMarks[line]).trim() !== '') return false;
  if (!silent) state.line = line + 1;
  return true;
}

/** Links and images find their closing bracket by this helper; each answer may spend so much on it. */
function boundBracketSearch(md: MarkdownIt): void {
  const { parseLinkLabel } = md.helpers;
  // An answer is parsed with an `env` of its own, which its captions share.
  const searched = new WeakMap<object, number>();
  md.helpers.parseLinkLabel = (state: StateInline, start: number, disableNested?: boolean): number => {
    const spent = searched.get(state.env) ?? 0;
    if (spent > MAX_BRACKET_SEARCH) return -1;
    const end = parseLinkLabel(state, start, disableNested);
    searched.set(state.env, spent + (end < 0 ? state.posMax : end) - start);
    return end;
  };
}
