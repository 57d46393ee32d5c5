import { useState } from 'react';
import type { LastDecision } from '../../../../contract/policies.ts';

interface Decided {
  last: LastDecision | null;
}

export interface Held<View> {
  /** What the form begins with. */
  view: View;
  /** What a colleague has decided since; null while the form is of what stands. */
  newer: LastDecision | null;
  /** Of the decision that its reader has before them: what they save is decided in its place. */
  seen: number | null;
  /** Begins anew with what stands. */
  take: () => void;
  /** Something was saved here: what comes next is one's own. */
  saved: () => void;
}

/** What was fetched first stays while somebody writes in a form made of it, whatever is fetched afterwards. */
export function useHeld<View extends Decided>(fetched: View | undefined): Held<View> | null {
  const [view, setView] = useState(fetched);
  const [isOwn, setOwn] = useState(false);
  const revision = fetched?.last?.revision ?? null;
  const isNewer = view !== undefined && revision !== (view.last?.revision ?? null);
  const take = () => setView(fetched);
  if (fetched !== undefined && (view === undefined || (isNewer && isOwn))) {
    take();
    setOwn(false);
  }
  if (view === undefined) return null;
  const newer = isNewer && !isOwn ? (fetched?.last ?? null) : null;
  return { view, newer, seen: revision, take, saved: () => setOwn(true) };
}
