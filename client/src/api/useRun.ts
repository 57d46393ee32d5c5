import { useEffect, useEffectEvent, useState } from 'react';
import { urlOf } from '../../../contract/operation.ts';
import { streamSubmission, SubmissionEvent, type Run } from '../../../contract/submissions.ts';

export function isOver(run: Run): boolean {
  return run.state === 'done' || run.state === 'failed';
}

/**
 * The state of a grading, pushed by the server while it goes on. The browser reconnects by itself and the first event
 * after that carries the present state, so none is missed.
 * @param initial null for a submission without code; the state as last read otherwise.
 * @param onOver called once when the run ends.
 */
export function useRun(
  submissionId: string,
  initial: Run | null,
  onOver: () => void,
): Pick<SubmissionEvent, 'training' | 'waitSeconds'> & { run: Run | null } {
  const [pushed, setPushed] = useState<SubmissionEvent | null>(null);
  const active = initial !== null && !isOver(initial);
  const over = useEffectEvent(onOver);
  useEffect(() => {
    if (!active) return;
    const source = new EventSource(urlOf(streamSubmission, { submissionId }));
    source.addEventListener('run', (message: MessageEvent<string>) => {
      const event = SubmissionEvent.parse(JSON.parse(message.data));
      setPushed(event);
      if (isOver(event.run)) {
        source.close();
        over();
      }
    });
    return () => source.close();
  }, [submissionId, active]);
  const isSame = pushed?.submissionId === submissionId && pushed.run.queuedAt === initial?.queuedAt;
  if (isSame && active) return pushed;
  return { run: initial, training: null, waitSeconds: null };
}
