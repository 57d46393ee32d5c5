import { lazy, Suspense } from 'react';
import { UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import { useSignal } from '../../api/signal.ts';
import { useKeyHint } from '../../components/KeyHint.tsx';
import { SearchIcon } from '../../components/icons.tsx';
import { announcement } from '../announcer.ts';
import { useCourse } from '../session.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import type { Place } from './places.tsx';
import { CourseMenu, PhoneMenu, Tabs } from './Tabs.tsx';
import classes from './TopBar.module.css';

/** No page waits for it. */
const Bell = lazy(() => import('./Bell.tsx'));

/** Course, places, what just happened, search and account. */
export function TopBar({ here, onSearch }: { here: Place | undefined; onSearch: () => void }) {
  const { course } = useCourse();
  const said = useSignal(announcement);
  return (
    <header className={classes.bar} data-print="hidden">
      <PhoneMenu here={here} />
      <Link className={classes.mark} to={`/c/${course.slug}`} aria-label="Stepwise">
        <img src="/favicon.svg" alt="" width="24" height="24" />
      </Link>
      <CourseMenu />
      <Tabs here={here} />
      <span className={classes.status} role="status">
        {said !== '' && (
          <span className={classes.said} dir="auto">
            {said}
          </span>
        )}
      </span>
      <UnstyledButton className={classes.search} onClick={onSearch} aria-label="Search or run a command">
        <SearchIcon />
        <span className={classes.searchWord}>Search</span>
        {/* Drawn by the style sheet: a hint for eyes, and no part of the button's name. */}
        <kbd aria-hidden="true" data-keys={useKeyHint('everywhere:Mod+k') ?? ''} />
      </UnstyledButton>
      <Suspense fallback={<span className={classes.bell} />}>
        <Bell />
      </Suspense>
      <AccountMenu />
    </header>
  );
}
