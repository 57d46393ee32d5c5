import { useEffect, useState } from 'react';

/** Seconds since `said` was said, renewed every so often: what is left of a wait goes down, and begins anew with what is said next. */
export function useElapsed(said: unknown, everyMs = 1_000): number {
  const [passed, setPassed] = useState({ since: said, seconds: 0 });
  useEffect(() => {
    const from = performance.now();
    const timer = setInterval(
      () => setPassed({ since: said, seconds: (performance.now() - from) / 1000 }),
      everyMs,
    );
    return () => clearInterval(timer);
  }, [said, everyMs]);
  return passed.since === said ? passed.seconds : 0;
}
