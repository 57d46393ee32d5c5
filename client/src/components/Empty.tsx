import type { ReactNode } from 'react';
import classes from './Empty.module.css';

/** Says why there is nothing here, and below it what comes next or what to do. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children}
    </div>
  );
}
