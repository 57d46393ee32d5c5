import { Link } from 'react-router';
import { useSignal } from '../../../api/signal.ts';
import { Notice } from '../../../components/Notice.tsx';
import classes from '../grading.module.css';
import { outbox } from './outbox.ts';
import { Message } from '../../../components/Message.tsx';

interface UnsentNoticeProps {
  /** The answer on the page, which says so itself. */
  except?: { submissionId: string; question: string };
}

/** Grades that have not arrived: waiting for the server, or in need of a look. */
export function UnsentNotice({ except }: UnsentNoticeProps) {
  const grades = useSignal(outbox).filter(
    (each) => each.submissionId !== except?.submissionId || each.question !== except.question,
  );
  const waiting = grades.filter(({ state }) => state.kind === 'waiting').length;
  const stuck = grades.filter(({ state }) => state.kind === 'conflict' || state.kind === 'refused');
  if (waiting === 0 && stuck.length === 0) return null;
  return (
    <Notice kind="warning" title={waiting > 0 ? `${waiting} unsent` : 'Not saved'}>
      {waiting > 0 && (
        <p>Grades wait on this device and are sent when Stepwise can be reached; keep this tab open.</p>
      )}
      {stuck.map(({ submissionId, question, page, state }) => (
        <p key={`${submissionId} ${question}`}>
          <Message>
            {state.kind === 'refused'
              ? state.message
              : state.kind === 'conflict' && state.theirs !== null
                ? `${state.theirs.gradedBy.name} decided otherwise meanwhile.`
                : 'The grade was taken back meanwhile.'}
          </Message>{' '}
          <Link to={page}>Look at it</Link>
        </p>
      ))}
    </Notice>
  );
}

/** The same above a page. */
export function UnsentBanner() {
  return (
    <div className={classes.banner}>
      <UnsentNotice />
    </div>
  );
}
