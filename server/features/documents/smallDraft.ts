/**
 * Puts the edits of a draft upon each other, and counts what that costs. Yjs looks for an item's place among those that stand between
 * its two neighbours, so that thousands which claim neighbours far apart cost the square of their number. The server's own thread does so
 * within bounds (`readSmallDraft`), a process of the pool without (`putTogether.ts`).
 */
import * as Y from 'yjs';
import { normalize, updateOf } from './texts.ts';

/** A draft as the log has it: all up to a row as one, and the rows after it, one behind the other. */
export interface Draft {
  snapshot: Uint8Array | null;
  data: Uint8Array;
  /** Bytes of each row of `data`. */
  lengths: readonly number[];
  /** Who wrote each; null for the server. */
  by: readonly (string | null)[];
}

/** What it costs to put a draft together. */
export interface Cost {
  /** Items that it has, before any of them are joined. */
  items: number;
  /** By writer, items that were passed for the rows. */
  passed: Map<string, number>;
}

/** Items passed so far, and how many may be. */
const count = { passed: 0, most: Number.POSITIVE_INFINITY };

class TooMany extends Error {}

const integrate = Reflect.get(Y.Item.prototype, 'integrate') as Y.Item['integrate'];

Y.Item.prototype.integrate = function (this: Y.Item, transaction, offset) {
  if (offset === 0) {
    count.passed += passedBy(this, transaction.doc.store, count.most - count.passed);
    if (count.passed > count.most) throw new TooMany();
  }
  integrate.call(this, transaction, offset);
};

/** How many items Yjs looks at for the place of this one; it stops where they are no siblings nor behind one. */
function passedBy(item: Y.Item, store: Y.Doc['store'], most: number): number {
  let next = item.left ? item.left.right : item.parent instanceof Y.AbstractType ? item.parent._start : null;
  if (next === null || next === item.right) return 0;
  const before = new Set<Y.Item>();
  for (; next !== null && next !== item.right && before.size <= most; next = next.right) {
    before.add(next);
    if (Y.compareIDs(item.origin, next.origin)) {
      if (next.id.client >= item.id.client && Y.compareIDs(item.rightOrigin, next.rightOrigin)) break;
    } else if (next.origin === null || !before.has(Y.getItem(store, next.origin) as Y.Item)) break;
  }
  return before.size;
}

/** @returns how many items were passed; null where they were more than `most`, after which the document is of no use */
export function passing(work: () => void, most = Number.POSITIVE_INFINITY): number | null {
  count.passed = 0;
  count.most = most;
  try {
    work();
    return count.passed;
  } catch (error) {
    if (error instanceof TooMany) return null;
    throw error;
  } finally {
    count.most = Number.POSITIVE_INFINITY;
  }
}

export function itemsOf({ store }: Y.Doc): number {
  let items = 0;
  for (const structs of store.clients.values()) items += structs.length;
  return items;
}

/**
 * In one transaction: what is tidied up after each would cost more than the edits.
 *
 * @param most items that may be passed; where they are more, it throws
 */
export function putTogether(
  document: Y.Doc,
  { snapshot, data, lengths, by }: Draft,
  most = Number.POSITIVE_INFINITY,
): Cost {
  const passed = new Map<string, number>();
  let items = 0;
  let left = most;
  const apply = (update: Uint8Array): number => {
    const cost = passing(() => Y.applyUpdate(document, update), left);
    if (cost === null) throw new TooMany();
    left -= cost;
    return cost;
  };
  document.transact(() => {
    if (snapshot) apply(snapshot);
    let at = 0;
    for (const [i, length] of lengths.entries()) {
      const cost = apply(data.subarray(at, at + length));
      at += length;
      const writer = by[i];
      if (writer) passed.set(writer, (passed.get(writer) ?? 0) + cost);
    }
    items = itemsOf(document);
  });
  return { items, passed };
}

/** Replaces a text by the smallest edit, so that what others write beside it stays where it is. */
function replaceText(document: Y.Doc, key: string, wanted: string): void {
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

export interface Reading {
  draft: Draft;
  /** What texts are to be. */
  wanted: ReadonlyMap<string, string>;
}

export interface Read {
  /** By key, as `wanted` makes them. */
  texts: Map<string, string>;
  /** The edit that makes them so; null where they are. */
  update: Uint8Array | null;
  /** By client, how much of it the draft holds, without that edit. */
  clocks: Map<number, number>;
}

/** @param most items that may be passed */
export function readDraft({ draft, wanted }: Reading, most?: number): Read {
  const document = new Y.Doc();
  putTogether(document, draft, most);
  const clocks = Y.decodeStateVector(Y.encodeStateVector(document));
  const update = updateOf(document, () => {
    for (const [key, text] of wanted) replaceText(document, key, text);
  });
  const texts = new Map([...document.share.keys()].map((key) => [key, document.getText(key).toString()]));
  return { texts, update, clocks };
}

/** What the server's own thread puts together, in a few milliseconds at most: nearly every draft. */
const SMALL = { rows: 250, bytes: 32_000, passed: 5_000 };

function isSmall({ draft: { snapshot, data, lengths }, wanted }: Reading): boolean {
  const bytes = data.length + (snapshot?.length ?? 0);
  const characters = [...wanted.values()].reduce((sum, { length }) => sum + length, 0);
  return lengths.length <= SMALL.rows && Math.max(bytes, characters) <= SMALL.bytes;
}

/** The same where that costs next to nothing; null where it might cost more. */
export function readSmallDraft(reading: Reading): Read | null {
  if (!isSmall(reading)) return null;
  try {
    return readDraft(reading, SMALL.passed);
  } catch {
    // Too many were passed, or Yjs could not tidy up after that. Whatever else it was is found out by a process of the pool.
    return null;
  }
}
