/**
 * Keys of acts whose answer is on its way or was lost, by what was sent (ADR 118): whoever tries again sends it under the same key. The
 * words of a form outlive a reload, and so do these: the same words that are sent from the next page are the same act.
 */

const PLACE = 'stepwise.acts';
/** Whoever asks for the same so much later means it anew. */
const KEPT_MS = 60 * 60_000;

type Keys = Record<string, { key: string; at: number }>;

/** What a browser keeps nowhere else. */
let inPage: Keys = {};

function read(): Keys {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Keys;
  } catch {
    return inPage;
  }
}

function write(keys: Keys): void {
  inPage = keys;
  try {
    localStorage.setItem(PLACE, JSON.stringify(keys));
  } catch {
    // It lives in the page then.
  }
}

/** Short, and tells nothing of what was written. Two wishes of one name would share a key, which the server tells apart by what was sent. */
function nameOf(wish: string): string {
  let [one, other] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < wish.length; at += 1) {
    one = Math.imul(one ^ wish.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ wish.charCodeAt(at), 0x85ebca6b);
  }
  return `${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}-${wish.length.toString(36)}`;
}

/** @param wish who asks for what */
export function keyFor(wish: string, now = Date.now()): string {
  const kept = Object.entries(read()).filter(([, { at }]) => at > now - KEPT_MS);
  const name = nameOf(wish);
  const key = kept.find(([known]) => known === name)?.[1].key ?? crypto.randomUUID();
  write({ ...Object.fromEntries(kept), [name]: { key, at: now } });
  return key;
}

/** It was answered: the same once more is another act. */
export function answered(wish: string): void {
  const { [nameOf(wish)]: _, ...others } = read();
  write(others);
}
