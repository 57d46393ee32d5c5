import { pointsText } from '../../components/points.ts';
import { binScores, type Bin } from './distribution.ts';
import classes from './results.module.css';

function rangeWords({ from, to }: Bin, last: boolean): string {
  return `${pointsText(from)} to ${last ? '' : 'under '}${pointsText(to)}`;
}

interface HistogramProps {
  scores: number[];
  /** Students who handed nothing in. They have no score, and are no 0. */
  missing: number;
  maxScore: number;
}

/** How many students have how many points. Bars of plain HTML, with the numbers in and under them. */
export function Histogram({ scores, missing, maxScore }: HistogramProps) {
  if (scores.length === 0) return <p className={classes.of}>No scores yet.</p>;
  const bins = binScores(scores, maxScore);
  const most = Math.max(missing, ...bins.map(({ count }) => count));
  const words = [
    ...(missing > 0 ? [`no work: ${missing}`] : []),
    ...bins
      .map((bin, index) => ({ bin, last: index === bins.length - 1 }))
      .filter(({ bin }) => bin.count > 0)
      .map(({ bin, last }) => `${rangeWords(bin, last)}: ${bin.count}`),
  ].join('; ');
  return (
    <figure className={classes.histogram}>
      <figcaption>Scores</figcaption>
      <div className={classes.bars} role="img" aria-label={`Students by points. ${words}.`}>
        {missing > 0 && (
          <div className={`${classes.bin} ${classes.missing}`}>
            <span>{missing}</span>
            <div className={classes.bar} style={{ height: `${(100 * missing) / most}px` }} />
            <span className={classes.of}>No work</span>
          </div>
        )}
        {bins.map((bin, index) => (
          <div key={bin.from} className={classes.bin}>
            <span>{bin.count > 0 ? bin.count : ''}</span>
            <div className={classes.bar} style={{ height: `${(100 * bin.count) / most}px` }} />
            <span className={classes.of}>
              {pointsText(bin.from)}
              {index === bins.length - 1 && `–${pointsText(bin.to)}`}
            </span>
          </div>
        ))}
      </div>
    </figure>
  );
}
