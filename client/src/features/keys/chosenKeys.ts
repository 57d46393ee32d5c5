import { ownKey, type KeyMap, type KeyPlace } from '../../components/keyMap.ts';

/** What a browser, a dialog or a reader needs for itself. */
const RESERVED =
  /^(?:(?:Mod\+|Alt\+|Shift\+)*(?:Tab|Escape|Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified|F\d+)|Enter| )$/;

/** Why a key cannot be chosen in place of another; null where it can. */
export function objection(key: string, own: string): string | null {
  const isChord = (name: string) => name.startsWith('Mod+');
  if (RESERVED.test(own) && own !== key) return 'That key is taken by the browser. Choose another one.';
  if (isChord(key) && !isChord(own)) return 'This works while you type: choose one with Ctrl or ⌘.';
  if (!isChord(key) && isChord(own)) return 'Choose one without Ctrl or ⌘: those are the browser’s.';
  return null;
}

/**
 * The map with another key for something. What had that key at the place gets the one that is free now, so that no key
 * means two things.
 *
 * @param keys of the place, as they come
 */
export function withKey(
  map: KeyMap,
  place: KeyPlace,
  { key, own, keys }: { key: string; own: string; keys: readonly string[] },
): KeyMap {
  const before = ownKey(map, place, key);
  const twin = keys.find((each) => each !== key && ownKey(map, place, each) === own);
  const chosen = { ...map[place], [key]: own, ...(twin !== undefined && { [twin]: before }) };
  const changed = Object.entries(chosen).filter(([each, now]) => each !== now);
  return { ...map, [place]: Object.fromEntries(changed) };
}
