import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import type { SubmissionRow, SubmissionView } from '../../../../../contract/submissions.ts';
import { useSignal } from '../../../api/signal.ts';
import { BottomBar } from '../../../components/BottomBar.tsx';
import { laterDialog } from '../../../components/laterDialog.tsx';
import { Status } from '../../../components/Status.tsx';
import { Time } from '../../../components/Time.tsx';
import { dueWords, viewerTimeZone } from '../../../components/time.ts';
import { useNow } from '../../../components/useNow.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { deviceOf, outgoingRequests, receivedRequests } from '../sending/outbox.ts';
import { SaveIndicator } from '../head/SaveIndicator.tsx';
import type { OutgoingRequest } from '../sending/SubmissionOutbox.ts';
import { changedWords } from '../document/changes.ts';
import { useChanges } from '../writing/useChanges.ts';
import classes from '../workspace.module.css';
import { useDocumentStatus, useWorkspace } from '../writing/WorkspaceProvider.tsx';

const SubmitDialog = laterDialog(() => import('./SubmitDialog.tsx'));

interface SubmitBarProps {
  /** Name of the code file to hand in, null when nothing is to be programmed. */
  codeFile: string | null;
  onSubmitted: (submission: SubmissionView) => void;
}

/** Left the draft, right what is handed in. */
export function SubmitBar({ codeFile, onSubmitted }: SubmitBarProps) {
  const { assignment, locked, params } = useWorkspace();
  const connected = useDocumentStatus('connected');
  const { submission, changed, closed } = useChanges(codeFile);
  const [opened, dialog] = useDisclosure(false);
  const base = `/c/${params.course}/sets/${params.assignment}`;
  // What the server said of it was said when the page was opened.
  const ends = [assignment.rule.acceptedUntil, submission == null ? null : assignment.resubmission.endsAt];
  const now = useNow();
  const over =
    closed ?? (ends.some((at) => at !== null && Date.parse(at) < now) ? 'Handing in has ended' : null);
  const isHere = ({ course, assignment }: { course: string; assignment: string }) =>
    course === params.course && assignment === params.assignment;
  const waiting = useSignal(outgoingRequests).find((each) => isHere(each) && each.state !== 'refused');
  // What has just arrived is not on the list for a moment.
  const hasArrived = useSignal(receivedRequests).some(isHere);
  const words = submission == null ? 'Submit' : 'Submit again';
  return (
    <BottomBar
      state={
        <>
          {locked === null && <SaveIndicator />}
          {submission === null && waiting === undefined && !hasArrived && (
            <Status kind="ungraded">Not submitted{locked === null && ' yet'}</Status>
          )}
          {submission != null && changed !== null && changed.size > 0 && (
            <>
              <Status kind="changed">
                {changedWords(changed)} changed
                <span className={classes.roomy}> since submission {submission.number}</span>
              </Status>
              <Link to={`${base}/history?compare=${submission.number}`}>See changes</Link>
            </>
          )}
          {submission != null && changed?.size === 0 && (
            <Status kind="submitted">Unchanged since submission {submission.number}</Status>
          )}
        </>
      }
    >
      {submission != null && waiting === undefined && <Counting submission={submission} base={base} />}
      {waiting !== undefined && <Waiting request={waiting} />}
      {locked === null && over === null && <DueSoon />}
      {locked !== null ? (
        <Status kind="locked" />
      ) : over !== null ? (
        <Status kind="locked">{over}</Status>
      ) : (
        <Button
          variant={submission == null || changed === null || changed.size > 0 ? 'filled' : 'default'}
          disabled={waiting !== undefined}
          onClick={dialog.open}
        >
          {connected ? words : 'Submit when online'}
        </Button>
      )}
      <SubmitDialog opened={opened} onClose={dialog.close} codeFile={codeFile} onSubmitted={onSubmitted} />
    </BottomBar>
  );
}

const DAY_MS = 86_400_000;

/** On the last day on a phone, where the due time of the header is scrolled away while one writes. */
function DueSoon() {
  const { dueAt } = useWorkspace().assignment;
  const now = useNow(dueAt);
  const { relative } = dueWords(dueAt, viewerTimeZone(), now);
  if (relative === null || Date.parse(dueAt) - now > DAY_MS) return null;
  return (
    <Text className={classes.dueSoon} size="sm" span>
      due {relative}
    </Text>
  );
}

/** A request that is on its way, or kept on this device until there is a network. */
function Waiting({ request: { idempotencyKey, askedAt, state } }: { request: OutgoingRequest }) {
  const { course } = useCourse();
  const { userId } = useUser();
  // What is on its way cannot be taken back.
  if (state === 'sending') return <Status kind="running">Submitting…</Status>;
  return (
    <>
      <Status kind="running">
        Waiting for the network since <Time form="clock" at={askedAt} timeZone={course.timeZone} />
      </Status>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void deviceOf(userId).outbox.cancel(idempotencyKey)}
      >
        Cancel request
      </Button>
    </>
  );
}

/** The submission that counts so far, with the way to its receipt. */
function Counting({ submission, base }: { submission: SubmissionRow; base: string }) {
  const { course } = useCourse();
  return (
    <Text size="sm" c="dimmed" span>
      <Link to={`${base}/receipt/${submission.number}`}>Submission {submission.number}</Link> counts ·{' '}
      <Time at={submission.submittedAt} timeZone={course.timeZone} />
    </Text>
  );
}
