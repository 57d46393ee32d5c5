import { useEffect, useState } from 'react';
import { serverNow } from '../api/clock.ts';

/** The server's time in milliseconds since 1970, renewed every half minute; enough for words such as "in 3 hours". */
export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
