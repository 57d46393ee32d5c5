import type { ReactNode } from 'react';
import classes from './Details.module.css';

/** Something to fold out. */
export function Details({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className={classes.details}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
