import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { Navigate, Outlet, useLocation, useParams } from 'react-router';
import { listAssignments } from '../../../../contract/assignments.ts';
import { useAside } from '../../api/query.ts';
import { PlaceName } from '../../components/pageTitle.ts';
import { twinTitles } from '../../components/setNames.ts';
import { useKeys } from '../../components/useKeys.ts';
import { WaitingRequests } from '../../features/workspace/WaitingRequests.tsx';
import { NowherePage } from '../ErrorPages.tsx';
import { useCourse, useMembership, useSession } from '../session.tsx';
import { PageNotices } from './PageNotices.tsx';
import classes from './Shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useScrollMemory } from './useScrollMemory.ts';

/** Dialogs come when they are first asked for. */
const CommandPalette = lazy(() => import('./CommandPalette.tsx'));
/** For instructors alone. */
const TryBanner = lazy(() => import('../../features/trying/TryBanner.tsx'));

/** Skip link, top bar and the page of a course. */
export function Shell() {
  const { user } = useSession();
  const membership = useMembership();
  const location = useLocation();
  const [palette, setPalette] = useDisclosure(false);
  useScrollMemory();
  useKeys('everywhere', { 'Mod+k': setPalette.open });
  if (user === null) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={`/sign-in?next=${next}`} replace />;
  }
  if (membership === null) return <NowherePage />;
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <TopBar onSearch={setPalette.open} />
      <main id="main" className={classes.main} tabIndex={-1}>
        <PageNotices />
        {membership.tryOf !== null && (
          <Suspense fallback={null}>
            <TryBanner of={membership.tryOf} code={membership.course.code} />
          </Suspense>
        )}
        <WaitingRequests />
        <PageOfCourse />
      </main>
      <Suspense fallback={null}>{palette && <CommandPalette onClose={setPalette.close} />}</Suspense>
    </div>
  );
}

/** What the browser's tab ends in: the course, and before it which of several sets that have the same title. */
function PageOfCourse() {
  const { course } = useCourse();
  const { set } = useParams();
  // Staff's tabs ask for it anyway; a student's sheet does not wait for one request more.
  const listed = useAside(listAssignments, { params: { course: course.slug } }, { enabled: false });
  const sets = listed?.assignments ?? [];
  const title = sets.find(({ slug }) => slug === set)?.title;
  const isTwin = title !== undefined && twinTitles(sets).has(title);
  return (
    <PlaceName value={isTwin ? `${set} · ${course.code}` : course.code}>
      <Outlet />
    </PlaceName>
  );
}
