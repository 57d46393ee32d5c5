/**
 * What waits until the page is painted. What a page does once it is drawn (it saves, it asks the server, it draws something anew) React does
 * before or after the browser paints, as it happens; on a slow laptop that takes longer than the paint. Whoever draws what somebody waits for
 * says so, and the rest comes after it.
 */

/** A page that nobody sees is not painted. */
const LONGEST_MS = 500;

/** Null while no paint is due. */
let waiting: (() => void)[] | null = null;
let frame = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** To be called where something has been drawn; the next frame paints it. */
export function paintIsDue(): void {
  waiting ??= [];
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  timer = setTimeout(paintIsOver, LONGEST_MS);
  frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(paintIsOver);
  });
  // Before those who ask whether anything is unsaved.
  window.addEventListener('beforeunload', paintIsOver, { capture: true });
}

/** Does what has waited, in its order. */
export function paintIsOver(): void {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  const works = waiting ?? [];
  waiting = null;
  for (const work of works) work();
}

/** Does something after the paint that is due, or at once where none is. */
export function afterPaint(work: () => void): void {
  if (waiting === null) work();
  else waiting.push(work);
}

/** Resolves when the paint that is due is over; null where none is. */
export function paintDue(): Promise<void> | null {
  return waiting === null ? null : new Promise((resolve) => afterPaint(resolve));
}
