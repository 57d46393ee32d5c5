import { createBrowserRouter, Outlet } from 'react-router';
import { CrashPage, NotFoundPage } from './ErrorPages.tsx';
import { HomePage } from './HomePage.tsx';
import { SessionProvider } from './session.tsx';
import { Shell } from './shell/Shell.tsx';

function Root() {
  return (
    <SessionProvider>
      <Outlet />
    </SessionProvider>
  );
}

export const router = createBrowserRouter([
  {
    element: <Root />,
    errorElement: <CrashPage />,
    // Shown for the moment in which the first page's chunk loads.
    hydrateFallbackElement: <></>,
    children: [
      { path: '/', element: <HomePage /> },
      { path: '/sign-in', lazy: () => import('../features/sign-in/SignInPage.tsx') },
      { path: '/setup', lazy: () => import('../features/setup/SetupPage.tsx') },
      { path: '/courses/new', lazy: () => import('../features/setup/CreateCoursePage.tsx') },
      { path: '/link', lazy: () => import('../features/join/LinkPage.tsx') },
      { path: '/password-link', lazy: () => import('../features/account/PasswordLinkPage.tsx') },
      { path: '/account', lazy: () => import('../features/account/AccountPage.tsx') },
      {
        path: '/c/:course',
        element: <Shell />,
        children: [
          {
            errorElement: <CrashPage />,
            children: [
              { index: true, lazy: () => import('../features/sets/SetsPage.tsx') },
              { path: 'grades', lazy: () => import('../features/sets/GradesPage.tsx') },
              { path: 'sets/:set', lazy: () => import('../features/sheet/SheetPage.tsx') },
              { path: 'sets/:set/extensions', lazy: () => import('../features/dates/ExtensionsPage.tsx') },
              { path: 'sets/:set/history', lazy: () => import('../features/history/HistoryPage.tsx') },
              { path: 'sets/:set/import', lazy: () => import('../features/tex/ImportPage.tsx') },
              { path: 'sets/:set/code', lazy: () => import('../features/code/CodePage.tsx') },
              {
                path: 'sets/:set/receipt/:number',
                lazy: () => import('../features/receipt/ReceiptPage.tsx'),
              },
              { path: 'sets/:set/feedback', lazy: () => import('../features/feedback/FeedbackPage.tsx') },
              {
                path: 'submissions/:submission/graded-copy',
                lazy: () => import('../features/graded-copy/GradedCopyPage.tsx'),
              },
              { path: 'grade', lazy: () => import('../features/grading/QueuePage.tsx') },
              { path: 'grade/:set/:question', lazy: () => import('../features/grading/FirstAnswerPage.tsx') },
              {
                path: 'grade/:set/:question/groups',
                lazy: () => import('../features/answer-groups/GroupsPage.tsx'),
              },
              {
                path: 'grade/:set/:question/:answer',
                lazy: () => import('../features/grading/AnswerPage.tsx'),
              },
              { path: 'author', lazy: () => import('../features/authoring/PublishPage.tsx') },
              { path: 'results', lazy: () => import('../features/results/GradebookPage.tsx') },
              { path: 'results/:set', lazy: () => import('../features/results/ResultsPage.tsx') },
              { path: 'results/:set/reruns', lazy: () => import('../features/reruns/RerunsPage.tsx') },
              { path: 'results/:set/reruns/:rerun', lazy: () => import('../features/reruns/RerunPage.tsx') },
              { path: 'roster', lazy: () => import('../features/roster/RosterPage.tsx') },
              { path: 'settings', lazy: () => import('../features/setup/SettingsPage.tsx') },
              { path: 'roster/import', lazy: () => import('../features/roster/ImportRosterPage.tsx') },
              { path: 'roster/links', lazy: () => import('../features/roster/LinksPage.tsx') },
              { path: 'roster/:person', lazy: () => import('../features/roster/PersonPage.tsx') },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);
