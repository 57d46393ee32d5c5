/** What somebody wrote in some updates, as words to show them. */
import * as Y from 'yjs';

type Range = [from: number, to: number];

function rangesOf(updates: readonly Uint8Array[]): Map<number, Range[]> {
  const ranges = new Map<number, Range[]>();
  for (const update of updates)
    for (const { id, length } of Y.decodeUpdate(update).structs)
      ranges.set(id.client, [...(ranges.get(id.client) ?? []), [id.clock, id.clock + length]]);
  return ranges;
}

/** The part of a document's text that came with the updates and still stands; passages apart are on lines of their own. */
export function wordsInDocument(text: Y.Text, updates: readonly Uint8Array[]): string {
  const ranges = rangesOf(updates);
  const passages: string[] = [];
  let follows = false;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { str } = item.content;
    const { client, clock } = item.id;
    let own = '';
    for (let index = 0; index < str.length; index += 1) {
      const isOwn = (ranges.get(client) ?? []).some(
        ([from, to]) => clock + index >= from && clock + index < to,
      );
      if (isOwn) own += str[index];
      else if (own !== '') {
        passages.push(follows ? `${passages.pop() ?? ''}${own}` : own);
        own = '';
        follows = false;
      } else follows = false;
    }
    if (own === '') continue;
    passages.push(follows ? `${passages.pop() ?? ''}${own}` : own);
    follows = true;
  }
  return passages.join('\n');
}

/**
 * The same without the document, in the order in which it was typed; what was deleted again is left out.
 *
 * @param isWanted by the numbers that Yjs gave a character
 */
export function wordsInUpdates(
  updates: readonly Uint8Array[],
  isWanted: (client: number, clock: number) => boolean = () => true,
): string {
  const written = new Map<string, string>();
  const deleted: { client: number; from: number; to: number }[] = [];
  for (const update of updates) {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const struct of structs)
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString)
        for (const [index, character] of struct.content.str.split('').entries())
          if (isWanted(struct.id.client, struct.id.clock + index))
            written.set(`${struct.id.client}:${struct.id.clock + index}`, character);
    for (const [client, items] of ds.clients)
      deleted.push(...items.map(({ clock, len }) => ({ client, from: clock, to: clock + len })));
  }
  for (const { client, from, to } of deleted)
    for (let clock = from; clock < to; clock += 1) written.delete(`${client}:${clock}`);
  return [...written.values()].join('');
}
