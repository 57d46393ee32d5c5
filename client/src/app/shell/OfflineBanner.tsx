import { reachable } from '../../api/reachability.ts';
import { useSignal } from '../../api/signal.ts';
import classes from './OfflineBanner.module.css';

export function OfflineBanner() {
  if (useSignal(reachable)) return null;
  return (
    <p className={classes.banner} role="status">
      <strong>Could not reach Stepwise.</strong> What you write is kept on this device. We try again every 10
      s; keep this tab open.
    </p>
  );
}
