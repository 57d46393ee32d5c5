import { Button } from '@mantine/core';
import { outdated, reachable } from '../../api/reachability.ts';
import { useSignal } from '../../api/signal.ts';
import classes from './OfflineBanner.module.css';

/** What stands between the page and the server: it does not answer, or has been updated since. */
export function OfflineBanner({ isSignedIn }: { isSignedIn: boolean }) {
  const isReached = useSignal(reachable);
  const isOld = useSignal(outdated);
  if (!isReached)
    return (
      <p className={classes.banner} role="status">
        <strong>Could not reach Stepwise.</strong> {isSignedIn && 'What you write is kept on this device. '}
        We try again every 10 s; keep this tab open.
      </p>
    );
  if (!isOld) return null;
  return (
    <p className={classes.updated} role="status">
      <strong>Stepwise was updated.</strong> Save what you are at, then load this page again; drafts are kept.{' '}
      <Button variant="default" size="compact-sm" onClick={() => window.location.reload()}>
        Load again
      </Button>
    </p>
  );
}
