import { useDisclosure } from '@mantine/hooks';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useKeys } from '../../components/useKeys.ts';
import { WaitingRequests } from '../../features/workspace/WaitingRequests.tsx';
import { NotFoundPage } from '../ErrorPages.tsx';
import { useMembership, useSession } from '../session.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import classes from './Shell.module.css';
import { SignInAgain } from './SignInAgain.tsx';
import { TopBar } from './TopBar.tsx';

/** Skip link, top bar and the page of a course. */
export function Shell() {
  const { user } = useSession();
  const membership = useMembership();
  const location = useLocation();
  const [palette, setPalette] = useDisclosure(false);
  useKeys({ 'Mod+k': setPalette.open });
  if (user === null) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={`/sign-in?next=${next}`} replace />;
  }
  if (membership === null) return <NotFoundPage />;
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <TopBar onSearch={setPalette.open} />
      <main id="main" className={classes.main} tabIndex={-1}>
        <OfflineBanner />
        <WaitingRequests />
        <Outlet />
      </main>
      <CommandPalette opened={palette} onClose={setPalette.close} />
      <SignInAgain />
      <ScrollRestoration />
    </div>
  );
}
