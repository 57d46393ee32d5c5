import classes from './Outline.module.css';
import { pointsText } from './points.ts';
import { Status, type StatusKind } from './Status.tsx';

export interface OutlineEntry {
  /** Question id; the page has an element `question-<id>`. */
  id: string;
  label: string | null;
  title: string;
  state?: { kind: StatusKind; word: string };
  /** Shown instead of the state. */
  score?: { score: number | null; maxScore: number };
}

export function anchorOf(id: string): string {
  return `question-${id}`;
}

function scoreWords({ score, maxScore }: NonNullable<OutlineEntry['score']>): string {
  return `${score === null ? '–' : pointsText(score)}/${pointsText(maxScore)}`;
}

/** The questions of a page beside it, each with how it stands. */
export function Outline({ entries, label }: { entries: OutlineEntry[]; label: string }) {
  return (
    <nav className={classes.outline} aria-label={label} data-print="hidden">
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <a href={`#${anchorOf(entry.id)}`}>
              <span className={classes.title}>
                {entry.label !== null && <b>{entry.label} </b>}
                {entry.title}
              </span>
              {entry.score !== undefined ? (
                <span
                  className={classes.score}
                  data-lost={(entry.score.score ?? entry.score.maxScore) < entry.score.maxScore || undefined}
                >
                  {scoreWords(entry.score)}
                </span>
              ) : (
                entry.state !== undefined && <Status kind={entry.state.kind}>{entry.state.word}</Status>
              )}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
