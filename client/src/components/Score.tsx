import { pointsText } from './points.ts';
import classes from './Score.module.css';

interface ScoreProps {
  /** Null while there is none. */
  score: number | null;
  maxScore: number;
  size?: 'inline' | 'large';
  /** Automatic and manual parts, printed beneath. */
  parts?: { label: string; score: number | null; maxScore: number }[];
}

function scoreText(score: number | null, maxScore: number): string {
  return `${score === null ? '–' : pointsText(score)}/${pointsText(maxScore)}`;
}

/** "7/10". */
export function Score({ score, maxScore, size = 'inline', parts = [] }: ScoreProps) {
  const spoken =
    score === null
      ? `no score yet, of ${pointsText(maxScore)}`
      : `${pointsText(score)} of ${pointsText(maxScore)} points`;
  return (
    <span className={classes.score} data-size={size}>
      <span className={classes.total} role="img" aria-label={spoken}>
        {scoreText(score, maxScore)}
      </span>
      {parts.length > 0 && (
        <span className={classes.parts}>
          {parts.map((each) => `${each.label} ${scoreText(each.score, each.maxScore)}`).join(' · ')}
        </span>
      )}
    </span>
  );
}
