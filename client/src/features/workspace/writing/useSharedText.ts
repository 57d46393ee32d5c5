import { useEffect, useMemo } from 'react';
import type { SharedText } from '../../../components/editor/shared.ts';
import { useDocumentStatus, useWorkspace } from './WorkspaceProvider.tsx';

/** A text of the document for an editor; another one after the group has changed. */
export function useSharedText(key: string): SharedText {
  const { shared } = useWorkspace();
  const epoch = useDocumentStatus('epoch');
  const text = useMemo(() => {
    // Its texts are those of this epoch.
    void epoch;
    return {
      text: shared.yText(key),
      undo: shared.undoManager(key),
      subscribe: shared.subscribeCursors,
      cursors: () =>
        shared
          .remotePages()
          .filter(({ state }) => state.text === key && state.cursor !== null)
          .map(({ client, person, tone, state }) => ({
            client,
            name: person.name,
            tone,
            away: state.away,
            anchor: state.cursor?.anchor,
            head: state.cursor?.head,
          })),
      onCursor: (cursor) => shared.setPresence(cursor === null ? { cursor: null } : { text: key, cursor }),
    } satisfies SharedText;
  }, [shared, key, epoch]);
  useEffect(() => () => shared.setPresence({ cursor: null }), [shared]);
  return text;
}
