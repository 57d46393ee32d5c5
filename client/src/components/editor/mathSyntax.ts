import type { InlineContext, MarkdownConfig } from '@lezer/markdown';
import { tags } from '@lezer/highlight';

const DELIMITERS = [
  ['$$', '$$'],
  ['$', '$'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
] as const;

function parseMath(context: InlineContext, position: number): number {
  const rest = context.slice(position, context.end);
  for (const [open, close] of DELIMITERS) {
    if (!rest.startsWith(open)) continue;
    const end = rest.indexOf(close, open.length);
    if (end < 0) return -1;
    return context.addElement(context.elt('Math', position, position + end + close.length));
  }
  return -1;
}

/** Formulas in Markdown, so that the `_` and `*` in them are not taken for emphasis. For colours only. */
export const mathSyntax: MarkdownConfig = {
  defineNodes: [{ name: 'Math', style: tags.special(tags.content) }],
  parseInline: [
    { name: 'Math', parse: (context, _, position) => parseMath(context, position), before: 'Escape' },
  ],
};
