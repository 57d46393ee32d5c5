import { useEffect, useEffectEvent } from 'react';
import { streamSets } from '../../../contract/assignments.ts';
import type { Operation } from '../../../contract/operation.ts';
import { addressOf } from './address.ts';
import { invalidate } from './query.ts';

/**
 * Reads again what a page shows as soon as a set of the course has changed, above all when grades are taken back (law 28). A browser has few
 * connections to a server: a page that nobody sees keeps none, and reads again when it is seen.
 */
export function useSetNews(course: string, ...shown: Pick<Operation, 'id'>[]): void {
  const readAgain = useEffectEvent(() => void invalidate(...shown));
  useEffect(() => {
    let source: EventSource | null = null;
    const listen = () => {
      if (document.visibilityState !== 'visible') {
        source?.close();
        source = null;
      } else if (source === null) {
        source = new EventSource(addressOf(streamSets, { course }));
        // What changed before it was open, also after the network was away.
        source.addEventListener('open', () => readAgain());
        source.addEventListener('sets', () => readAgain());
      }
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      source?.close();
    };
  }, [course]);
}
