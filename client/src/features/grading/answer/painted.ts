/**
 * Which answer a grader sees. Keys act on it or on nothing: what was pressed before an answer was painted was meant for
 * another one, however late it arrives.
 */
import { paintIsDue, paintIsOver } from '../../../api/paint.ts';

let shown: { key: string; since: number } | null = null;
/** Keys that did nothing, since they came between the last answer and the one that is shown. */
let early: string[] = [];

export function keyOfAnswer({ submissionId, question }: { submissionId: string; question: string }): string {
  return `${question} ${submissionId}`;
}

/** The answer on the page is on its way out; nothing acts on it any more. */
export function leavePainted(): void {
  if (shown !== null) early = [];
  shown = null;
}

/** The answer stays on the page after all. */
export function stayPainted(key: string): void {
  shown = { key, since: performance.now() };
}

export function isPainted(key: string): boolean {
  return shown?.key === key;
}

/** Takes a key that was pressed while the answer was to be seen. Another does nothing, and is remembered as too early. */
export function acceptKey(key: string, event: Pick<KeyboardEvent, 'timeStamp' | 'key'>): boolean {
  if (shown !== null && shown.key === key && event.timeStamp >= shown.since) return true;
  early.push(event.key);
  return false;
}

/** Which keys were pressed too early for the answer on the page, for whoever relies on them; null for none. */
export function earlyWords(): string | null {
  if (early.length === 0) return null;
  const keys = [...new Set(early)].map((key) => `“${key}”`).join(', ');
  return `${keys} came before this answer was on the screen, and did nothing.`;
}

/**
 * To be called when an answer is in the document; counts from when it has been painted. The element then says so.
 *
 * @returns what ends it
 */
export function whenPainted(key: string, element: HTMLElement | null): () => void {
  leavePainted();
  element?.removeAttribute('data-painted');
  paintIsDue();
  // The first frame paints it, the second comes after.
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      // What a key asks about, as undoing does of what is being saved, has begun.
      paintIsOver();
      stayPainted(key);
      element?.setAttribute('data-painted', key);
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    if (isPainted(key)) leavePainted();
  };
}
