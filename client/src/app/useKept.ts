import { useState } from 'react';
import { device, readKept, writeKept } from './keptWords.ts';
import { useUser } from './session.tsx';

/**
 * State of a form whose words are not lost by leaving its page: what is changed is kept on this device (`keptWords.ts`) until it is
 * set to what it was at first, which is how a form that was sent is emptied.
 *
 * @param place names the form and what it is about, such as `reply 7f3a…`; of another place the value is another one
 * @param initial what stands there while nothing is changed
 * @param isValue whether something kept is of the right kind: an earlier version of the page may have kept it
 */
export function useKept<Value>(
  place: string,
  initial: Value,
  isValue: (kept: unknown) => boolean,
): [value: Value, set: (next: Value | ((now: Value) => Value)) => void] {
  const { userId } = useUser();
  const read = (): Value | null => {
    const kept = readKept(device, userId, place);
    return kept !== null && isValue(kept) ? (kept as Value) : null;
  };
  const [held, setHeld] = useState(() => ({ place, changed: read() }));
  let current = held;
  if (held.place !== place) {
    current = { place, changed: read() };
    setHeld(current);
  }
  // Also of a page that was left meanwhile: an answer of the server that comes then empties the form all the same.
  const set = (next: Value | ((now: Value) => Value)) => {
    const value = typeof next === 'function' ? (next as (now: Value) => Value)(read() ?? initial) : next;
    const changed = JSON.stringify(value) === JSON.stringify(initial) ? null : value;
    writeKept(device, userId, place, changed);
    setHeld({ place, changed });
  };
  return [current.changed ?? initial, set];
}

/** Words alone. */
export const useKeptText = (place: string) => useKept<string>(place, '', (kept) => typeof kept === 'string');
