import { useEffect, useState } from 'react';
import classes from './code.module.css';
import { reportWords } from './trainingWords.ts';

const EVERY_MS = 5_000;

/** How long a submission will wait still, counted down from what was said when the page began to watch. */
export default function WaitLine({ seconds }: { seconds: number }) {
  const [waited, setWaited] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const timer = setInterval(() => setWaited((performance.now() - from) / 1000), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const words = reportWords(seconds, waited);
  return words !== null && <p className={classes.muted}>{words}</p>;
}
