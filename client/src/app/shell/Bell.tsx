import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { listNotices } from '../../../../contract/notifications.ts';
import { readShownAgain, useAside } from '../../api/query.ts';
import { BellIcon } from '../../components/icons.tsx';
import classes from './TopBar.module.css';

const EVERY_MS = 60_000;

/** What one was told and has not read. What one is told is news of what a page shows: that is read again with it. */
export default function Bell() {
  const told = useAside(listNotices, {}, { refetchInterval: EVERY_MS });
  const unread = told?.unread ?? 0;
  const newest = told === undefined ? undefined : (told.notices[0]?.id ?? null);
  const known = useRef(newest);
  useEffect(() => {
    if (known.current !== undefined && newest !== known.current) readShownAgain();
    known.current = newest;
  }, [newest]);
  return (
    <Link
      className={classes.bell}
      to="/notifications"
      aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} new`}
    >
      <BellIcon />
      {unread > 0 && <span aria-hidden="true">{unread}</span>}
    </Link>
  );
}
