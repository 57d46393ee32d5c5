import { useEffect, useReducer } from 'react';
import { serverNow } from '../api/clock.ts';

const MINUTE = 60_000;

/**
 * The server's time in milliseconds since 1970, renewed as often as words about an instant change: every second in the
 * minute before it, else four times a minute.
 */
export function useNow(at?: string): number {
  const [, renew] = useReducer((count: number) => count + 1, 0);
  // Not as it was when it was renewed last: what is drawn may have happened since.
  const now = serverNow();
  const left = at === undefined ? Infinity : Date.parse(at) - now;
  // Renewed early enough that the last minute is not slept through.
  const wait = left > 0 && left < MINUTE + 15_000 ? 1_000 : 15_000;
  useEffect(() => {
    const timer = setInterval(renew, wait);
    return () => clearInterval(timer);
  }, [wait]);
  return now;
}
