import { useRef, type ReactNode } from 'react';
import classes from './BottomBar.module.css';
import { useReserved } from './useReserved.ts';

interface BottomBarProps {
  /** How the draft stands. */
  state: ReactNode;
  /** What is handed in, and the button that hands in. */
  children: ReactNode;
}

/** Stays at the bottom of a page on which one hands in: the draft on the left, what is handed in on the right. */
export function BottomBar({ state, children }: BottomBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useReserved('--bottom-height', bar);
  return (
    <div ref={bar} className={classes.bar} role="region" aria-label="Actions" data-print="hidden">
      <div className={classes.part}>{state}</div>
      <div className={classes.part} data-end>
        {children}
      </div>
    </div>
  );
}
