/** Environments: lists, tables, quotes, code and those that only place their content. */
import type { ListItem } from './blocks.ts';
import { listMarkdown, quoteMarkdown, tableMarkdown } from './blocks.ts';
import type { Range } from './document.ts';
import { codeFence, codeSpan } from './paragraph.ts';
import { LISTS, MATH_ENVIRONMENT, QUOTES, TRANSPARENT } from './vocabulary.ts';
import { Flow, own } from './writer.ts';
import type { Writer } from './writer.ts';

export function writeEnvironment(
  writer: Writer,
  index: number,
  end: number,
  limit: number,
  flow: Flow,
): number {
  const document = writer.document;
  const { name } = document.tokens[index]!;
  const range: Range = { from: index + 1, to: end };
  const plainName = name.replace(/\*$/, '');
  const list = own(LISTS, plainName);
  const transparent = own(TRANSPARENT, plainName);
  if (end < 0) {
    if (list === undefined && transparent === undefined) flow.markup(codeSpan(`\\begin{${name}}`));
    return document.arguments(index + 1, limit, transparent ?? '[').next;
  }
  if (MATH_ENVIRONMENT.test(name)) {
    const source = document.uncommented({ from: index, to: end + 1 }).replace(/\n[ \t]*(?=\n)/g, '');
    const inner = source.replace(/^\\begin\s*\{[^}]*\}|\\end\s*\{[^}]*\}$/g, '');
    if (name === 'math') flow.pieces.push({ kind: 'math', text: inner.replace(/\s*\n\s*/g, ' ') });
    else flow.markup(/^(?:displaymath|sheetdisplay)$/.test(name) ? `$$${inner}$$` : source);
  } else if (list !== undefined) writeList(writer, range, list, flow);
  else if (QUOTES.test(name)) flow.block('quote', quoteMarkdown(writer.blocks(range)));
  else if (/^(?:tabular[x*]?|longtable)$/.test(name)) writeTable(writer, index, end, flow);
  else if (transparent !== undefined) {
    flow.flush();
    const title = document.delimited(range.from, range.to, '[');
    if (title !== null && /^(?:proof|theorem|lemma|definition|remark)$/.test(plainName)) {
      flow.pieces.push({ kind: 'styled', marker: '**', inner: writer.inline(title) });
      range.from = title.next;
    } else range.from = document.arguments(range.from, range.to, transparent).next;
    writer.walk(range, flow);
    flow.flush();
  } else {
    const advice = /^(?:tikz|pgf|axis)/.test(name)
      ? 'is a drawing, which is not run here: export it as an image and include that'
      : 'is not known here and is shown as it stands';
    writer.warn(index, `The environment ${name} ${advice}.`);
    flow.block('code', codeFence(document.uncommented({ from: index, to: end + 1 }), 'latex'));
  }
  return end + 1;
}

