import { Button, Group } from '@mantine/core';
import type { SetDraft } from '../../../../../contract/setDrafts.ts';
import { own } from '../../../../../contract/own.ts';
import { Changes } from '../../../components/diff/Changes.tsx';
import { Details } from '../../../components/Details.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { isBytes, type Files } from '../files/readFiles.ts';

interface ConflictProps {
  mine: Files;
  theirs: SetDraft;
  onTake: () => void;
  onKeep: () => void;
}

/** Somebody else has saved since: both are shown, and one is chosen. */
export function Conflict({ mine, theirs, onTake, onKeep }: ConflictProps) {
  const who = theirs.saved?.by.name ?? 'Somebody';
  const paths = [...new Set([...Object.keys(mine), ...Object.keys(theirs.files)])].sort();
  const different = paths.filter((path) => own(mine, path) !== own(theirs.files, path));
  return (
    <Notice kind="warning" title={`${who} saved this draft meanwhile`}>
      Yours is not saved, and nothing is lost. From theirs to yours:
      {different.map((path) => (
        <Details key={path} summary={path}>
          {isBytes(path) ? (
            'Other data.'
          ) : (
            <Changes
              before={own(theirs.files, path) ?? ''}
              after={own(mine, path) ?? ''}
              since={`${who}’s`}
              code
            />
          )}
        </Details>
      ))}
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
