import type { ReactNode } from 'react';
import classes from './Outcome.module.css';

/**
 * What became of an act: refused, done, taken back. It comes last in its part, below what was pressed, so that nothing moves from under the
 * pointer, and hangs at the window's edge where its place is out of sight.
 */
export function Outcome({ children }: { children: ReactNode }) {
  return <div className={classes.outcome}>{children}</div>;
}
