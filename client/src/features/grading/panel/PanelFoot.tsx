import { useRef, type ReactNode } from 'react';
import { useReserved } from '../../../components/useReserved.ts';
import classes from '../grading.module.css';

/** The buttons below a grade. Where they hang at the window's edge, nothing that takes the focus is beneath them, and what is said of an act is above them. */
export function PanelFoot({ children }: { children: ReactNode }) {
  const foot = useRef<HTMLDivElement>(null);
  useReserved('--bottom-height', foot);
  return (
    <div ref={foot} className={classes.panelFoot}>
      {children}
    </div>
  );
}
