import type { PersonHere } from '../people/presence.ts';
import { useDocumentStatus } from '../writing/WorkspaceProvider.tsx';

export interface PresenceView {
  /** All members of the group, whether here or not. */
  people: readonly PersonHere[];
  /** Those who are in a text, by its key. */
  byText: ReadonlyMap<string, PersonHere[]>;
}

/** Who is here, and at which question. */
export function usePresence(): PresenceView {
  const people = useDocumentStatus('people');
  const byText = Map.groupBy(
    people.filter(({ text, away }) => text !== null && !away),
    ({ text }) => text ?? '',
  );
  return { people, byText };
}
