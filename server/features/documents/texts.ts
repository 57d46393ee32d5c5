/** The texts of a document, and edits of them made by the server. */
import * as Y from 'yjs';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import { fileNamesOf, keysOf } from './keys.ts';

/** Every text of the assignment by key, empty ones included. */
export function textsOf(document: Y.Doc, definition: AssignmentDefinition): Map<string, string> {
  return new Map(keysOf(definition).map((key) => [key, document.getText(key).toString()]));
}

/** Line ends and characters as documents have them. */
export const normalize = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');

/** Replaces a text by the smallest edit, so that what others write beside it stays where it is. */
export function replaceText(document: Y.Doc, key: string, wanted: string): void {
  const text = document.getText(key);
  const before = text.toString();
  const after = normalize(wanted);
  if (before === after) return;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  document.transact(() => {
    text.delete(start, before.length - end - start);
    text.insert(start, after.slice(start, after.length - end));
  });
}

/** The update that `edit` makes; null when it changes nothing. */
export function updateOf(document: Y.Doc, edit: (document: Y.Doc) => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array) => updates.push(update);
  document.on('update', collect);
  edit(document);
  document.off('update', collect);
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}

/** The code file that is handed in when nobody names one: the first that is not as it began. */
export function likelyFileOf(
  texts: ReadonlyMap<string, string>,
  definition: AssignmentDefinition,
): string | null {
  const written = fileNamesOf(definition).filter((name) => (texts.get(name) ?? '').trim() !== '');
  const changed = written.filter((name) => texts.get(name) !== normalize(definition.starter[name] ?? ''));
  return changed[0] ?? written[0] ?? null;
}
