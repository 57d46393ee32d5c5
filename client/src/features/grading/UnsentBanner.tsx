import { Link } from 'react-router';
import { useSignal } from '../../api/signal.ts';
import { Notice } from '../../components/Notice.tsx';
import classes from './grading.module.css';
import { outbox } from './outbox.ts';

/** Grades that have not arrived: waiting for the server, or in need of a look. */
export function UnsentBanner() {
  const grades = useSignal(outbox);
  const waiting = grades.filter(({ state }) => state.kind === 'waiting').length;
  const stuck = grades.filter(({ state }) => state.kind === 'conflict' || state.kind === 'refused');
  if (waiting === 0 && stuck.length === 0) return null;
  return (
    <div className={classes.banner}>
      <Notice kind="warning" title={waiting > 0 ? `${waiting} unsent` : 'Not saved'}>
        {waiting > 0 && (
          <p>Grades wait on this device and are sent when Stepwise can be reached; keep this tab open.</p>
        )}
        {stuck.map((grade) => (
          <p key={`${grade.submissionId} ${grade.question}`}>
            {grade.state.kind === 'refused'
              ? grade.state.message
              : 'Somebody else graded an answer meanwhile.'}{' '}
            <Link to={grade.page}>Look at it</Link>
          </p>
        ))}
      </Notice>
    </div>
  );
}
