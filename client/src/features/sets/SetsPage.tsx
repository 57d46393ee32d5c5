import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { listAssignments, type AssignmentRow } from '../../../../contract/assignments.ts';
import { useCall } from '../../api/query.ts';
import { useScoreNews, useSetNews } from '../../api/useSetNews.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { twinTitles } from '../../components/setNames.ts';
import { useNow } from '../../components/useNow.ts';
import { Invitations } from '../workspace/group/Invitations.tsx';
import { forgetFirstSteps, mayBeNew } from './newcomer.ts';
import { isDue, nextToDo } from './progress.ts';
import { SetRow } from './SetRow.tsx';
import classes from './sets.module.css';

// Most people have taken them.
const FirstSteps = lazy(() => import('./FirstSteps.tsx'));
const Welcome = lazy(() => import('../welcome/Welcome.tsx'));

/** What is due: the first page of everybody. */
export function Component() {
  const { course, role } = useCourse();
  const query = useCall(listAssignments, { params: { course: course.slug } });
  return (
    <Page title="Sets" about={`${course.title}, ${course.term}`}>
      {role === 'student' ? <OwnNews course={course.slug} /> : <ClassNews course={course.slug} />}
      {query.data === undefined ? <Pending query={query} /> : <Sets rows={query.data.assignments} />}
    </Page>
  );
}

/** A student reads again what is theirs at once. */
function OwnNews({ course }: { course: string }) {
  useSetNews({ course }, listAssignments);
  return null;
}

/** Staff read again how many have handed in and what is to be graded, which any answer changes. */
function ClassNews({ course }: { course: string }) {
  useScoreNews(course, listAssignments);
  return null;
}

function Sets({ rows }: { rows: AssignmentRow[] }) {
  const now = useNow();
  const { course, role, archived: isOver, mayDecide } = useCourse();
  const { userId } = useUser();
  const open = rows.filter(({ state }) => state === 'open');
  const due = open.filter((row) => isDue(row, now));
  const past = open.filter((row) => !isDue(row, now)).reverse();
  const hidden = rows.filter(({ state }) => state === 'hidden');
  const archived = rows.filter(({ state }) => state === 'archived').reverse();
  const next = nextToDo(open, now);
  const twins = twinTitles(rows);
  const [isHidden, setHidden] = useState(false);
  const hide = () => {
    forgetFirstSteps(course.slug, userId);
    setHidden(true);
  };
  const isNew = !isHidden && mayBeNew(rows, { course: course.slug, userId, role, archived: isOver });
  const steps = isNew && (
    <Suspense fallback={null}>
      {role === 'instructor' ? (
        <Welcome rows={rows} onHide={hide} />
      ) : (
        <FirstSteps role={role} rows={rows} next={next} onHide={hide} />
      )}
    </Suspense>
  );
  if (rows.length === 0) {
    // The welcome has the form itself.
    if (isNew && role === 'instructor') return steps;
    return (
      <>
        <Empty title="No sets yet">
          {mayDecide ? (
            <>
              <Link to={`/c/${course.slug}/author`}>Publish one</Link> from its files, or write it in the
              browser.
            </>
          ) : (
            'They appear when your instructor publishes one.'
          )}
        </Empty>
        {steps}
      </>
    );
  }
  return (
    <>
      <Invitations rows={rows} />
      <Section title="Due" rows={due} next={next} twins={twins} empty="Nothing is due." />
      {past.length > 0 && <Section title="Past" rows={past} next={next} twins={twins} />}
      {hidden.length > 0 && (
        <Section
          // To whoever handed in it was taken back; those of a copied course were never open.
          title={role === 'student' ? 'Taken back' : 'Not open'}
          rows={hidden}
          next={next}
          twins={twins}
        />
      )}
      {archived.length > 0 && <Section title="Archived" rows={archived} next={next} twins={twins} />}
      {steps}
    </>
  );
}

interface SectionProps {
  title: string;
  rows: AssignmentRow[];
  next: AssignmentRow | null;
  /** Titles that two sets share. */
  twins: ReadonlySet<string>;
  empty?: string;
}

function Section({ title, rows, next, twins, empty }: SectionProps) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className={classes.none}>{empty}</p>
      ) : (
        <ul className={classes.list}>
          {rows.map((row) => (
            <SetRow key={row.slug} row={row} isNext={row === next} isTwin={twins.has(row.title)} />
          ))}
        </ul>
      )}
    </section>
  );
}
