import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { announce } from '../../../app/announcer.ts';
import { Status, type StatusKind } from '../../../components/Status.tsx';
import type { SaveState } from '../document/documentStatus.ts';
import { useDocumentStatus, useWorkspace } from '../writing/WorkspaceProvider.tsx';

/** "Saved" never stands alone: a draft that is saved is not submitted. */
function words(state: SaveState): { kind: StatusKind; said: string } | null {
  switch (state.kind) {
    case 'saved':
      return { kind: 'saved', said: 'Draft saved' };
    case 'writing':
      return { kind: 'draft', said: 'Draft' };
    case 'saving':
      return { kind: 'running', said: 'Saving…' };
    case 'offline':
      return state.kept
        ? { kind: 'draft', said: 'Offline. Draft kept on this device.' }
        : { kind: 'failed', said: 'Offline, and this device keeps nothing. Leave this tab open.' };
    case 'refused':
      return { kind: 'failed', said: `Draft not saved: ${state.message}` };
  }
}

/** "Saved" comes back in a pause of typing, not between two keys. */
const SETTLED_MS = 300;

function useSettled(save: SaveState): SaveState {
  const isSaved = save.kind === 'saved';
  const [settled, setSettled] = useState(isSaved);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(isSaved), isSaved ? SETTLED_MS : 0);
    return () => clearTimeout(timer);
  }, [isSaved]);
  return isSaved && !settled ? { kind: 'writing' } : save;
}

/** How safe the draft is. It is said aloud where somebody should know; not at every pause in typing. */
export function SaveIndicator() {
  const { shared } = useWorkspace();
  const save = useDocumentStatus('save');
  const shown = words(useSettled(save));
  const isTrouble = save.kind === 'offline' || save.kind === 'refused';
  const said = isTrouble ? (shown?.said ?? '') : '';
  useEffect(() => {
    if (said !== '') announce(said);
  }, [said]);
  if (shown === null) return null;
  return (
    <>
      <Status kind={shown.kind}>{shown.said}</Status>
      {isTrouble && (
        <Button variant="default" size="compact-sm" onClick={() => shared.retryNow()}>
          Try now
        </Button>
      )}
    </>
  );
}
