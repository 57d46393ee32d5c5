/** The bibliography that a file has in itself. */
import { listMarkdown } from './blocks.ts';
import type { ListItem } from './blocks.ts';
import type { Range } from './document.ts';
import { Flow } from './writer.ts';
import type { Writer } from './writer.ts';

/** A list of the works, by the keys that `\cite` shows. */
export function writeReferences(writer: Writer, range: Range, flow: Flow): void {
  const { document } = writer;
  const body = { from: document.arguments(range.from, range.to, '{').next, to: range.to };
  const starts: number[] = [];
  for (let index = body.from; index < body.to; index += 1)
    if (document.tokens[index]!.kind === 'command' && document.tokens[index]!.name === 'bibitem')
      starts.push(index);
  writer.walk({ from: body.from, to: starts[0] ?? body.to }, flow);
  const items = starts.map((start, place): ListItem => {
    const item = new Flow();
    const { texts, next } = document.arguments(start + 1, body.to, '[T');
    if (texts[0] !== undefined) item.text(`[${document.plain(texts[0])}] `);
    writer.walk({ from: next, to: starts[place + 1] ?? body.to }, item);
    item.flush();
    return { blocks: item.blocks, blankBefore: false };
  });
  flow.block('paragraph', '**References**');
  if (items.length > 0) flow.block('list', listMarkdown(items, null));
}
