import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useKeys } from '../../components/useKeys.ts';
import { NotFoundPage } from '../ErrorPages.tsx';
import { useMembership, useSession } from '../session.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import classes from './Shell.module.css';
import { SignInAgain } from './SignInAgain.tsx';

/** Skip link, header, navigation and the page of a course. */
export function Shell() {
  const { user } = useSession();
  const membership = useMembership();
  const location = useLocation();
  const [drawer, setDrawer] = useDisclosure(false);
  const [palette, setPalette] = useDisclosure(false);
  const closeDrawer = setDrawer.close;
  useEffect(closeDrawer, [location.pathname, closeDrawer]);
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
      <Header onMenu={setDrawer.open} onPalette={setPalette.open} />
      <aside className={classes.side} data-print="hidden">
        <Navigation />
      </aside>
      <Drawer opened={drawer} onClose={setDrawer.close} title="Stepwise" size={280}>
        <Navigation />
      </Drawer>
      <main id="main" className={classes.main} tabIndex={-1}>
        <OfflineBanner />
        <Outlet />
      </main>
      <CommandPalette opened={palette} onClose={setPalette.close} />
      <SignInAgain />
      <ScrollRestoration />
    </div>
  );
}
