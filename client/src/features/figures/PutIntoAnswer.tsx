import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import { listAssignments, type AssignmentRow } from '../../../../contract/assignments.ts';
import { useAside } from '../../api/query.ts';
import { anchorOf } from '../../components/anchors.ts';
import { setNames } from '../../components/setNames.ts';
import { useNow } from '../../components/useNow.ts';
import classes from './figures.module.css';
import { putRequest } from './putFigure.ts';

interface PutIntoAnswerProps {
  course: string;
  /** Whose figure it is. */
  set: string;
  question: string;
}

/** Beside a figure that was made: the answers that are to explain it, as far as they can be written in. */
export default function PutIntoAnswer({ course, set, question }: PutIntoAnswerProps) {
  const navigate = useNavigate();
  const sets = useAside(listAssignments, { params: { course } })?.assignments ?? [];
  const now = useNow();
  const answers = writableOf(sets, now).flatMap((row) =>
    row.figures
      .filter(({ figure }) => figure.set === set && figure.question === question)
      .map((written) => ({ row, written })),
  );
  if (answers.length === 0) return null;
  const names = setNames(sets);
  return (
    <p className={classes.line}>
      {answers.map(({ row, written }) => (
        <Button
          key={row.slug}
          variant="default"
          size="compact-sm"
          onClick={() => {
            const to = `/c/${course}/sets/${row.slug}#${anchorOf(written.question)}`;
            void navigate(to, { state: putRequest(written.question) });
          }}
        >
          Put into {written.label === null ? `“${written.title}”` : `question ${written.label}`} of{' '}
          {names.get(row.slug)}
        </Button>
      ))}
    </p>
  );
}

/** Those that are not due yet; only where there is none, those in which something can be changed all the same. */
function writableOf(sets: readonly AssignmentRow[], now: number): readonly AssignmentRow[] {
  const writable = sets.filter(
    ({ figures, state, gradesReleasedAt }) =>
      figures.length > 0 && state === 'open' && gradesReleasedAt === null,
  );
  const due = writable.filter(({ dueAt }) => Date.parse(dueAt) > now);
  return due.length > 0 ? due : writable;
}
