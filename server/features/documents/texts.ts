/** The texts of a document, and edits of them made by the server. */
import * as Y from 'yjs';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import { own } from '../../../contract/own.ts';
import { fileNamesOf, keysOf } from './keys.ts';

/** Every text of the assignment by key, empty ones included. */
export function textsOf(
  texts: ReadonlyMap<string, string>,
  definition: AssignmentDefinition,
): Map<string, string> {
  return new Map(keysOf(definition).map((key) => [key, texts.get(key) ?? '']));
}

/** Line ends and characters as documents have them. */
export const normalize = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');

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
  const changed = written.filter(
    (name) => texts.get(name) !== normalize(own(definition.starter, name) ?? ''),
  );
  return changed[0] ?? written[0] ?? null;
}
