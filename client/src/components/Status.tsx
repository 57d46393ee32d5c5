import type { ReactNode } from 'react';
import classes from './Status.module.css';

/**
 * Green is only for what is handed in and unchanged, passed, or full marks. Processes such as saving, running and
 * grading are muted. The triangle means late and nothing else, the diamond changed since it was handed in.
 */
export type StatusKind =
  | 'ungraded'
  | 'draft'
  | 'saved'
  | 'submitted'
  | 'changed'
  | 'graded'
  | 'done'
  | 'passed'
  | 'partial'
  | 'late'
  | 'running'
  | 'failed'
  | 'missing'
  | 'locked';

const RING = <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.6" />;
const TICK = (
  <path d="m2.5 7.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
);
const HALF = (
  <>
    {RING}
    <path d="M7 2a5 5 0 0 0 0 10Z" fill="currentColor" />
  </>
);

/** Told apart without colour. */
const SHAPES: Record<StatusKind, ReactNode> = {
  ungraded: RING,
  draft: HALF,
  saved: (
    <path
      d="M4 11.2a2.7 2.7 0 0 1-.3-5.4 3.6 3.6 0 0 1 6.9.9 2.3 2.3 0 0 1-.2 4.5Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
    />
  ),
  submitted: TICK,
  changed: (
    <path
      d="M7 1.6 12.4 7 7 12.4 1.6 7Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
    />
  ),
  graded: TICK,
  done: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  passed: TICK,
  partial: HALF,
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
  missing: <path d="M3.5 7h7" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
  locked: <rect x="2.5" y="2.5" width="9" height="9" fill="currentColor" />,
};

const WORDS: Record<StatusKind, string> = {
  ungraded: 'Ungraded',
  draft: 'Draft',
  saved: 'Draft saved',
  submitted: 'Submitted',
  changed: 'Changed',
  graded: 'Graded',
  done: 'Done',
  passed: 'Passed',
  partial: 'Some tests fail',
  late: 'Late',
  running: 'Running',
  failed: 'Failed',
  missing: 'Not submitted',
  locked: 'Locked',
};

/** A state as a shape alone, where a word beside it or for readers says the same. */
export function StatusShape({ kind }: { kind: StatusKind }) {
  return (
    <svg
      className={classes.shape}
      data-kind={kind}
      viewBox="0 0 14 14"
      width="14"
      height="14"
      aria-hidden="true"
    >
      {SHAPES[kind]}
    </svg>
  );
}

/** A state as shape, word and colour. `children` replaces the word, as in "Late 2 h". */
export function Status({ kind, children }: { kind: StatusKind; children?: ReactNode }) {
  return (
    <span className={classes.status} data-kind={kind}>
      <StatusShape kind={kind} />
      <span>{children ?? WORDS[kind]}</span>
    </span>
  );
}
