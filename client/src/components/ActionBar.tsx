import type { ReactNode } from 'react';
import classes from './ActionBar.module.css';

/** Sticks to the bottom of the page: how things stand on the left, what to do on the right. */
export function ActionBar({ state, children }: { state: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.bar} role="region" aria-label="Actions">
      <div className={classes.state}>{state}</div>
      <div className={classes.actions}>{children}</div>
    </div>
  );
}
