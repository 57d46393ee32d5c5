/**
 * Puts the edits of a draft upon each other, and says what that costs: in a process of the pool. Yjs looks for an item's
 * place among those that stand between its two neighbours, so that thousands which claim neighbours far apart cost the
 * square of their number. The items that it passes are counted, and an edit that passes too many is not stored.
 */
import * as Y from 'yjs';
import { normalize, updateOf } from './texts.ts';

/** What a snapshot may cost: it is opened by every page, in one piece. 0.1 s. */
const MOST_OF_A_SNAPSHOT = 200_000;

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

/** A draft as one update; null where that would be passed too slowly. */
export type Kept = Cost & { snapshot: Uint8Array | null };

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
function passing(work: () => void, most = Number.POSITIVE_INFINITY): number | null {
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

function itemsOf({ store }: Y.Doc): number {
  let items = 0;
  for (const structs of store.clients.values()) items += structs.length;
  return items;
}

/** In one transaction: what is tidied up after each would cost more than the edits. */
export function putTogether(document: Y.Doc, { snapshot, data, lengths, by }: Draft): Cost {
  const passed = new Map<string, number>();
  let items = 0;
  document.transact(() => {
    if (snapshot) Y.applyUpdate(document, snapshot);
    let at = 0;
    for (const [i, length] of lengths.entries()) {
      const cost = passing(() => Y.applyUpdate(document, data.subarray(at, at + length)));
      at += length;
      const writer = by[i];
      if (writer) passed.set(writer, (passed.get(writer) ?? 0) + cost!);
    }
    items = itemsOf(document);
  });
  return { items, passed };
}

function keep(document: Y.Doc, cost: Cost): Kept {
  const snapshot = Y.encodeStateAsUpdate(document);
  // It comes to the same order by another way, at another cost.
  const anew = new Y.Doc();
  let items = 0;
  const passed = passing(
    () =>
      anew.transact(() => {
        Y.applyUpdate(anew, snapshot);
        items = itemsOf(anew);
      }),
    MOST_OF_A_SNAPSHOT,
  );
  return passed === null ? { ...cost, snapshot: null } : { items, passed: new Map(), snapshot };
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
}

export function readDraft({ draft, wanted }: Reading): Read {
  const document = new Y.Doc();
  putTogether(document, draft);
  const update = updateOf(document, () => {
    for (const [key, text] of wanted) replaceText(document, key, text);
  });
  const texts = new Map([...document.share.keys()].map((key) => [key, document.getText(key).toString()]));
  return { texts, update };
}

export function keepDraft(draft: Draft): Kept {
  const document = new Y.Doc();
  return keep(document, putTogether(document, draft));
}

export interface Judging {
  draft: Draft;
  writer: string;
  edits: readonly Uint8Array[];
  /** Items that the writer's edits may pass, those of the draft included. */
  most: number;
}

/** How many of the edits can be stored, one after the other, and what the draft costs with them. */
export interface Judged extends Kept {
  accepted: number;
}

export function judgeEdits({ draft, writer, edits, most }: Judging): Judged {
  const document = new Y.Doc();
  let accepted = 0;
  let cost: Cost | null = null;
  try {
    document.transact(() => {
      cost = putTogether(document, draft);
      for (const edit of edits) {
        const before = cost.passed.get(writer) ?? 0;
        const passed = passing(() => Y.applyUpdate(document, edit), most - before);
        if (passed === null) break;
        cost.passed.set(writer, before + passed);
        cost.items = itemsOf(document);
        accepted += 1;
      }
    });
  } catch (error) {
    // Yjs cannot tidy up after it was stopped, nor put an edit in that makes no sense.
    if (cost === null || accepted === edits.length) throw error;
  }
  if (accepted < edits.length) return { ...cost!, snapshot: null, accepted };
  return { ...keep(document, cost!), accepted };
}
