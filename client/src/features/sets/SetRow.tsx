import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { AssignmentRow, Progress } from '../../../../contract/assignments.ts';
import { useCourse } from '../../app/session.tsx';
import { Score } from '../../components/Score.tsx';
import { Status, type StatusKind } from '../../components/Status.tsx';
import { lateness } from '../../components/time.ts';
import { Due } from '../../components/Times.tsx';
import classes from './sets.module.css';

const PROGRESS: Record<Progress, { kind: StatusKind; word: string }> = {
  not_started: { kind: 'ungraded', word: 'Not started' },
  draft: { kind: 'draft', word: 'Draft' },
  submitted: { kind: 'submitted', word: 'Submitted' },
  grading: { kind: 'running', word: 'Tests running' },
  graded: { kind: 'submitted', word: 'Submitted, in grading' },
  released: { kind: 'graded', word: 'Graded' },
  missing: { kind: 'failed', word: 'Nothing submitted' },
};

export function SetRow({ row }: { row: AssignmentRow }) {
  const { course, role } = useCourse();
  const base = `/c/${course.slug}`;
  const feedback = row.mine?.progress === 'released';
  const open = `${base}/sets/${row.slug}${feedback ? '/feedback' : role !== 'student' || row.hasWritten ? '' : '/code'}`;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link className={classes.title} to={open}>
          {row.title}
        </Link>
        <div className={classes.due}>
          <Due at={row.dueAt} timeZone={course.timeZone} />
        </div>
        {row.mine !== null && row.groupMax > 1 && (
          <Members names={row.mine.members.map(({ name }) => name)} />
        )}
      </div>
      {row.mine !== null ? <Mine row={row} mine={row.mine} /> : <Counts row={row} />}
      <div className={classes.action}>
        {row.mine !== null ? (
          <Button
            component={Link}
            to={open}
            variant={['not_started', 'draft'].includes(row.mine.progress) ? 'filled' : 'default'}
            aria-label={`${feedback ? 'Feedback' : 'Open'}: ${row.title}`}
          >
            {feedback ? 'Feedback' : 'Open'}
          </Button>
        ) : (
          <>
            <Button component={Link} to={`${base}/results/${row.slug}`} variant="default">
              Results
            </Button>
            {row.counts !== null && row.counts.ungradedAnswers > 0 && (
              <Button component={Link} to={`${base}/grade#${row.slug}`}>
                Grade
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  );
}

function Members({ names }: { names: string[] }) {
  return <div className={classes.members}>{names.length === 0 ? 'No group yet' : names.join(', ')}</div>;
}

function Mine({ row, mine }: { row: AssignmentRow; mine: NonNullable<AssignmentRow['mine']> }) {
  const { kind, word } = PROGRESS[mine.progress];
  const late = mine.submission?.late ? lateness(mine.submission.submittedAt, row.dueAt) : null;
  return (
    <>
      <div className={classes.state}>
        <Status kind={kind}>{word}</Status>
        {late !== null && <Status kind="late">Late {late}</Status>}
      </div>
      <div className={classes.score}>
        <Score score={mine.score} maxScore={row.maxScore} />
      </div>
    </>
  );
}

function Counts({ row }: { row: AssignmentRow }) {
  const counts = row.counts;
  if (counts === null) return null;
  return (
    <div className={classes.counts}>
      <span>
        {counts.submitted} {counts.submitted === 1 ? 'group has' : 'groups have'} submitted
      </span>
      {counts.ungradedAnswers > 0 && (
        <Status kind="ungraded">
          {counts.ungradedAnswers} {counts.ungradedAnswers === 1 ? 'answer' : 'answers'} ungraded
        </Status>
      )}
      {counts.failedRuns > 0 && (
        <Status kind="failed">
          {counts.failedRuns} {counts.failedRuns === 1 ? 'run' : 'runs'} failed
        </Status>
      )}
      {row.gradesReleasedAt !== null && <Status kind="graded">Released</Status>}
    </div>
  );
}
