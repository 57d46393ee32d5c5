import { Link } from 'react-router';
import { listNotices } from '../../../../contract/notifications.ts';
import { useAside } from '../../api/query.ts';
import { BellIcon } from '../../components/icons.tsx';
import classes from './TopBar.module.css';

const EVERY_MS = 60_000;

/** What one was told and has not read. */
export default function Bell() {
  const unread = useAside(listNotices, {}, { refetchInterval: EVERY_MS })?.unread ?? 0;
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
