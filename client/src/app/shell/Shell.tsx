import { useDisclosure } from '@mantine/hooks';
import { lazy, memo, Suspense, useEffect } from 'react';
import { Navigate, Outlet, useLocation, useParams } from 'react-router';
import { listAssignments } from '../../../../contract/assignments.ts';
import { useAside } from '../../api/query.ts';
import { PlaceName } from '../../components/pageTitle.ts';
import { Pending } from '../../components/Pending.tsx';
import { twinTitles } from '../../components/setNames.ts';
import { useKeys } from '../../components/useKeys.ts';
import { WaitingRequests } from '../../features/workspace/sending/WaitingRequests.tsx';
import { NowherePage } from '../ErrorPages.tsx';
import { MembershipContext, useCourse, useSession, useSessionQuery } from '../session.tsx';
import { rememberCourse } from './lastCourse.ts';
import { PageNotices } from './PageNotices.tsx';
import { placeOfPage, type Place } from './places.tsx';
import classes from './Shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useScrollMemory } from './useScrollMemory.ts';

/** Dialogs come when they are first asked for. */
const CommandPalette = lazy(() => import('./CommandPalette.tsx'));
/** Most courses are not. */
const ArchivedBanner = lazy(() => import('./ArchivedBanner.tsx'));
/** For instructors alone. */
const TryBanner = lazy(() => import('../../features/trying/TryBanner.tsx'));

/** What is around every page of a course, for those who are in it. */
export function Shell() {
  const { user, memberships } = useSession();
  const reading = useSessionQuery();
  const { course } = useParams();
  const location = useLocation();
  useScrollMemory();
  const membership = memberships.find((each) => each.course.slug === course);
  const slug = membership?.course.slug;
  useEffect(() => {
    if (slug !== undefined) rememberCourse(slug);
  }, [slug]);
  if (user === null) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={`/sign-in?next=${next}`} replace />;
  }
  if (membership === undefined && reading.isError)
    return (
      <main>
        <Pending query={reading} />
      </main>
    );
  if (membership === undefined) return <NowherePage />;
  return (
    <MembershipContext value={membership}>
      <Frame here={placeOfPage(membership.role, membership.course.slug, location.pathname)} />
    </MembershipContext>
  );
}

interface FrameProps {
  here: Place | undefined;
  /** Whether the page in it is its reader's, and of no course. */
  own?: boolean;
}

/** Skip link, top bar and the page of a course. From page to page of a place it stays as it is. */
export const Frame = memo(function Frame({ here, own = false }: FrameProps) {
  const { course, tryOf, archived } = useCourse();
  const [palette, setPalette] = useDisclosure(false);
  useKeys('everywhere', { 'Mod+k': setPalette.open });
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <TopBar here={here} onSearch={setPalette.open} />
      <main id="main" className={classes.main} tabIndex={-1}>
        <PageNotices />
        {archived && !own && (
          <Suspense fallback={null}>
            <ArchivedBanner />
          </Suspense>
        )}
        {tryOf !== null && (
          <Suspense fallback={null}>
            <TryBanner of={tryOf} code={course.code} />
          </Suspense>
        )}
        <WaitingRequests />
        {own ? <Outlet /> : <PageOfCourse />}
      </main>
      <Suspense fallback={null}>{palette && <CommandPalette onClose={setPalette.close} />}</Suspense>
    </div>
  );
});

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
