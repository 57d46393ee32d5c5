import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { questionName } from '../../../../../contract/questionName.ts';
import { announce } from '../../../app/announcer.ts';
import { Notice } from '../../../components/Notice.tsx';
import { askedKeys } from '../document/contents.ts';
import { KeptAside } from './KeptAside.tsx';
import { useWorkspace } from '../writing/WorkspaceProvider.tsx';
import classes from '../workspace.module.css';

/** Few sets change while somebody writes. */
const SetNews = lazy(() => import('./SetNews.tsx'));
const LeftOver = lazy(() => import('./LeftOver.tsx'));

/** Keys of texts with words in them that the set does not ask for any more. */
function useLeftOver(): string[] {
  const { assignment, shared } = useWorkspace();
  const keys = useSyncExternalStore(shared.subscribeTexts, () =>
    shared.textsBeside(askedKeys(assignment)).join(' '),
  );
  return keys === '' ? [] : keys.split(' ');
}

/** Above the work: why it is read-only, what has changed, and what its reader must decide about the draft. */
export function WorkNotices() {
  const { assignment, locked } = useWorkspace();
  const [seen, setSeen] = useState(assignment);
  const [first] = useState(assignment);
  const left = useLeftOver();
  // Keys that do nothing any more, or something again, are explained to whoever types, who may not see the top of the page.
  const wasLocked = useRef(locked);
  useEffect(() => {
    if (locked !== null && wasLocked.current === null) announce(locked);
    if (locked === null && wasLocked.current !== null) announce('The set is open again: you can go on.');
    wasLocked.current = locked;
  }, [locked]);
  const nameOf = (key: string) => {
    const question = first.questions.find(({ id }) => id === key);
    return question === undefined ? key : questionName(question);
  };
  return (
    <div className={classes.notices}>
      {locked !== null && (
        <Notice kind="info" title="Locked">
          {locked}
        </Notice>
      )}
      <Suspense fallback={null}>
        {seen !== assignment && (
          <SetNews before={seen} after={assignment} onRead={() => setSeen(assignment)} />
        )}
        {left.length > 0 && <LeftOver keys={left} nameOf={nameOf} />}
      </Suspense>
      <KeptAside />
    </div>
  );
}
