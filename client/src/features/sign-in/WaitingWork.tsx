import { useEffect, useState } from 'react';
import { Notice } from '../../components/Notice.tsx';
import { waitingOf, type Waiting } from '../workspace/kept/WorkStore.ts';

/** A device that does not answer keeps nobody from signing in. */
const PATIENCE_MS = 500;

const NOTHING: Waiting = { edits: false, submission: false };

/** The set to whose page an address leads. */
function setIn(path: string): { course: string; assignment: string } | null {
  const [, course, assignment] = /^\/c\/([^/?#]+)\/sets\/([^/?#]+)/.exec(path) ?? [];
  return course === undefined || assignment === undefined ? null : { course, assignment };
}

/**
 * What waits on this device for the page from which somebody comes; null until that is known, which is soon: what comes later would move the
 * form below the pointer.
 */
export function useWaiting(next: string): Waiting | null {
  const [waiting, setWaiting] = useState(setIn(next) === null ? NOTHING : null);
  useEffect(() => {
    const set = setIn(next);
    if (set === null) return;
    let isOver = false;
    const say = (found: Waiting) => {
      if (!isOver) setWaiting((known) => known ?? found);
    };
    const timer = setTimeout(() => say(NOTHING), PATIENCE_MS);
    void waitingOf(set).then(say);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [next]);
  return waiting;
}

/** Said to whoever looks at this device: that there is something, and nothing of what or whose it is. */
export function WaitingWork({ edits, submission }: Waiting) {
  if (!edits && !submission) return null;
  return (
    <Notice kind="info" title="What was written here is safe">
      {edits && (
        <p>
          Edits that were not saved yet are kept on this device. They are saved when their author signs in
          here again.
        </p>
      )}
      {submission && (
        <p>A submission that was asked for waits on this device. It is sent when its author signs in here.</p>
      )}
    </Notice>
  );
}
