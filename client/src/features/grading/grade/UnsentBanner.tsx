import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useSignal } from '../../../api/signal.ts';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { UnsentComments } from '../../inline-comments/UnsentComments.tsx';
import classes from '../grading.module.css';
import type { OutgoingGrade } from './GradeOutbox.ts';
import { dropGrade, outbox } from './outbox.ts';

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
        <p>
          Grades wait on this device. They are sent by themselves when Stepwise can be reached, or the next
          time you open Grading here.
        </p>
      )}
      {stuck.map((grade) => (
        <p key={`${grade.submissionId} ${grade.question}`}>
          {grade.of !== undefined && <b dir="auto">{grade.of}: </b>}
          <Message>{whyStuck(grade)}</Message> <Link to={grade.page}>Look at it</Link>{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => dropGrade(grade)}>
            Discard mine
          </Button>
        </p>
      ))}
    </Notice>
  );
}

function whyStuck({ state }: OutgoingGrade): string {
  if (state.kind === 'refused') return state.message;
  return state.kind === 'conflict' && state.theirs !== null
    ? `${state.theirs.gradedBy.name} decided otherwise meanwhile.`
    : 'The grade was taken back meanwhile.';
}

/** The same above a page. */
export function UnsentBanner() {
  return (
    <div className={classes.banner}>
      <UnsentNotice />
      <UnsentComments />
    </div>
  );
}
