/** Markdown blocks and how they stand below one another. */

export interface Block {
  kind: 'paragraph' | 'heading' | 'list' | 'code' | 'quote' | 'table' | 'other';
  markdown: string;
  /** Whether a blank line stands before it in the source; kept where Markdown does not need one. */
  blankBefore: boolean;
}

export interface ListItem {
  blocks: Block[];
  blankBefore: boolean;
}

/** Blocks after which a next line would be read as part of them. */
const OPEN_ENDED = new Set<Block['kind']>(['list', 'quote', 'table']);

export function joinBlocks(blocks: Block[]): string {
  let out = '';
  let previous: Block | null = null;
  for (const block of blocks) {
    const markdown: string =
      previous?.kind === 'list' && block.kind === 'list'
        ? otherMarkers(block.markdown, previous.markdown)
        : block.markdown;
    out += previous === null ? '' : needsBlank(previous, block) ? '\n\n' : '\n';
    out += markdown;
    previous = { ...block, markdown };
  }
  return out;
}

function needsBlank(previous: Block, block: Block): boolean {
  if (block.blankBefore || OPEN_ENDED.has(previous.kind) || block.kind === 'table') return true;
  if (previous.kind !== 'paragraph') return false;
  return (
    block.kind === 'paragraph' ||
    (block.kind === 'list' && /^\d/.test(block.markdown) && !/^1[.)]/.test(block.markdown))
  );
}

/** Two lists in a row are one in Markdown, unless their markers differ. */
function otherMarkers(markdown: string, previous: string): string {
  const marker =
    previous[0] === '-' || previous[0] === '*' ? previous[0] : (/^\d+([.)])/.exec(previous)?.[1] ?? '');
  if (marker === '-' && markdown.startsWith('-')) return markdown.replace(/^-(?=\s|$)/gm, '*');
  if (marker === '.' && /^\d+\./.test(markdown)) return markdown.replace(/^(\d+)\.(?=\s|$)/gm, '$1)');
  return markdown;
}

/** @param start number of the first item, null for a bullet list */
export function listMarkdown(items: ListItem[], start: number | null): string {
  let out = '';
  items.forEach((item, index) => {
    const marker = start === null ? '- ' : `${start + index}. `;
    const content = indent(joinBlocks(item.blocks), ' '.repeat(marker.length));
    out += index === 0 ? '' : item.blankBefore ? '\n\n' : '\n';
    out += content.trim() === '' ? marker.trimEnd() : marker + content;
  });
  return out;
}

/** Indents every line but the first; blank lines stay empty. */
export function indent(text: string, by: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${by}`);
}

export function quoteMarkdown(blocks: Block[]): string {
  return joinBlocks(blocks)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** Rows of cells, the first being the header; cells are Markdown on one line. */
export function tableMarkdown(rows: string[][]): string {
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const filled = rows.map((row) =>
    Array.from({ length: width }, (_, column) =>
      (row[column] ?? '').replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|'),
    ),
  );
  const [head = [], ...body] = filled;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
