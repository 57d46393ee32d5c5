import { reachable } from '../../api/reachability.ts';
import { useSignal } from '../../api/signal.ts';
import { Notice } from '../../components/Notice.tsx';

export function OfflineBanner() {
  if (useSignal(reachable)) return null;
  return (
    <div style={{ marginBottom: 16 }}>
      <Notice kind="warning" title="Could not reach Stepwise.">
        What you write is saved on this device. We try again every 10 s; keep this tab open.
      </Notice>
    </div>
  );
}
