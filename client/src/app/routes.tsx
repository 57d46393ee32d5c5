import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { Outlet, useParams, useRoutes, type RouteObject } from 'react-router';
import { beginMarkup } from '../components/rendered.ts';
import { canBe } from './addressParts.ts';
import { CrashBoundary } from './CrashBoundary.tsx';
import { NotFoundPage, NowherePage } from './ErrorPages.tsx';
import { ForInstructors, ForStaff, ForStudents, WhileOpen } from './roles.tsx';
import { SessionProvider } from './session.tsx';
import { PageNotices } from './shell/PageNotices.tsx';
import { Shell } from './shell/Shell.tsx';

/** Nobody needs it to write or to grade. */
const OwnShell = lazy(() => import('./shell/OwnShell.tsx'));

type LoadPage = () => Promise<{ Component: ComponentType }>;

/** Of a page with texts in Markdown + TeX: what draws them comes beside it, not once there is one to draw. */
const withMarkup =
  (load: LoadPage): LoadPage =>
  () => {
    beginMarkup();
    return load();
  };

/** A place in the addresses. With `lazy`, its page is a chunk of its own. */
interface Place {
  path?: string;
  index?: true;
  element?: ReactNode;
  lazy?: LoadPage;
  children?: Place[];
}

/** Around what may fail or wait: everything outside of it stays as it is. */
function Around() {
  return (
    <CrashBoundary>
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
    </CrashBoundary>
  );
}

/** Pages of no course. */
function Outside() {
  return (
    <>
      <PageNotices />
      <Around />
    </>
  );
}

