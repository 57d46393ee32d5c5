/** Which keys a person has chosen for what. Pure; kept by `useKeys.ts`. */
import type { ChosenKeys, KEY_PLACES } from '../../../contract/session.ts';

export type KeyPlace = (typeof KEY_PLACES)[number];

/** What a key does at a place, named by the key that it comes with. */
export type KeyId = `${KeyPlace}:${string}`;

/** By place, and by the key that something comes with, the one that was chosen. */
export type KeyMap = Readonly<ChosenKeys['map']>;

export const ownKey = (map: KeyMap, place: KeyPlace, key: string): string => map[place]?.[key] ?? key;

/** For what a press stands at a place, by the key that it comes with; null where that has another key now. */
export function meaningOf(map: KeyMap, place: KeyPlace, pressed: string): string | null {
  const chosen = Object.entries(map[place] ?? {});
  const [meant] = chosen.find(([, own]) => own === pressed) ?? [];
  return meant ?? (chosen.some(([key]) => key === pressed) ? null : pressed);
}

/** On a keyboard that is not known. */
export const ANY_MOD = 'Ctrl or ⌘';

const SIGNS: Readonly<Record<string, string>> = {
  Mod: ANY_MOD,
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** A key as it is written on keyboards, part by part: `Mod+Shift+Enter` → Ctrl or ⌘, Shift, Enter. */
export const keyWords = (name: string): string[] =>
  name.split(/\+(?=.)/).map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part));
