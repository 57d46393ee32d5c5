/** Environments: lists, quotes, code and those that only place their content; the others in files of their own. */
import { writeAlgorithm } from './algorithmic.ts';
import type { ListItem } from './blocks.ts';
import { listMarkdown, quoteMarkdown } from './blocks.ts';
import { pairCaption } from './captions.ts';
import { titleOption } from './document.ts';
import type { Range } from './document.ts';
import { formulaSource } from './formulas.ts';
import { codeFence, codeSpan } from './paragraph.ts';
import { writeReferences } from './references.ts';
import { writeTable } from './tables.ts';
import { FIGURES, LISTS, MATH_ENVIRONMENT, QUOTES, TRANSPARENT } from './vocabulary.ts';
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
  const ownKind = writer.context.environments.get(name);
  const wrapped = kindOf(name) === null && ownKind !== undefined ? ownKind.wraps || 'center' : name;
  const kind = wrapped !== name && !WRAPPED.test(kindOf(wrapped) ?? '') ? null : kindOf(wrapped);
  const pattern = ownKind?.pattern ?? own(TRANSPARENT, plainName);
  if (end < 0) {
    if (kind === null || kind === 'formula' || kind === 'table') flow.markup(codeSpan(`\\begin{${name}}`));
    return document.arguments(index + 1, limit, pattern ?? '[').next;
  }
  // The package algorithm2e has no environment inside it, and commands of its own.
  switch (plainName === 'algorithm' && !holds(writer, range, 'algorithmic') ? null : kind) {
    case 'formula':
      writeFormulaEnvironment(writer, index, end, wrapped, flow);
      break;
    case 'bullet':
    case 'ordered':
      writeList(writer, range, kind === 'ordered' ? 'ordered' : 'bullet', flow);
      break;
    case 'quote':
      flow.block('quote', quoteMarkdown(writer.blocks(range)));
      break;
    case 'table':
      writeTable(writer, index, end, flow);
      break;
    case 'references':
      writeReferences(writer, range, flow);
      break;
    case 'pseudocode':
      writeAlgorithm(writer, range, flow);
      break;
    case 'transparent':
      writeTransparent(writer, index, range, pattern ?? '[', flow);
      break;
    default: {
      const advice = /^(?:tikz|pgf|axis)/.test(name)
        ? 'is a drawing, which is not run here: export it as an image and include that'
        : 'is not known here and is shown as it stands';
      writer.warn(index, `The environment ${name} ${advice}.`);
      flow.block('code', codeFence(document.uncommented({ from: index, to: end + 1 }), 'latex'));
    }
  }
  return end + 1;
}

type Kind =
  'formula' | 'bullet' | 'ordered' | 'quote' | 'table' | 'references' | 'pseudocode' | 'transparent';

/** What the author's own environments may be written as; the others have arguments that only LaTeX knows. */
const WRAPPED = /^(?:formula|bullet|ordered|quote|transparent)$/;

function kindOf(name: string): Kind | null {
  const plainName = name.replace(/\*$/, '');
  if (MATH_ENVIRONMENT.test(name)) return 'formula';
  if (QUOTES.test(plainName)) return 'quote';
  if (/^(?:tabular[xy]?|longtable)$/.test(plainName)) return 'table';
  if (plainName === 'thebibliography') return 'references';
  if (plainName === 'algorithmic') return 'pseudocode';
  return own(LISTS, plainName) ?? (own(TRANSPARENT, plainName) === undefined ? null : 'transparent');
}

function holds(writer: Writer, { from, to }: Range, name: string): boolean {
  return writer.document.tokens
    .slice(from, to)
    .some((token) => token.kind === 'begin' && token.name === name);
}

/** @param name of the formula environment, which is not always the one that is written */
function writeFormulaEnvironment(writer: Writer, index: number, end: number, name: string, flow: Flow): void {
  const { document } = writer;
  const source = formulaSource(writer, { from: index, to: end + 1 });
  const inner = source.replace(/^\\begin\s*\{[^}]*\}|\\end\s*\{[^}]*\}$/g, '');
  if (name === 'math') flow.pieces.push({ kind: 'math', text: inner.replace(/\s*\n\s*/g, ' ') });
  else if (/^(?:displaymath|sheetdisplay)$/.test(name)) flow.markup(`$$${inner}$$`);
  else flow.markup(document.tokens[index]!.name === name ? source : `\\begin{${name}}${inner}\\end{${name}}`);
}

/** What only places its content: its title, if it has one, and what it holds. */
function writeTransparent(writer: Writer, index: number, range: Range, pattern: string, flow: Flow): void {
  const { document } = writer;
  const { name } = document.tokens[index]!;
  const plainName = name.replace(/\*$/, '');
  flow.flush();
  const bold = (inner: string): void => {
    if (inner !== '') flow.pieces.push({ kind: 'styled', marker: '**', inner });
  };
  const options = document.delimited(document.skipSpace(range.from, range.to), range.to, '[');
  const ownTitle = writer.context.environments.get(name)?.title ?? '';
  const { texts, next } = document.arguments(range.from, range.to, pattern);
  if (options !== null && (ownTitle !== '' || THEOREM.test(plainName))) {
    bold(writer.inline(options));
    flow.text(' ');
  } else if (options !== null && pattern.startsWith('[')) {
    bold(writer.written(titleOption(document.slice(options)), index));
    flow.flush();
  }
  for (const text of texts) {
    if (/\p{L}/u.test(document.plain(text))) bold(writer.inline(text));
    flow.flush();
  }
  if (FIGURES.test(plainName)) pairCaption(writer, { from: next, to: range.to });
  writer.walk({ from: next, to: range.to }, flow);
  flow.flush();
}

const THEOREM = /^(?:proof|theorem|lemma|definition|remark|example|claim|proposition|corollary)$/;
/** The language among the options of a listing; empty when there is none. */
export function languageOf(options: string): string {
  return /(?:language|label)\s*=\s*\{?(?:\[[^\]]*\])?([\w+#-]+)/i.exec(options)?.[1] ?? '';
}

export function writeVerbatim(writer: Writer, index: number, flow: Flow): void {
  const { name, value: content } = writer.document.tokens[index]!;
  if (name === 'comment') return;
  const [, options = '', code = ''] =
    /^((?:[ \t]*\[[^\]]{0,500}\])?(?:[ \t]*\{[^}\n]*\})?)[ \t]*\n?([^]*?)\n?[ \t]*$/.exec(content) ?? [];
  const language =
    name === 'minted' || name === 'sheetcode'
      ? (/\{([^}]*)\}/.exec(options)?.[1] ?? '')
      : languageOf(options);
  // Only these environments take arguments; in the others they are text.
  const takesOptions = /^(?:Verbatim|lstlisting|minted|sheetcode)/.test(name);
  if (takesOptions) flow.block('paragraph', writer.written(titleOption(options), index));
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

/** Whether an `\end` without its `\begin` may be passed over. */
export function isKnownEnvironment(name: string): boolean {
  const kind = kindOf(name);
  return kind !== null && kind !== 'formula' && kind !== 'table';
}
