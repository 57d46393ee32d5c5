import { lazy, Suspense } from 'react';
import { Link, Outlet } from 'react-router';
import { useSignal } from '../../api/signal.ts';
import { announcement } from '../announcer.ts';
import { MembershipContext, useSession } from '../session.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { lastCourse } from './lastCourse.ts';
import { PageNotices } from './PageNotices.tsx';
import { Frame } from './Shell.tsx';
import shell from './Shell.module.css';
import classes from './TopBar.module.css';

const Bell = lazy(() => import('./Bell.tsx'));

/** Around pages of one's own, which are of no course: the bar of the course that one comes from, so that one is back with a click. */
export default function OwnShell() {
  const { user, memberships } = useSession();
  // The pages lead on to the sign-in and back.
  if (user === null) return <Outlet />;
  const membership = lastCourse(memberships);
  if (membership === undefined) return <WithoutCourse />;
  return (
    <MembershipContext value={membership}>
      <Frame here={undefined} own />
    </MembershipContext>
  );
}

/** Of somebody who is in no course yet. */
function WithoutCourse() {
  return (
    <div className={shell.shell}>
      <a className={shell.skip} href="#main">
        Skip to the page
      </a>
      <header className={classes.bar} data-print="hidden">
        <Link className={classes.mark} to="/" aria-label="Stepwise">
          <img src="/favicon.svg" alt="" width="24" height="24" />
        </Link>
        <span className={classes.status} role="status">
          {useSignal(announcement)}
        </span>
        <Suspense fallback={null}>
          <Bell />
        </Suspense>
        <AccountMenu />
      </header>
      <main id="main" className={shell.main} tabIndex={-1}>
        <PageNotices />
        <Outlet />
      </main>
    </div>
  );
}
