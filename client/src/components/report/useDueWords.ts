import { nearWords, viewerTimeZone } from '../time.ts';
import { useNow } from '../useNow.ts';

/** When something is due, as a part of a sentence: `Thu 3 Dec 14:30`; once it is past, `the due time`. */
export function useDueWords(dueAt: string): string {
  const now = useNow();
  return Date.parse(dueAt) > now ? nearWords(dueAt, viewerTimeZone(), now).words : 'the due time';
}
