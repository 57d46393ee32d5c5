/** The one Markdown + TeX dialect of Stepwise, as a markdown-it parser: answers, statements and directions alike. */
import MarkdownItCallable from 'markdown-it';
import type { MarkdownIt } from 'markdown-it';
import { mathRules } from './math.ts';

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
 * A fresh parser. HTML is text. Left out of CommonMark because TeX collides with them: indented code (formulas are
 * indented), underlined headings (a line of `=` or `-` in a formula) and link reference definitions (they hide text).
 */
export function createParser(): MarkdownIt {
  const md = MarkdownItCallable({ html: false, linkify: false, typographer: false, maxNesting: 60 });
  md.disable(['code', 'lheading', 'reference', 'html_block', 'html_inline']);
  md.validateLink = (url) => isLink(url) || imageName(url) !== null;
  md.use(mathRules);
  return md;
}
