import { useLayoutEffect, useState } from 'react';
import { Seen } from './seen.ts';

interface Looked<Value> {
  /** What is other news has another name. */
  nameOf: (value: Value) => string;
  /** Of what came by one's own act. */
  isOwn: (value: Value) => boolean;
  /** Whether this part of the page is on the screen. */
  isShown?: () => boolean;
}

/**
 * @param value undefined while something else stands in its place
 * @returns what of a value that others change, too, its reader has had before their eyes when it is called: see `seen.ts`
 */
export function useSeen<Value>(
  value: Value | undefined,
  { nameOf, isOwn, isShown }: Looked<Value>,
): () => Value | undefined {
  const [seen] = useState(() => new Seen({ nameOf, isOwn }));
  useLayoutEffect(() => seen.show(value, performance.now(), isShown?.() ?? true));
  return () => seen.at(performance.now());
}
