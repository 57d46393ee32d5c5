import { Button, Group } from '@mantine/core';
import type { SetDraft } from '../../../../../contract/setDrafts.ts';
import { Notice } from '../../../components/Notice.tsx';
import type { Files } from '../files/readFiles.ts';
import { FileChanges } from './FileChanges.tsx';

interface ConflictProps {
  mine: Files;
  theirs: SetDraft;
  onTake: () => void;
  onKeep: () => void;
}

/** Somebody else has saved since: both are shown, and one is chosen. */
export function Conflict({ mine, theirs, onTake, onKeep }: ConflictProps) {
  const who = theirs.saved?.by.name ?? 'Somebody';
  return (
    <Notice kind="warning" title={`${who} saved this draft meanwhile`}>
      Yours is not saved, and nothing is lost. From theirs to yours:
      <FileChanges before={theirs.files} after={mine} since={`${who}’s`} />
      <Group gap="sm" mt="sm">
        <Button variant="default" onClick={onTake}>
          Take theirs
        </Button>
        <Button variant="default" onClick={onKeep}>
          Save mine over it
        </Button>
      </Group>
    </Notice>
  );
}
