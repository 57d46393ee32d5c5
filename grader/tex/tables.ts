/** Tables. */
import { tableMarkdown } from './blocks.ts';
import type { Range } from './document.ts';
import { codeFence } from './paragraph.ts';
import { MATH_ENVIRONMENT } from './vocabulary.ts';
import type { Flow, Writer } from './writer.ts';

export function writeTable(writer: Writer, index: number, end: number, flow: Flow): void {
  const document = writer.document;
  const { name } = document.tokens[index]!;
  const pattern = /[xy*]$/.test(name) ? '{[{' : '[{';
  const range = { from: document.arguments(index + 1, end, pattern).next, to: end };
  const rows = tableCells(writer, range);
  if (rows === null) {
    writer.warn(index, 'This table is too rich for Markdown and is shown as it stands.');
    flow.block('code', codeFence(document.uncommented({ from: index, to: end + 1 }), 'latex'));
  } else if (rows.length > 0) flow.block('table', tableMarkdown(rows));
}

/** Cells of a plain table, null for one with lists or tables in its cells. A cell that spans others comes first of them. */
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
    if (kind === 'verbatim' || kind === 'paragraph' || (kind === 'command' && name === 'item')) return null;
    if (kind === 'begin' && !MATH_ENVIRONMENT.test(name)) return null;
    const partner = document.partnerWithin(index, to);
    if (partner > 0) index = partner;
  }
  return rows
    .map((cells) =>
      cells.flatMap((cell) => [
        writer.inline(cell),
        ...Array.from({ length: columnsOf(document.slice(cell)) - 1 }, () => ''),
      ]),
    )
    .filter((cells) => cells.some((cell) => cell !== ''));
}

const MAX_COLUMNS = 50;

function columnsOf(cell: string): number {
  const columns = Number(/\\multicolumn\s*\{\s*(\d{1,3})\s*\}/.exec(cell)?.[1] ?? 1);
  return Math.min(Math.max(columns, 1), MAX_COLUMNS);
}
