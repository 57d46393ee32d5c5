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
  commentRules(md);
  boundBracketSearch(md);
  return md;
}

/** What a writer keeps to themself; no page shows it and no reader reads it. */
export const COMMENT = { open: '<!--', close: '-->' };

/**
 * Where comments end. What closes the next one is looked for once, however many begin before it: a text of nothing but beginnings
 * would be gone through again from each.
 */
class CommentEnds {
  #text = '';
  /** From here on, up to the close, the next close is known; −1 where there is none. */
  #from = 0;
  #close = -1;

  /** Where the comment that begins at `at` ends; −1 where none does. */
  of(text: string, at: number): number {
    if (!text.startsWith(COMMENT.open, at)) return -1;
    const inside = at + COMMENT.open.length;
    const isKnown = text === this.#text && inside >= this.#from && (this.#close < 0 || inside <= this.#close);
    if (!isKnown) {
      this.#text = text;
      this.#from = inside;
      this.#close = text.indexOf(COMMENT.close, inside);
    }
    return this.#close < 0 ? -1 : this.#close + COMMENT.close.length;
  }
}

function commentRules(md: MarkdownIt): void {
  const inText = new CommentEnds();
  const onLines = new CommentEnds();
  md.inline.ruler.before('math', 'comment', (state: StateInline) => {
    const end = inText.of(state.src, state.pos);
    if (end < 0 || end > state.posMax) return false;
    state.pos = end;
    return true;
  });
  /** The last that has text behind it: whatever begins before the same close ends there, too. */
  let refused = { src: '', end: -1, endLine: -1 };
  /** Of lines of their own, blank ones among them. */
  const blockComment = (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
    const end = onLines.of(state.src, start);
    if (end < 0 || (refused.end === end && refused.endLine === endLine && refused.src === state.src))
      return false;
    let line = startLine;
    while (line < endLine && (state.eMarks[line] ?? 0) < end) line += 1;
    if (line >= endLine || state.src.slice(end, state.eMarks[line]).trim() !== '') {
      refused = { src: state.src, end, endLine };
      return false;
    }
    if (!silent) state.line = line + 1;
    return true;
  };
  md.block.ruler.before('fence', 'comment', blockComment, { alt: ['paragraph', 'blockquote', 'list'] });
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
