import type { ReactNode } from 'react';
import classes from './Status.module.css';

export type StatusKind =
  'ungraded' | 'draft' | 'submitted' | 'graded' | 'passed' | 'late' | 'running' | 'failed' | 'locked';

const RING = <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.6" />;
const TICK = (
  <path d="m2.5 7.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
);

/** Told apart without colour: ring, half disc, disc, tick, triangle, arc, cross, square. */
const SHAPES: Record<StatusKind, ReactNode> = {
  ungraded: RING,
  draft: (
    <>
      {RING}
      <path d="M7 2a5 5 0 0 0 0 10Z" fill="currentColor" />
    </>
  ),
  submitted: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  graded: TICK,
  passed: TICK,
  late: <path d="M7 1.8 12.6 12H1.4Z" fill="currentColor" />,
  running: (
    <path
      d="M11.6 5A5 5 0 1 0 12 7M12 2v3.2H8.8"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
    />
  ),
  failed: (
    <path d="m3 3 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  ),
  locked: <rect x="2.5" y="2.5" width="9" height="9" fill="currentColor" />,
};

const WORDS: Record<StatusKind, string> = {
  ungraded: 'Ungraded',
  draft: 'Draft',
  submitted: 'Submitted',
  graded: 'Graded',
  passed: 'Passed',
  late: 'Late',
  running: 'Running',
  failed: 'Failed',
  locked: 'Locked',
};

/** A state as shape, word and colour. `children` replaces the word, as in "Late 2 h". */
export function Status({ kind, children }: { kind: StatusKind; children?: ReactNode }) {
  return (
    <span className={classes.status} data-kind={kind}>
      <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        {SHAPES[kind]}
      </svg>
      <span>{children ?? WORDS[kind]}</span>
    </span>
  );
}
