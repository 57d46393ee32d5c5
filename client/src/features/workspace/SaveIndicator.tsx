import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '@mantine/core';
import { reachable } from '../../api/reachability.ts';
import { useSignal } from '../../api/signal.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Status } from '../../components/Status.tsx';
import { clockTime } from '../../components/time.ts';
import type { SaveState } from './DraftKeeper.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

function words(state: SaveState, timeZone: string, online: boolean): string {
  switch (state.kind) {
    case 'saved':
      return state.at === null ? 'Nothing to save' : `Saved ${clockTime(state.at, timeZone)}`;
    case 'saving':
      return 'Saving…';
    case 'unsaved':
      return online ? 'Not saved yet' : 'Saved on this device only';
    case 'refused':
      return `Not saved: ${state.message}`;
    case 'conflict':
      return 'Two versions: choose one';
  }
}

/** How safe the texts are. The status line says it too, but not every "Saving…", which would be chatter. */
export function SaveIndicator() {
  const { keeper } = useWorkspace();
  const { course } = useCourse();
  const state = useSyncExternalStore(keeper.subscribe, keeper.saveState);
  const online = useSignal(reachable);
  const said = words(state, course.timeZone, online);
  const untouched = state.kind === 'saved' && state.at === null;
  const settled = state.kind === 'unsaved' ? !online : state.kind !== 'saving' && !untouched;
  useEffect(() => {
    if (settled) announce(said);
  }, [settled, said]);
  useEffect(() => () => announce(''), []);
  const kind = {
    saved: 'passed',
    saving: 'running',
    unsaved: 'draft',
    refused: 'failed',
    conflict: 'late',
  } as const;
  return (
    <>
      <Status kind={untouched ? 'ungraded' : kind[state.kind]}>{said}</Status>
      {(state.kind === 'refused' || (state.kind === 'unsaved' && !online)) && (
        <Button variant="default" size="compact-sm" onClick={() => void keeper.flush()}>
          Save now
        </Button>
      )}
    </>
  );
}
