import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { getOutbox, listShownMails, retryMails, type MailRow } from '../../../../contract/mail.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { isApiError } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { useSession } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Time } from '../../components/Time.tsx';
import { OwnPage } from '../account/OwnPage.tsx';
import classes from './mail.module.css';

/** Mail goes out while one looks. */
const READ_AGAIN_MS = 5_000;

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** To administrators what waits and what failed; in a demo, and to it alone, the mails themselves. */
export function Component() {
  const { user } = useSession();
  const outbox = useCall(
    getOutbox,
    {},
    { refetchInterval: READ_AGAIN_MS, enabled: user?.isAdministrator === true },
  );
  if (user === null) return <Navigate to="/sign-in?next=/mail" replace />;
  return (
    <OwnPage title="Mail" ofAll>
      {user.isAdministrator &&
        (outbox.data === undefined ? <Pending query={outbox} /> : <Outbox {...outbox.data} />)}
      {/* Where none is shown, the words above say what becomes of them. */}
      {(!user.isAdministrator || outbox.data?.mode === 'shown') && <Shown />}
    </OwnPage>
  );
}

const MODES = {
  sent: 'Mail is sent.',
  shown: 'This is a demo: nothing is sent, and what would be is shown below.',
  off: 'No mail is sent: SMTP_URL is not set.',
};

function Outbox({ mode, waiting, failed, unsure, mails }: ResponseOf<typeof getOutbox>) {
  const retrying = useMutation({
    mutationFn: (also: { unsure: boolean }) => call(retryMails, { body: also }),
    onSuccess: () => invalidate(getOutbox),
  });
  const troubled = mails.filter(({ state }) => state !== 'sent' && state !== 'shown');
  return (
    <>
      <Text size="sm" my="md">
        {MODES[mode]} {waiting} waiting, {failed} failed
        {unsure > 0 && `, ${unsure} perhaps sent`}.
      </Text>
      {mode === 'sent' && (
        <Group gap="xs">
          <Button
            variant="default"
            loading={retrying.isPending}
            onClick={() => retrying.mutate({ unsure: false })}
          >
            Retry
          </Button>
          {unsure > 0 && (
            <Button
              variant="default"
              loading={retrying.isPending}
              onClick={() => retrying.mutate({ unsure: true })}
            >
              Send again what was perhaps sent
            </Button>
          )}
        </Group>
      )}
      <ul className={classes.list}>
        {troubled.map((mail) => (
          <Troubled key={mail.id} mail={mail} />
        ))}
      </ul>
      <Failure error={retrying.error} />
    </>
  );
}

function Troubled({ mail: { address, subject, state, attempts, nextAt, problem } }: { mail: MailRow }) {
  return (
    <li>
      <b dir="auto">{subject}</b> to {address}: {state === 'unsure' ? 'perhaps sent' : state}, tried{' '}
      {attempts === 1 ? 'once' : `${attempts} times`}
      {nextAt !== null && (
        <>
          , next <Time at={nextAt} timeZone={HERE} />
        </>
      )}
      {problem !== null && (
        <p>
          <Message>{problem}</Message>
        </p>
      )}
    </li>
  );
}

function Shown() {
  const query = useCall(listShownMails, {}, { refetchInterval: READ_AGAIN_MS });
  if (isApiError(query.error, 'not_found'))
    return (
      <Notice kind="info">
        <Message>{query.error.message}</Message>
      </Notice>
    );
  if (query.data === undefined) return <Pending query={query} />;
  if (query.data.mails.length === 0)
    return <Empty title="No mail yet">What would be sent from this demo is here to be read.</Empty>;
  return (
    <ul className={classes.list}>
      {query.data.mails.map(({ id, address, subject, text, writtenAt }) => (
        <li key={id}>
          <Details
            summary={
              <>
                {subject} <span className={classes.muted}>to {address},</span>{' '}
                <span className={classes.muted}>
                  <Time at={writtenAt} timeZone={HERE} />
                </span>
              </>
            }
          >
            <pre className={classes.text}>{text}</pre>
          </Details>
        </li>
      ))}
    </ul>
  );
}
