import { CloseButton } from '@mantine/core';
import { useEffect, type KeyboardEvent, type RefObject } from 'react';
import { getGradebookCell } from '../../../../../contract/gradebookCell.ts';
import type { Gradebook } from '../../../../../contract/gradebook.ts';
import { queryClient, queryOf, useCall } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Pending } from '../../../components/Pending.tsx';
import type { Row } from '../grid/gradebookRows.ts';
import { CellDetails } from './CellDetails.tsx';
import classes from './cell.module.css';

/** As in cell.module.css: with less room it lies over the table. */
const OVER = '(max-width: 1099px)';

interface CellPanelProps {
  ref: RefObject<HTMLElement | null>;
  row: Row;
  /** Null where the column is none of a set. */
  set: Gradebook['assignments'][number] | null;
  /** The one whose column it is; empty in the column of the set. */
  question: string;
  /** Whose cell the arrow down goes to; null after the last. */
  next: Row | null;
  /** To another cell. @returns whether the key leads anywhere */
  go: (key: string) => boolean;
  close: () => void;
}

/** What a cell is made of, beside the table: the arrows go on in the table, and what is here follows. */
export function CellPanel({ ref: panel, row, set, question, next, go, close }: CellPanelProps) {
  const { course } = useCourse();
  // Lying over the table it is what one reads next; beside it the table keeps the keyboard.
  useEffect(() => {
    if (window.matchMedia(OVER).matches) panel.current?.focus({ preventScroll: true });
  }, [panel]);
  const student = row.student.id;
  useEffect(() => {
    if (panel.current !== null) panel.current.scrollTop = 0;
  }, [panel, student, set?.slug]);
  const nextId = next?.student.id;
  const slug = set === null || set.anonymous ? null : set.slug;
  useEffect(() => {
    if (slug === null || nextId === undefined) return;
    const params = { course: course.slug, assignment: slug, userId: nextId };
    void queryClient.prefetchQuery(queryOf(getGradebookCell, { params }));
  }, [course.slug, slug, nextId]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'Escape') close();
    else if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !go(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-label="Cell"
      tabIndex={-1}
      data-print="hidden"
      onKeyDown={onKeyDown}
    >
      <div className={classes.head}>
        <div>
          <h2 dir="auto">{row.student.name}</h2>
          {set !== null && <p className={classes.set}>{set.title}</p>}
        </div>
        <CloseButton aria-label="Close" onClick={close} />
      </div>
      {set === null ? (
        <p className={classes.muted}>Go to the column of a set to see how a score came about.</p>
      ) : set.anonymous ? (
        <p className={classes.muted}>
          Graded without names: who wrote what is hidden from you, and so are the scores here, until grades
          are out.
        </p>
      ) : (
        <Loaded key={`${student} ${set.slug}`} student={student} set={set.slug} question={question} />
      )}
      <p className={classes.keys} aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> other students · <kbd>Enter</kbd> into this · <kbd>Esc</kbd> closes
      </p>
    </aside>
  );
}

function Loaded({ student, set, question }: { student: string; set: string; question: string }) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set, userId: student };
  const query = useCall(getGradebookCell, { params });
  if (query.data === undefined) return <Pending query={query} />;
  return <CellDetails view={query.data} question={question} />;
}
