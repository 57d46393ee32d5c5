import type { GradebookCell, QuestionScore } from '../../../../contract/gradebook.ts';
import { pointsText } from '../../components/points.ts';
import { Status, type StatusKind } from '../../components/Status.tsx';

const STATUSES: Record<GradebookCell['status'], { kind: StatusKind; word: string }> = {
  not_submitted: { kind: 'ungraded', word: 'Not submitted' },
  missing: { kind: 'missing', word: 'Missing' },
  grading: { kind: 'running', word: 'Running' },
  grading_failed: { kind: 'failed', word: 'Could not be tested' },
  ungraded: { kind: 'ungraded', word: 'Ungraded' },
  graded: { kind: 'graded', word: 'Graded' },
  // Whether it is graded is not said of a name.
  anonymous: { kind: 'ungraded', word: 'Submitted' },
  released: { kind: 'graded', word: 'Released' },
};

export function CellStatus({ cell }: { cell: GradebookCell }) {
  const { kind, word } = STATUSES[cell.status];
  return (
    <>
      <Status kind={kind}>{word}</Status> {cell.late && <Status kind="late" />}
    </>
  );
}

/** Of one answer. */
export function QuestionStatus({ state }: { state: Exclude<QuestionScore, number> }) {
  const { kind, word } = STATUSES[state];
  return <Status kind={kind}>{word}</Status>;
}

/** The score, or the status where there is none: an ungraded answer is never 0. */
export function CellScore({ cell }: { cell: GradebookCell }) {
  if (cell.score === null) return <CellStatus cell={cell} />;
  return (
    <>
      {cell.late && <Status kind="late" />} {pointsText(cell.score)}
    </>
  );
}
