/** Two panes that show the same text and scroll together. Pure. */

/** Heights in px, as an element that scrolls has them. */
export interface Extent {
  clientHeight: number;
  scrollHeight: number;
}

/** The same place in both panes, px from the top of what scrolls: in the one that is followed, in the one that follows. */
export type Anchor = readonly [from: number, to: number];

/**
 * Where the second pane must be scrolled to. What lies at a certain height of the first pane is brought to the same
 * height of the second: at the top of the text that is the upper edge, at the end the lower one, and between them
 * it glides, so that both panes begin and end together.
 * @param anchors in any order; those that go against the others are left out
 */
export function followScroll(
  from: Extent & { scrollTop: number },
  to: Extent,
  anchors: readonly Anchor[],
): number {
  const range = from.scrollHeight - from.clientHeight;
  const ratio = range <= 0 ? 0 : Math.min(1, Math.max(0, from.scrollTop / range));
  const place = from.scrollTop + ratio * from.clientHeight;
  const known: Anchor[] = [
    [0, 0],
    ...ascending(anchors, to.scrollHeight),
    [from.scrollHeight, to.scrollHeight],
  ];
  const next = Math.max(
    1,
    known.findIndex(([top], index) => index > 0 && top >= place),
  );
  const [[fromTop, toTop], [fromEnd, toEnd]] = [known[next - 1]!, known[next]!];
  const share = fromEnd === fromTop ? 0 : (place - fromTop) / (fromEnd - fromTop);
  const target = toTop + share * (toEnd - toTop) - ratio * to.clientHeight;
  return Math.min(Math.max(0, target), Math.max(0, to.scrollHeight - to.clientHeight));
}

function ascending(anchors: readonly Anchor[], end: number): Anchor[] {
  const kept: Anchor[] = [];
  for (const anchor of [...anchors].sort(([a], [b]) => a - b)) {
    const [from, to] = kept.at(-1) ?? [0, 0];
    if (anchor[0] > from && anchor[1] >= to && anchor[1] <= end) kept.push(anchor);
  }
  return kept;
}

/** Which pane leads: the one that moved first, until it has rested. What it makes the other do is no lead. */
export class ScrollLead {
  readonly #restMs: number;
  #leader: string | null = null;
  #movedAt = -Infinity;

  constructor(restMs: number) {
    this.#restMs = restMs;
  }

  /** Whether a movement of `pane` at the time `now`, ms, is to be followed. */
  takes(pane: string, now: number): boolean {
    if (pane !== this.#leader && now - this.#movedAt < this.#restMs) return false;
    this.#leader = pane;
    this.#movedAt = now;
    return true;
  }
}
