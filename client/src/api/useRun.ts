import { useEffect, useEffectEvent, useState } from 'react';
import { streamSubmission, SubmissionEvent, type Run } from '../../../contract/submissions.ts';
import { addressOf } from './address.ts';
import { readShownAgain } from './query.ts';

/** A browser that was refused, as by a server that is just starting, does not ask again by itself. */
const REFUSED_MS = 5_000;

export function isOver(run: Run): boolean {
  return run.state === 'done' || run.state === 'failed';
}

/**
 * The state of a grading, pushed by the server while it goes on. The browser reconnects by itself and the first event
 * after that carries the present state, so none is missed. Where it is refused, the page is read again, which says why if that lasts.
 * @param initial null for a submission without code; the state as last read otherwise.
 * @param onOver called once when the run ends.
 */
export function useRun(
  submissionId: string,
  initial: Run | null,
  onOver: (run: Run) => void,
): Pick<SubmissionEvent, 'training' | 'waitSeconds'> & { run: Run | null } {
  const [pushed, setPushed] = useState<SubmissionEvent | null>(null);
  const active = initial !== null && !isOver(initial);
  const over = useEffectEvent(onOver);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (!active) return;
    const source = new EventSource(addressOf(streamSubmission, { submissionId }));
    source.addEventListener('run', (message: MessageEvent<string>) => {
      const event = SubmissionEvent.parse(JSON.parse(message.data));
      setPushed(event);
      if (isOver(event.run)) {
        source.close();
        over(event.run);
      }
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(() => {
        readShownAgain();
        setRefusals((before) => before + 1);
      }, REFUSED_MS);
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [submissionId, active, refusals]);
  const isSame = pushed?.submissionId === submissionId && pushed.run.queuedAt === initial?.queuedAt;
  if (isSame && active) return pushed;
  return { run: initial, training: null, waitSeconds: null };
}
