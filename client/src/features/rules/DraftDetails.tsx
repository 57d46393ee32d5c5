import { lazy, Suspense, useState } from 'react';
import { Details } from '../../components/Details.tsx';
import type { Draft } from './useRulePaths.ts';

const DraftFigure = lazy(() => import('./DraftFigure.tsx'));

/** The picture of the rule that is being written; drawn, and loaded, once somebody wants to see it. */
export function DraftDetails(draft: Draft) {
  const [open, setOpen] = useState(false);
  return (
    <Details summary="Show the paths" onToggle={setOpen}>
      {open && (
        <Suspense fallback={<p>Loading…</p>}>
          <DraftFigure {...draft} />
        </Suspense>
      )}
    </Details>
  );
}
