/**
 * Puts the updates of a document upon each other, at a bounded cost. Yjs looks for an item's place among those that stand
 * between its two neighbours, so that thousands which claim neighbours far apart cost the square of their number. People who
 * write at once pass a few: whoever makes the server pass very many is left out, and what the others wrote stays.
 */
import * as Y from 'yjs';

/**
 * Items passed, of 0.4 µs each, until a document is too tangled: as many as two people leave who are both offline and each
 * begin the same text anew a thousand times.
 */
const MOST_PASSED = 1_000_000;
/** A snapshot was put together within bounds, and may come to its own order at another cost. */
const MOST_OF_A_SNAPSHOT = 4 * MOST_PASSED;
/** Of one update, what no writing at once explains. */
const SUSPICIOUS = 1_000;

export class Tangled extends Error {
  override name = 'Tangled';
}

/** Items that the present work may still pass; null while nobody counts. */
let left: number | null = null;

const integrate = Reflect.get(Y.Item.prototype, 'integrate') as Y.Item['integrate'];

Y.Item.prototype.integrate = function (this: Y.Item, transaction, offset) {
  if (left !== null && offset === 0) {
    left -= passedBy(this, transaction.doc.store, left);
    if (left < 0) throw new Tangled('The edits are too tangled.');
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

/**
 * Applies updates to a document, which is of no use any more when that fails.
 *
 * @param costs where it is noted how many items each passed
 * @throws Tangled
 */
export function applyBounded(
  document: Y.Doc,
  updates: readonly Uint8Array[],
  { most = MOST_PASSED, costs = [] }: { most?: number; costs?: number[] } = {},
): void {
  let before = most;
  left = most;
  try {
    document.transact(() => {
      for (const data of updates) {
        // What ends it here has cost all that there was.
        costs.push(before);
        Y.applyUpdate(document, data);
        costs[costs.length - 1] = before - left!;
        before = left!;
      }
    });
  } finally {
    left = null;
  }
}

export interface Row {
  userId: string | null;
  data: Uint8Array;
}

/** @throws Tangled when `snapshot` itself costs too much */
export function putTogether(snapshot: Uint8Array | null, rows: readonly Row[]): Y.Doc {
  let kept = rows;
  for (;;) {
    const document = new Y.Doc();
    const costs: number[] = [];
    try {
      if (snapshot) applyBounded(document, [snapshot], { most: MOST_OF_A_SNAPSHOT });
      applyBounded(
        document,
        kept.map(({ data }) => data),
        { costs },
      );
      return document;
    } catch (error) {
      if (!(error instanceof Tangled) || costs.length === 0) throw error;
      kept = withoutTangler(kept, costs);
    }
  }
}

/** Without the costly updates of whoever has cost most, and what the same person wrote after the first of them. */
function withoutTangler(rows: readonly Row[], costs: readonly number[]): Row[] {
  const spent = new Map<string | null, number>();
  for (const [i, cost] of costs.entries()) {
    const { userId } = rows[i]!;
    spent.set(userId, (spent.get(userId) ?? 0) + cost);
  }
  const [tangler] = [...spent].reduce((most, each) => (each[1] > most[1] ? each : most));
  const first = costs.findIndex((cost, i) => rows[i]!.userId === tangler && cost >= SUSPICIOUS);
  // Of many small ones, all that cost anything.
  const from = first >= 0 ? first : costs.findIndex((cost, i) => rows[i]!.userId === tangler && cost > 0);
  return rows.filter(({ userId }, i) => i < from || userId !== tangler);
}
