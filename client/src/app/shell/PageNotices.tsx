import { lazy, Suspense } from 'react';
import { sessionEnded } from '../../api/call.ts';
import { unreadAsides } from '../../api/query.ts';
import { useSignal } from '../../api/signal.ts';
import { download } from '../downloads.ts';
import { useSession } from '../session.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';

const SignInAgain = lazy(() => import('./SignInAgain.tsx'));
/** Where it cannot be fetched, the banner above it says that nothing can. */
const UnreadBanner = lazy(() => import('./UnreadBanner.tsx').catch(() => ({ default: () => null })));
const DownloadBanner = lazy(() => import('./DownloadBanner.tsx'));

/** Above every page: what stands between it and the server, what of it is missing, a file that is being fetched; over it, signing in again. */
export function PageNotices() {
  const { user } = useSession();
  const ended = useSignal(sessionEnded);
  const unread = useSignal(unreadAsides);
  const fetched = useSignal(download);
  return (
    <>
      <OfflineBanner isSignedIn={user !== null} />
      <Suspense fallback={null}>
        {unread !== null && <UnreadBanner {...unread} />}
        {fetched !== null && <DownloadBanner {...fetched} />}
        {ended && user !== null && <SignInAgain />}
      </Suspense>
    </>
  );
}
