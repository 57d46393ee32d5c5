import type { ReactNode } from 'react';
import classes from './Details.module.css';

/** Something to fold out. */
export function Details({
  summary,
  children,
  open,
  onOpen,
  onToggle,
}: {
  summary: ReactNode;
  children: ReactNode;
  /** Where something else than a click folds it, too. */
  open?: boolean | undefined;
  /** Whenever it is folded out. */
  onOpen?: () => void;
  /** Whenever it is folded out or in. */
  onToggle?: ((open: boolean) => void) | undefined;
}) {
  return (
    <details
      className={classes.details}
      open={open}
      onToggle={(event) => {
        // Of what is folded into it, too, the event comes by.
        if (event.target !== event.currentTarget) return;
        onToggle?.(event.currentTarget.open);
        if (event.currentTarget.open) onOpen?.();
      }}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
