import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { AssignmentRow } from '../../../../contract/assignments.ts';
import { getGradingProgress } from '../../../../contract/desk.ts';
import { listSavedComments } from '../../../../contract/savedComments.ts';
import { useAside } from '../../api/query.ts';
import { useCourse, useUser } from '../../app/session.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { firstSteps, type Doings } from './firstSteps.ts';
import classes from './sets.module.css';

interface FirstStepsProps {
  role: Parameters<typeof firstSteps>[0];
  rows: AssignmentRow[];
  /** What a student is to do next. */
  next: AssignmentRow | null;
  onHide: () => void;
}

/** What somebody who is new in a course does first, until it is done or they hide it. Whoever teaches it is welcomed (`features/welcome`). */
export default function FirstSteps(props: FirstStepsProps) {
  if (props.role === 'ta') return <OfTa {...props} />;
  return <Steps {...props} doings={{}} />;
}

function OfTa(props: FirstStepsProps) {
  const { course } = useCourse();
  const { userId } = useUser();
  const params = { course: course.slug };
  // The set with most to grade is where somebody who grades has been.
  const [busiest] = props.rows
    .filter(({ counts }) => (counts?.submitted ?? 0) > 0)
    .toSorted((a, b) => (b.counts?.submitted ?? 0) - (a.counts?.submitted ?? 0));
  const progress = useAside(
    getGradingProgress,
    { params: { ...params, assignment: busiest?.slug ?? '' } },
    { enabled: busiest !== undefined },
  );
  const saved = useAside(listSavedComments, { params });
  if (saved === undefined || (busiest !== undefined && progress === undefined)) return null;
  const doings: Doings = {
    graded: progress?.questions
      .flatMap(({ graders }) => graders)
      .reduce((sum, { person, graded }) => sum + (person.id === userId ? graded : 0), 0),
    comments: saved.comments.filter(({ changedBy }) => changedBy.id === userId).length,
  };
  return <Steps {...props} doings={doings} />;
}

function Steps({ role, rows, next, doings, onHide }: FirstStepsProps & { doings: Doings }) {
  const { course } = useCourse();
  const steps = firstSteps(role, rows, { ...doings, next });
  if (steps.every(({ done }) => done)) return null;
  return (
    <section className={`${classes.section} ${classes.stepsSection}`}>
      <div className={classes.stepsHead}>
        <h2>First steps</h2>
        <Button variant="subtle" size="compact-xs" color="gray" onClick={onHide}>
          Hide
        </Button>
      </div>
      <ol className={classes.steps}>
        {steps.map(({ title, about, path, done }) => (
          <li key={title} className={classes.step} data-done={done || undefined}>
            <span className={classes.mark}>{done && <CheckIcon />}</span>
            <div>
              {path === null || done ? (
                <span className={classes.stepTitle}>{title}</span>
              ) : (
                <Link className={classes.title} to={`/c/${course.slug}/${path}`}>
                  {title}
                </Link>
              )}
              {done && <span className={classes.slug}> done</span>}
              {!done && <div className={classes.due}>{about}</div>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
