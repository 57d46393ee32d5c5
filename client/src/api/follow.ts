import type { Operation } from '../../../contract/operation.ts';
import { addressOf } from './address.ts';
import { sessionEnded } from './call.ts';
import { queryClient, readUpTo } from './query.ts';

/** A browser that was refused, as by a server that is just starting, does not ask again by itself. */
const REFUSED_MS = 5_000;

export interface Following {
  stream: Pick<Operation, 'path'>;
  params: Record<string, string>;
  /** What its events are called. */
  event: string;
  /** What the page shows of what the news are about. */
  shown: readonly Pick<Operation, 'id'>[];
  hear: (data: unknown) => void;
}

/**
 * Hears of a server what has come since that was read which the page shows: it is read once, and nothing between the reading and the hearing
 * is missed. A browser has few connections to a server: a page that nobody sees keeps none, and hears when it is seen what came meanwhile.
 *
 * @returns what ends it
 */
export function follow({ stream, params, event, shown, hear }: Following): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ids = shown.map(({ id }) => id);
  const close = () => {
    clearTimeout(timer);
    timer = undefined;
    source?.close();
    source = null;
  };
  const listen = () => {
    if (document.visibilityState !== 'visible') return close();
    if (source !== null || timer !== undefined || sessionEnded.get()) return;
    const after = readUpTo(ids);
    if (after === null) return;
    const opened = new EventSource(addressOf(stream, params, { after }));
    source = opened;
    opened.addEventListener(event, ({ data }: MessageEvent<string>) => hear(JSON.parse(data)));
    opened.addEventListener('error', () => {
      if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
      source = null;
      timer = setTimeout(() => {
        timer = undefined;
        listen();
      }, REFUSED_MS);
    });
  };
  listen();
  const unsubscribe = queryClient.getQueryCache().subscribe(listen);
  document.addEventListener('visibilitychange', listen);
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', listen);
    close();
  };
}
