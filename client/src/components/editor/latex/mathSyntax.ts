/** Formulas in the editor's Markdown: found by the rules that answers are rendered by, and coloured. */
import { tags } from '@lezer/highlight';
import { NodeProp } from '@lezer/common';
import type { BlockContext, Element, InlineContext, Line, MarkdownConfig } from '@lezer/markdown';
import { type Closers, displayOpenerAt, findClose, formulaAt } from '../../../../../contract/markup/math.ts';
import { texTokens, type TexToken } from './texTokens.ts';

const NODES: Record<TexToken['kind'], string> = {
  command: 'MathCommand',
  begin: 'MathBegin',
  end: 'MathEnd',
  brace: 'MathBrace',
  script: 'MathScript',
  number: 'MathNumber',
  comment: 'MathComment',
};

interface Context {
  elt: (type: string, from: number, to: number) => Element;
}

function elementsOf(context: Context, tex: string, offset: number): Element[] {
  return texTokens(tex).map(({ kind, from, to }) => context.elt(NODES[kind], offset + from, offset + to));
}

const closersOf = new WeakMap<InlineContext, Closers>();

function parseInline(context: InlineContext, position: number): number {
  const text = context.slice(context.offset, context.end);
  const at = position - context.offset;
  const closers = closersOf.get(context) ?? (new Map() as Closers);
  closersOf.set(context, closers);
  const formula = formulaAt(text, at, closers);
  if (formula === null) return -1;
  const end = context.offset + formula.end;
  const from = position + formula.source.indexOf(formula.tex);
  const to = from + formula.tex.length;
  const marks = from > position;
  return context.addElement(
    context.elt('Math', position, end, [
      ...(marks ? [context.elt('MathOpen', position, from)] : []),
      ...elementsOf(context, formula.tex, from),
      ...(marks ? [context.elt('MathClose', to, end)] : []),
    ]),
  );
}

/** The opener of a display that begins `text` and does not end before the line does, unless nothing follows it. */
function displayAt(text: string) {
  const opener = displayOpenerAt(text, 0);
  if (opener === null) return null;
  const close = findClose(text, opener.open.length, opener.close);
  return close >= 0 && text.slice(close + opener.close.length).trim() !== '' ? null : opener;
}

/** A display that begins a line, taken whole, lest a line of it that begins with `-` or `=` be read as a list. */
function parseBlock(context: BlockContext, line: Line): boolean {
  const opener = displayAt(line.text.slice(line.pos));
  if (opener === null) return false;
  const from = context.lineStart + line.pos;
  const children: Element[] = [];
  let start = line.pos;
  if (!opener.environment) {
    start += opener.open.length;
    children.push(context.elt('MathOpen', from, from + opener.open.length));
  }
  for (;;) {
    const close = findClose(line.text, start, opener.close);
    const isLast = close >= 0 && (close > line.pos || context.lineStart + line.pos > from);
    const end = !isLast ? line.text.length : opener.environment ? close + opener.close.length : close;
    children.push(...elementsOf(context, line.text.slice(start, end), context.lineStart + start));
    if (isLast && !opener.environment)
      children.push(
        context.elt('MathClose', context.lineStart + close, context.lineStart + close + opener.close.length),
      );
    const goesOn = context.nextLine();
    if (isLast || !goesOn || line.next < 0) break;
    start = line.pos;
  }
  context.addElement(context.elt('Math', from, context.prevLineEnd(), children));
  return true;
}

export const mathSyntax: MarkdownConfig = {
  defineNodes: [
    'Math',
    { name: 'MathOpen', style: tags.processingInstruction },
    { name: 'MathClose', style: tags.processingInstruction },
    { name: 'MathCommand', style: tags.special(tags.content) },
    { name: 'MathBegin', style: tags.special(tags.keyword) },
    { name: 'MathEnd', style: tags.special(tags.keyword) },
    { name: 'MathBrace', style: tags.special(tags.brace) },
    { name: 'MathScript', style: tags.special(tags.operator) },
    { name: 'MathNumber', style: tags.number },
    { name: 'MathComment', style: tags.comment },
  ],
  // What belongs together lights up when the cursor is at one of both.
  props: [
    NodeProp.closedBy.add({ MathOpen: ['MathClose'], MathBegin: ['MathEnd'] }),
    NodeProp.openedBy.add({ MathClose: ['MathOpen'], MathEnd: ['MathBegin'] }),
  ],
  parseInline: [
    { name: 'Math', parse: (context, _, position) => parseInline(context, position), before: 'Escape' },
  ],
  parseBlock: [
    {
      name: 'MathBlock',
      parse: parseBlock,
      endLeaf: (_context, line) => displayAt(line.text.slice(line.pos)) !== null,
      before: 'FencedCode',
    },
  ],
  // Answers have none of these; see `createParser`.
  remove: ['IndentedCode', 'SetextHeading', 'LinkReference', 'HTMLBlock', 'HTMLTag'],
};
