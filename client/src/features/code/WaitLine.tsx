import { useElapsed } from '../../components/useElapsed.ts';
import classes from './code.module.css';
import { reportWords } from './trainingWords.ts';

const EVERY_MS = 5_000;

/** How long a submission will wait still, counted down from what was said last. */
export default function WaitLine({ seconds }: { seconds: number }) {
  const words = reportWords(seconds, useElapsed(seconds, EVERY_MS));
  return words !== null && <p className={classes.muted}>{words}</p>;
}
