import { lazy, Suspense, useState } from 'react';
import { Details } from '../../components/Details.tsx';

const SourcesFigure = lazy(() => import('./SourcesFigure.tsx'));

/** The picture of the three sources, read and drawn once somebody wants to see it. */
export function SourcesDetails({ submissionId, question }: { submissionId: string; question: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <Details summary="Show the paths" onOpen={() => setOpened(true)}>
      {opened && (
        <Suspense fallback={<p>Loading…</p>}>
          <SourcesFigure submissionId={submissionId} question={question} />
        </Suspense>
      )}
    </Details>
  );
}
