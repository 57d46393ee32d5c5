import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { useSignal } from '../../../api/signal.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Time } from '../../../components/Time.tsx';
import { lateness } from '../../../components/time.ts';
import { deviceOf, outgoingRequests, receivedRequests, useOutbox } from './outbox.ts';
import type { OutgoingRequest, Received } from './SubmissionOutbox.ts';
import { membersWords } from '../people/nameLists.ts';
import classes from '../workspace.module.css';
import { Message } from '../../../components/Message.tsx';

/** On every page of a course: submissions that wait for the network, and what has become of them. */
export function WaitingRequests() {
  const { userId } = useUser();
  useOutbox(userId);
  const outgoing = useSignal(outgoingRequests).filter(({ state }) => state !== 'sending');
  const received = useSignal(receivedRequests);
  if (outgoing.length + received.length === 0) return null;
  return (
    <div className={classes.requests}>
      {outgoing.map((request) => (
        <Waiting key={request.idempotencyKey} request={request} />
      ))}
      {received.map((each) => (
        <Arrived key={each.idempotencyKey} received={each} />
      ))}
    </div>
  );
}

function Waiting({ request }: { request: OutgoingRequest }) {
  const { userId } = useUser();
  const { course } = useCourse();
  const cancel = () => void deviceOf(userId).outbox.cancel(request.idempotencyKey);
  const sheet = `/c/${request.course}/sets/${request.assignment}`;
  if (request.refusal !== null)
    return (
      <Notice kind="danger" title={`${request.title} was not submitted`}>
        <p>
          <Message>
            {request.refusal.code === 'group_conflict'
              ? 'Your group has changed since you asked for it. Nothing is lost: what you wrote is in the draft, or offered to you on the sheet. Look at the draft of your group, then submit again.'
              : `${request.refusal.message} What you wrote is safe.`}
          </Message>
        </p>
        <Group gap="xs">
          <Button component={Link} to={sheet} size="xs">
            Open the sheet
          </Button>
          <Button variant="default" size="xs" onClick={cancel}>
            Dismiss
          </Button>
        </Group>
      </Notice>
    );
  return (
    <Notice kind="warning" title={`${request.title} is not submitted yet`}>
      <p>
        Waiting for the network since <Time form="clock" at={request.askedAt} timeZone={course.timeZone} />.
        This is sent by itself, also after a reload. Arrival decides lateness.
      </p>
      <Button variant="default" size="xs" onClick={cancel}>
        Cancel request
      </Button>
    </Notice>
  );
}

function Arrived({ received }: { received: Received }) {
  const { course } = useCourse();
  const { userId } = useUser();
  const { idempotencyKey, title, number, submittedAt, dueAt, late, members } = received;
  const by = late ? lateness(submittedAt, dueAt) : null;
  const dismiss = () =>
    receivedRequests.set(receivedRequests.get().filter((each) => each.idempotencyKey !== idempotencyKey));
  return (
    <Notice kind={late ? 'warning' : 'success'} title={title}>
      <p>
        Submission {number} received <Time at={submittedAt} timeZone={course.timeZone} />
        {late ? `, ${by ?? ''} late` : ', in time'}
        {members.length > 1 ? `, for ${membersWords(members, userId)}.` : '.'}
      </p>
      <Group gap="xs">
        <Button
          component={Link}
          to={`/c/${received.course}/sets/${received.assignment}/receipt/${number}`}
          size="xs"
          variant="default"
          onClick={dismiss}
        >
          Receipt
        </Button>
        <Button variant="subtle" size="xs" onClick={dismiss}>
          Dismiss
        </Button>
      </Group>
    </Notice>
  );
}
