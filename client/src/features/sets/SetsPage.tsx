import { Title } from '@mantine/core';
import { listAssignments, type AssignmentRow } from '../../../../contract/assignments.ts';
import { useCall } from '../../api/query.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { useNow } from '../../components/useNow.ts';
import { SetRow } from './SetRow.tsx';
import classes from './sets.module.css';

/** What is due: the first page of everybody. */
export function Component() {
  const { course, role } = useCourse();
  const query = useCall(listAssignments, { params: { course: course.slug } });
  return (
    <Page
      title={role === 'student' ? 'What is due' : 'Question sets'}
      about={`${course.title}, ${course.term}`}
    >
      {query.data === undefined ? <Pending query={query} /> : <Sets rows={query.data.assignments} />}
    </Page>
  );
}

function Sets({ rows }: { rows: AssignmentRow[] }) {
  const now = useNow();
  const { role } = useCourse();
  if (rows.length === 0)
    return (
      <Empty title="No question sets yet">
        {role === 'instructor'
          ? 'Publish one from its files; it then appears here for everybody.'
          : 'They appear here when your instructor publishes them.'}
      </Empty>
    );
  const due = rows.filter((row) => Date.parse(row.dueAt) >= now);
  const past = rows.filter((row) => Date.parse(row.dueAt) < now).reverse();
  return (
    <>
      <Section title="Open" rows={due} empty="Nothing is due." />
      {past.length > 0 && <Section title="Past" rows={past} />}
    </>
  );
}

function Section({ title, rows, empty }: { title: string; rows: AssignmentRow[]; empty?: string }) {
  return (
    <section className={classes.section}>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      {rows.length === 0 ? (
        <p className={classes.none}>{empty}</p>
      ) : (
        <ul className={classes.list}>
          {rows.map((row) => (
            <SetRow key={row.slug} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}
