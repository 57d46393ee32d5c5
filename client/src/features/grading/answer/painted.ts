/**
 * Which answer a grader sees. Keys act on it or on nothing: what was pressed before an answer was painted was meant for
 * another one, however late it arrives.
 */
import { paintIsDue, paintIsOver } from '../../../api/paint.ts';

let shown: { key: string; since: number } | null = null;

export function keyOfAnswer({ submissionId, question }: { submissionId: string; question: string }): string {
  return `${question} ${submissionId}`;
}

/** The answer on the page is on its way out; nothing acts on it any more. */
export function leavePainted(): void {
  shown = null;
}

/** The answer stays on the page after all. */
export function stayPainted(key: string): void {
  shown = { key, since: performance.now() };
}

export function isPainted(key: string): boolean {
  return shown?.key === key;
}

/** Whether an event came about while the answer was to be seen. */
export function isMeantFor(key: string, event: Pick<Event, 'timeStamp'>): boolean {
  return shown !== null && shown.key === key && event.timeStamp >= shown.since;
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