export function writeVerbatim(writer: Writer, name: string, content: string, flow: Flow): void {
  if (name === 'comment') return;
  const [, options = '', code = ''] =
    /^((?:[ \t]*\[[^\]\n]*\])?(?:[ \t]*\{[^}\n]*\})?)[ \t]*\n?([^]*?)\n?[ \t]*$/.exec(content) ?? [];
  const known =
    name === 'minted' || name === 'sheetcode'
      ? /\{([^}]*)\}/
      : /(?:language|label)\s*=\s*\{?(?:\[[^\]]*\])?([\w+#-]+)/i;
  const language = known.exec(options)?.[1] ?? '';
  // Only these environments take arguments; in the others they are text.
  const takesOptions = /^(?:Verbatim|lstlisting|minted|sheetcode)/.test(name);
  flow.block('code', codeFence(takesOptions ? code : content.replace(/^[ \t]*\n|\n[ \t]*$/g, ''), language));
}

/** Items from `range` on, the options of the list before them. Returns the end of the range. */
export function writeList(writer: Writer, range: Range, kind: 'bullet' | 'ordered', flow: Flow): number {
  const document = writer.document;
  const starts = itemStarts(writer, range);
  const first = starts[0] ?? range.to;
  const options = document.delimited(document.skipSpace(range.from, first), first, '[');
  const before = { from: options?.next ?? range.from, to: first };
  writer.walk(before, flow);
  flow.flush();
  const counter = /\\setcounter\s*\{enum\w+\}\s*\{(\d{1,8})\}/.exec(document.slice(before));
  let ordered = kind === 'ordered';
  let blankBefore = false;
  const items: ListItem[] = starts.map((start, position) => {
    const item = new Flow();
    const label = document.delimited(document.skipSpace(start + 1, range.to), range.to, '[');
    const text = label === null ? '' : writer.inline(label);
    if (/[\p{L}\p{N}]/u.test(text) && !/^\$\\[a-z]+\$$/.test(text)) {
      ordered = false;
      item.markup(text.startsWith('**') ? text : `**${text}**`);
      item.text(' ');
    }
    writer.walk({ from: label?.next ?? start + 1, to: starts[position + 1] ?? range.to }, item);
    item.flush();
    const read = { blocks: item.blocks, blankBefore };
    blankBefore = item.blank;
    return read;
  });
  if (items.length > 0)
    flow.block('list', listMarkdown(items, ordered ? Number(counter?.[1] ?? 0) + 1 : null));
  return range.to;
}

/** Indices of the `\item` tokens that belong to the list itself. */
function itemStarts(writer: Writer, { from, to }: Range): number[] {
  const starts: number[] = [];
  for (let index = from; index < to; index += 1) {
    const token = writer.document.tokens[index]!;
    const partner = writer.document.partnerWithin(index, to);
    if (partner > 0) index = partner;
    else if (token.kind === 'command' && /^(?:item|part)$/.test(token.name) && !writer.dropped.has(index))
      starts.push(index);
  }
  return starts;
}

function writeTable(writer: Writer, index: number, end: number, flow: Flow): void {
  const document = writer.document;
  const { name } = document.tokens[index]!;
  const pattern = /[x*]$/.test(name) ? '{[{' : '[{';
  const range = { from: document.arguments(index + 1, end, pattern).next, to: end };
  const rows = tableCells(writer, range);
  if (rows === null) {
    writer.warn(index, 'This table is too rich for Markdown and is shown as it stands.');
    flow.block('code', codeFence(document.uncommented({ from: index, to: end + 1 }), 'latex'));
  } else if (rows.length > 0) flow.block('table', tableMarkdown(rows));
}

/** Cells of a plain table, null for one with spans, lists or tables in its cells. */
function tableCells(writer: Writer, { from, to }: Range): string[][] | null {
  const document = writer.document;
  const rows: Range[][] = [[]];
  let start = from;
  for (let index = from; index <= to; index += 1) {
    const token = index < to ? document.tokens[index]! : null;
    const ends =
      token === null ||
      (token.kind === 'command' && (token.name === '\\' || token.name === 'tabularnewline'));
    if (ends || (token.kind === 'text' && token.value === '&')) {
      rows[rows.length - 1]!.push({ from: start, to: index });
      start = index + 1;
      if (ends) rows.push([]);
      continue;
    }
    const { kind, name } = token;
    if (
      kind === 'verbatim' ||
      kind === 'paragraph' ||
      (kind === 'command' && /^(?:multicolumn|multirow|item)$/.test(name))
    )
      return null;
    if (kind === 'begin' && !MATH_ENVIRONMENT.test(name)) return null;
    const partner = document.partnerWithin(index, to);
    if (partner > 0) index = partner;
  }
  return rows
    .map((cells) => cells.map((cell) => writer.inline(cell)))
    .filter((cells) => cells.some((cell) => cell !== ''));
}

/** Whether an `\end` without its `\begin` may be passed over. */
export function isKnownEnvironment(name: string): boolean {
  const plain = name.replace(/\*$/, '');
  return Object.hasOwn(LISTS, plain) || Object.hasOwn(TRANSPARENT, plain) || QUOTES.test(plain);
}
