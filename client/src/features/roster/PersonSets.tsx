import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { StudentSet } from '../../../../contract/students.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { pointsText } from '../../components/points.ts';
import { setNames } from '../../components/setNames.ts';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { CellStatus } from '../results/CellStatus.tsx';
import classes from './roster.module.css';

const MOVED = { opens: 'opens', taken: 'work taken until', releases: 'grades come out' };

type Column = StackedColumn<StudentSet>;

/** One line a set. */
function SetTable({ sets, columns }: { sets: StudentSet[]; columns: Column[] }) {
  if (sets.length === 0)
    return <Empty title="No sets yet">They are here when the course has published one.</Empty>;
  const names = setNames(sets);
  return (
    <StackedTable
      columns={[{ title: 'Set', className: classes.name, cell: ({ slug }) => names.get(slug) }, ...columns]}
      rows={sets}
      keyOf={({ slug }) => slug}
    />
  );
}

/** How far each set is and what it was worth. */
export function PersonGrades({ sets }: { sets: StudentSet[] }) {
  const { course } = useCourse();
  return (
    <SetTable
      sets={sets}
      columns={[
        { title: 'Due', cell: ({ dueAt }) => <Time at={dueAt} timeZone={course.timeZone} /> },
        { title: 'State', cell: ({ cell }) => <CellStatus cell={cell} /> },
        {
          title: 'Score',
          isNumber: true,
          cell: ({ cell, maxScore }) =>
            cell.score === null ? '–' : `${pointsText(cell.score)}/${pointsText(maxScore)}`,
        },
      ]}
    />
  );
}

/** All that was handed in, alone or with others. */
export function PersonSubmissions({ userId, sets }: { userId: string; sets: StudentSet[] }) {
  const { course } = useCourse();
  const handedIn = sets.filter(({ submissions }) => submissions.length > 0);
  if (handedIn.length === 0)
    return <Empty title="Nothing submitted yet">What they hand in is listed here, every time of it.</Empty>;
  const list = ({ title, submissions }: StudentSet) => (
    <ul className={classes.changes}>
      {submissions.map(({ id, number, submittedAt, counts, late, members }) => {
        const others = members.filter((member) => member.id !== userId);
        return (
          <li key={id}>
            <Anchor
              component={Link}
              fz="sm"
              underline="always"
              to={`/c/${course.slug}/submissions/${id}/graded-copy`}
              aria-label={`Submission ${number} of ${title}`}
            >
              {number}
            </Anchor>{' '}
            <Time at={submittedAt} timeZone={course.timeZone} />
            {others.length > 0 && <span dir="auto"> with {others.map(({ name }) => name).join(', ')}</span>}
            {counts && ', counts'} {late && <Status kind="late" />}
          </li>
        );
      })}
    </ul>
  );
  return <SetTable sets={handedIn} columns={[{ title: 'Submissions', cell: list }]} />;
}

/** Until when each set is due for them, and why. */
export function PersonExtensions({ userId, sets }: { userId: string; sets: StudentSet[] }) {
  const { course, mayDecide } = useCourse();
  const { timeZone } = course;
  const due: Column = {
    title: 'Due',
    cell: ({ dueAt, extension, moved }) => (
      <>
        <Time at={dueAt} timeZone={timeZone} />
        {extension !== null && (
          <div className={classes.muted}>
            extended from <Time at={extension.setDueAt} timeZone={timeZone} apartFrom={dueAt} />:{' '}
            <span dir="auto">{extension.reason}</span>
          </div>
        )}
        {moved.map(({ what, at, reason }) => (
          <div key={what} className={classes.muted}>
            {MOVED[what]} {at === null ? 'grades are released' : <Time at={at} timeZone={timeZone} />}:{' '}
            <span dir="auto">{reason}</span>
          </div>
        ))}
      </>
    ),
  };
  const more: Column = {
    title: 'More time',
    cell: ({ slug, title }) => (
      <Anchor
        component={Link}
        fz="sm"
        to={`/c/${course.slug}/sets/${slug}/extensions?student=${userId}`}
        aria-label={`Extend ${title}`}
      >
        Extend
      </Anchor>
    ),
  };
  return <SetTable sets={sets} columns={mayDecide ? [due, more] : [due]} />;
}
