/**
 * What is done with a whole draft in a process of the pool, whatever it costs: the items that Yjs passes are counted, and an edit
 * that passes too many is not stored.
 */
import * as Y from 'yjs';
import { itemsOf, passing, putTogether } from './smallDraft.ts';
import type { Cost, Draft } from './smallDraft.ts';

export { readDraft } from './smallDraft.ts';

/** What a snapshot may cost: it is opened by every page, in one piece. 0.1 s. */
const MOST_OF_A_SNAPSHOT = 200_000;

/** A draft as one update; null where that would be passed too slowly. */
export type Kept = Cost & { snapshot: Uint8Array | null };

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
