import { useEffect, useRef } from 'react';
import { announce } from '../../../app/announcer.ts';

const MINUTES = [60, 15, 5, 1];
const MINUTE_MS = 60_000;

/** Which of the marks before the due time has been passed between two looks at the clock; null for none. */
export function passedMark(dueAt: number, before: number, now: number): number | null {
  const passed = MINUTES.filter(
    (mark) => dueAt - before > mark * MINUTE_MS && dueAt - now <= mark * MINUTE_MS,
  );
  return now < dueAt ? (passed.at(-1) ?? null) : null;
}

/** Says aloud that the due time comes near, while the page is open. */
export function useDueAnnounced(dueAt: string, now: number): void {
  const looked = useRef(now);
  useEffect(() => {
    const mark = passedMark(Date.parse(dueAt), looked.current, now);
    looked.current = now;
    if (mark !== null) announce(`Due in ${mark} ${mark === 1 ? 'minute' : 'minutes'}`);
  }, [dueAt, now]);
}
