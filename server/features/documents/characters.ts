/** The characters of a text, each known by the edit that wrote it. */
import type * as Y from 'yjs';

export type Character = [client: number, clock: number];

export const nameOf = ([client, clock]: Character): string => `${client} ${clock}`;

export const namesOf = (characters: readonly Character[]): Set<string> => new Set(characters.map(nameOf));

export function* itemsOf(text: Y.Text): Generator<Y.Item> {
  for (let item = text._start; item !== null; item = item.right) yield item;
}

/** The characters that a text shows, in order. */
export function charactersOf(text: Y.Text): Character[] {
  const shown: Character[] = [];
  for (const { deleted, length, id } of itemsOf(text))
    if (!deleted) for (let at = 0; at < length; at += 1) shown.push([id.client, id.clock + at]);
  return shown;
}

/** Deletes the characters of a text that satisfy. */
export function deleteCharacters(text: Y.Text, satisfies: (character: Character) => boolean): void {
  const runs: [at: number, length: number][] = [];
  for (const [at, character] of charactersOf(text).entries()) {
    if (!satisfies(character)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === at) last[1] += 1;
    else runs.push([at, 1]);
  }
  for (const [start, length] of runs.reverse()) text.delete(start, length);
}
