import { Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, Navigate } from 'react-router';
import {
  getNoticeChoices,
  listNotices,
  NOTICE_TITLES,
  readNotices,
  setNoticeChoice,
  type Notice as Told,
  type NoticeChoices,
  type NoticeWay,
} from '../../../../contract/notifications.ts';
import { call } from '../../api/call.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { useSession } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Message } from '../../components/Message.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Time } from '../../components/Time.tsx';
import { CalendarFeed } from '../calendar/CalendarFeed.tsx';
import { OwnPage } from '../account/OwnPage.tsx';
import classes from './notifications.module.css';

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What one was told, the newest first, and how one wants to be told. */
export function Component() {
  const { user } = useSession();
  if (user === null) return <Navigate to="/sign-in?next=/notifications" replace />;
  return (
    <OwnPage title="Notifications">
      <Notices />
      <Choices />
      <CalendarFeed />
    </OwnPage>
  );
}

function Notices() {
  const query = useCall(listNotices, {});
  const newest = query.data?.notices.find(({ read }) => !read)?.at;
  // What is on the page has been read; it stays marked until the page is left.
  useEffect(() => {
    if (newest !== undefined) void call(readNotices, { body: { upTo: newest } }).catch(() => undefined);
  }, [newest]);
  if (query.data === undefined) return <Pending query={query} />;
  if (query.data.notices.length === 0)
    return (
      <Empty title="Nothing yet">
        Receipts, invitations, grades and due times are told here. Choose below what you also get by mail.
      </Empty>
    );
  return (
    <ul className={classes.list}>
      {query.data.notices.map((notice) => (
        <Row key={notice.id} notice={notice} />
      ))}
    </ul>
  );
}

function Row({ notice: { subject, text, path, at, read } }: { notice: Told }) {
  return (
    <li>
      <Link to={path} dir="auto" data-new={!read || undefined}>
        {subject}
      </Link>{' '}
      <span className={classes.at}>
        <Time at={at} timeZone={HERE} />
      </span>
      <p dir="auto">{text}</p>
    </li>
  );
}

function Choices() {
  const query = useCall(getNoticeChoices, {});
  if (query.data === undefined) return <Pending query={query} />;
  return (
    <section aria-labelledby="choices">
      <h2 id="choices" className={classes.heading}>
        How you are told
      </h2>
      {!query.data.mails && (
        <Notice kind="info">This installation sends no mail: everything is told here.</Notice>
      )}
      {query.data.choices.map((choice) => (
        <Choice key={choice.kind} choice={choice} />
      ))}
    </section>
  );
}

const WAYS: { value: NoticeWay; label: string }[] = [
  { value: 'mail', label: 'By mail, at once' },
  { value: 'digest', label: 'In one mail a day' },
  { value: 'page', label: 'Here only' },
  { value: 'off', label: 'Not at all' },
];

function Choice({ choice: { kind, way } }: { choice: NoticeChoices['choices'][number] }) {
  const choosing = useMutation({
    mutationFn: (next: NoticeWay) => call(setNoticeChoice, { body: { kind, way: next } }),
    onSuccess: () => invalidate(getNoticeChoices),
  });
  return (
    <Select
      label={NOTICE_TITLES[kind]}
      mt="sm"
      data={WAYS}
      allowDeselect={false}
      value={choosing.variables ?? way}
      error={choosing.error && <Message>{choosing.error.message}</Message>}
      onChange={(next) => next !== null && choosing.mutate(next)}
    />
  );
}
