import { lazy, Suspense, useState } from 'react';
import { Details } from '../../components/Details.tsx';
import { KeyHint } from '../../components/KeyHint.tsx';
import type { KeyId } from '../../components/keyMap.ts';

const SourcesFigure = lazy(() => import('./SourcesFigure.tsx'));

interface SourcesDetailsProps {
  submissionId: string;
  question: string;
  /** Where a key folds it out as well as a click. */
  keyHint?: KeyId;
  opened?: boolean;
  onToggle?: (open: boolean) => void;
}

/** The picture of the three sources, read and drawn once somebody wants to see it. */
export function SourcesDetails({ submissionId, question, keyHint, opened, onToggle }: SourcesDetailsProps) {
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <Details
      summary={<>Show the paths {keyHint !== undefined && <KeyHint of={keyHint} />}</>}
      open={opened}
      onOpen={() => setWasOpened(true)}
      onToggle={onToggle}
    >
      {wasOpened && (
        <Suspense fallback={<p>Loading…</p>}>
          <SourcesFigure submissionId={submissionId} question={question} />
        </Suspense>
      )}
    </Details>
  );
}
