/**
 * What somebody has begun to write in a form, kept on this device until it is sent or emptied: it outlives another tab of the page,
 * the way back and a reload. Each person's is under their own id, so that nobody else who signs in here is shown it.
 */

const PREFIX = 'stepwise.kept ';
const LONGEST_MS = 30 * 86_400_000;

/** What keeps texts by name, as localStorage does. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
  keys(): string[];
}

const keyOf = (userId: string, place: string): string => `${PREFIX}${userId} ${place}`;

/** @returns null where nothing is kept */
export function readKept(shelf: Shelf, userId: string, place: string): unknown {
  const text = shelf.getItem(keyOf(userId, place));
  if (text === null) return null;
  try {
    return (JSON.parse(text) as { value: unknown }).value;
  } catch {
    return null;
  }
}

/** @param value null for nothing to keep any more */
export function writeKept(shelf: Shelf, userId: string, place: string, value: unknown): void {
  const key = keyOf(userId, place);
  if (value === null) shelf.removeItem(key);
  else shelf.setItem(key, JSON.stringify({ at: Date.now(), value }));
}

/** What nobody has come back to for a month goes. */
export function dropOld(shelf: Shelf, now = Date.now()): void {
  for (const key of shelf.keys()) {
    if (!key.startsWith(PREFIX)) continue;
    try {
      const { at } = JSON.parse(shelf.getItem(key) ?? '') as { at: unknown };
      if (typeof at === 'number' && at > now - LONGEST_MS) continue;
    } catch {
      // Of another making: it goes, too.
    }
    shelf.removeItem(key);
  }
}

/** Of this page; what a browser is too full to keep, or lets nobody keep, is here alone. */
const inPage = new Map<string, string | null>();

function orNothing<Value>(ask: () => Value, nothing: Value): Value {
  try {
    return ask();
  } catch {
    return nothing;
  }
}

export const device: Shelf = {
  getItem: (key) =>
    inPage.get(key) ?? (inPage.has(key) ? null : orNothing(() => localStorage.getItem(key), null)),
  setItem(key, text) {
    inPage.set(key, text);
    orNothing(() => localStorage.setItem(key, text), undefined);
  },
  removeItem(key) {
    inPage.set(key, null);
    orNothing(() => localStorage.removeItem(key), undefined);
  },
  keys: () => orNothing(() => Object.keys(localStorage), []),
};

dropOld(device);