const PLACES: Place[] = [
  {
    element: <Around />,
    children: [
      {
        element: <Outside />,
        children: [
          { path: '/', lazy: () => import('./HomePage.tsx') },
          { path: '/courses', lazy: () => import('./HomePage.tsx') },
          { path: '/sign-in', lazy: () => import('../features/sign-in/SignInPage.tsx') },
          { path: '/forgot-password', lazy: () => import('../features/sign-in/ForgotPasswordPage.tsx') },
          { path: '/setup', lazy: () => import('../features/setup/SetupPage.tsx') },
          { path: '/link', lazy: () => import('../features/join/LinkPage.tsx') },
          { path: '/stop-mails', lazy: () => import('../features/notifications/StopMailsPage.tsx') },
          { path: '*', element: <NowherePage /> },
        ],
      },
      {
        element: <OwnShell />,
        children: [
          {
            element: <Around />,
            children: [
              { path: '/courses/new', lazy: () => import('../features/setup/CreateCoursePage.tsx') },
              { path: '/password-link', lazy: () => import('../features/account/PasswordLinkPage.tsx') },
              {
                path: '/administration',
                lazy: () => import('../features/administration/AdministrationPage.tsx'),
              },
              {
                path: '/notifications',
                lazy: () => import('../features/notifications/NotificationsPage.tsx'),
              },
              { path: '/mail', lazy: () => import('../features/mail/MailPage.tsx') },
              { path: '/account', lazy: () => import('../features/account/AccountPage.tsx') },
            ],
          },
        ],
      },
      {
        path: '/c/:course',
        element: <Shell />,
        children: [
          {
            element: <Around />,
            children: [
              { index: true, lazy: () => import('../features/sets/SetsPage.tsx') },
              { path: 'sets/:set', lazy: withMarkup(() => import('../features/sheet/SheetPage.tsx')) },
              { path: 'sets/:set/groups', lazy: () => import('../features/groups/GroupsPage.tsx') },
              {
                path: 'sets/:set/receipt/:number',
                lazy: withMarkup(() => import('../features/receipt/ReceiptPage.tsx')),
              },
              {
                path: 'submissions/:submission/graded-copy',
                lazy: withMarkup(() => import('../features/graded-copy/GradedCopyPage.tsx')),
              },
              {
                element: <ForStaff />,
                children: [
                  {
                    element: <WhileOpen />,
                    children: [
                      {
                        path: 'grade/:set/:question/:answer/second',
                        lazy: withMarkup(() => import('../features/second-grading/SecondGradingPage.tsx')),
                      },
                    ],
                  },
                  {
                    path: 'sets/:set/extensions',
                    lazy: () => import('../features/dates/ExtensionsPage.tsx'),
                  },
                  { path: 'sets/:set/policy', lazy: () => import('../features/dates/SetPolicyPage.tsx') },
                  { path: 'policies', lazy: () => import('../features/dates/CoursePolicyPage.tsx') },
                  { path: 'grade', lazy: () => import('../features/grading/queue/QueuePage.tsx') },
                  {
                    path: 'grade/:set/:question',
                    lazy: withMarkup(() => import('../features/grading/desk/FirstAnswerPage.tsx')),
                  },
                  {
                    path: 'grade/:set/:question/groups',
                    lazy: withMarkup(() => import('../features/answer-groups/GroupsPage.tsx')),
                  },
                  {
                    path: 'grade/:set/:question/:answer',
                    lazy: withMarkup(() => import('../features/grading/desk/AnswerPage.tsx')),
                  },
                  { path: 'requests', lazy: () => import('../features/requests/InboxPage.tsx') },
                  {
                    path: 'requests/:request',
                    lazy: withMarkup(() => import('../features/requests/RequestPage.tsx')),
                  },
                  { path: 'results', lazy: () => import('../features/results/GradebookPage.tsx') },
                  { path: 'results/:set', lazy: () => import('../features/results/ResultsPage.tsx') },
                  { path: 'results/:set/reruns', lazy: () => import('../features/reruns/RerunsPage.tsx') },
                  {
                    path: 'results/:set/reruns/:rerun',
                    lazy: () => import('../features/reruns/RerunPage.tsx'),
                  },
                  {
                    path: 'results/:set/faults',
                    lazy: () => import('../features/class-faults/ClassFaultsPage.tsx'),
                  },
                  {
                    path: 'results/:set/similar',
                    lazy: () => import('../features/similarity/SimilarPage.tsx'),
                  },
                  {
                    path: 'results/:set/similar/:left/:right',
                    lazy: () => import('../features/similarity/PairPage.tsx'),
                  },
                  { path: 'roster', lazy: () => import('../features/roster/RosterPage.tsx') },
                  { path: 'roster/:person', lazy: () => import('../features/roster/PersonPage.tsx') },
                ],
              },
              {
                element: <ForStudents />,
                children: [
                  {
                    element: <WhileOpen />,
                    children: [
                      { path: 'sets/:set/import', lazy: () => import('../features/tex/ImportPage.tsx') },
                    ],
                  },
                  { path: 'grades', lazy: () => import('../features/sets/GradesPage.tsx') },
                  { path: 'sets/:set/history', lazy: () => import('../features/history/HistoryPage.tsx') },
                  { path: 'sets/:set/code', lazy: withMarkup(() => import('../features/code/CodePage.tsx')) },
                  {
                    path: 'sets/:set/feedback',
                    lazy: withMarkup(() => import('../features/feedback/FeedbackPage.tsx')),
                  },
                ],
              },
              {
                element: <ForInstructors />,
                children: [
                  {
                    element: <WhileOpen />,
                    children: [
                      { path: 'author', lazy: () => import('../features/authoring/publish/PublishPage.tsx') },
                      {
                        path: 'author/:draft',
                        lazy: () => import('../features/authoring/editor/EditorPage.tsx'),
                      },
                      {
                        path: 'import-scores',
                        lazy: () => import('../features/score-imports/ImportScoresPage.tsx'),
                      },
                      {
                        path: 'roster/import',
                        lazy: () => import('../features/roster/ImportRosterPage.tsx'),
                      },
                      { path: 'roster/links', lazy: () => import('../features/roster/LinksPage.tsx') },
                    ],
                  },
                  {
                    path: 'results/:set/grading',
                    lazy: () => import('../features/grading-statistics/GradingStatisticsPage.tsx'),
                  },
                  { path: 'settings', lazy: () => import('../features/setup/SettingsPage.tsx') },
                  {
                    path: 'settings/audit-log',
                    lazy: () => import('../features/audit-log/AuditLogPage.tsx'),
                  },
                ],
              },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
];

/** A page that could not be fetched is asked for again the next time. */
function page(load: LoadPage): ComponentType {
  const ask = () =>
    lazy(() =>
      load().then(
        ({ Component }) => ({ default: Component }),
        (error: unknown) => {
          Page = ask();
          throw error;
        },
      ),
    );
  let Page = ask();
  return function LazyPage() {
    return canBe(useParams()) ? <Page /> : <NotFoundPage />;
  };
}

function routeOf({ path, index, element, lazy: load, children }: Place): RouteObject {
  const Page = load && page(load);
  const shown = Page === undefined ? element : <Page />;
  if (index) return { index, element: shown };
  return { path, element: shown, children: children?.map(routeOf) };
}

const ROUTES = PLACES.map(routeOf);

export function Pages() {
  return (
    <CrashBoundary>
      <SessionProvider>
        <Routed />
      </SessionProvider>
    </CrashBoundary>
  );
}

function Routed() {
  return useRoutes(ROUTES);
}
