import { Button } from '@mantine/core';
import { lazy, Suspense, useRef, useState, type RefObject } from 'react';
import { Link } from 'react-router';
import {
  getSubmission,
  listSubmissions,
  type Run,
  type SubmissionView,
  type VisibleQuestionReport,
} from '../../../../contract/submissions.ts';
import { isOver, useRun } from '../../api/useRun.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { mayTakeFocus } from '../../components/arrival.ts';
import { takesText } from '../../components/keys.ts';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Pending } from '../../components/Pending.tsx';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import { useDueWords } from '../../components/report/useDueWords.ts';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { summarizeTests } from '../../components/report/words.ts';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { useCourse } from '../../app/session.tsx';
import { useWorkspace } from '../workspace/writing/WorkspaceProvider.tsx';
import classes from './code.module.css';

const PutIntoAnswer = lazy(() => import('../figures/PutIntoAnswer.tsx'));
const WaitLine = lazy(() => import('./WaitLine.tsx'));
const TrainingSection = lazy(() => import('./TrainingSection.tsx'));

/** Said when a run ends: one that was stopped has no report. */
const overWords = ({ state, stopped }: Run): string =>
  state === 'done' ? 'Report ready' : stopped ? 'Training stopped' : 'Could not be tested';

/** How the last submission fares, live, and its report as far as it may be seen. */
export function LatestRun({ submissionId }: { submissionId: string }) {
  const query = useCall(getSubmission, { params: { submissionId } });
  if (query.data === undefined) return <Pending query={query} />;
  return <LiveRun submission={query.data} />;
}

/**
 * A report that arrives comes into view, unless somebody is typing or has gone on to something else: then it is only said to be there.
 * @returns whether it waits to be shown, and the way to it
 */
function useArrival(section: RefObject<HTMLElement | null>): {
  arrived: () => void;
  waiting: boolean;
  show: () => void;
} {
  const [waiting, setWaiting] = useState(false);
  const show = () => {
    setWaiting(false);
    section.current?.scrollIntoView({ block: 'start' });
    section.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  };
  const arrived = () => {
    const focused = document.activeElement;
    const isTyping = focused instanceof HTMLElement && takesText(focused);
    if (isTyping || (section.current !== null && !mayTakeFocus(section.current))) setWaiting(true);
    else show();
  };
  return { arrived, waiting, show };
}

function LiveRun({ submission }: { submission: SubmissionView }) {
  const { params, assignment } = useWorkspace();
  const { course } = useCourse();
  const section = useRef<HTMLElement>(null);
  const arrival = useArrival(section);
  const dueWords = useDueWords(assignment.dueAt);
  const { run, training, waitSeconds } = useRun(submission.id, submission.run, (over) => {
    announce(overWords(over));
    void invalidate(getSubmission, listSubmissions).then(() => over.state === 'done' && arrival.arrived());
  });
  const base = `/c/${course.slug}/sets/${params.assignment}`;
  const title = (id: string) => assignment.questions.find((question) => question.id === id)?.title ?? id;
  const { report } = submission;
  return (
    <section ref={section} className={classes.run} aria-labelledby="latest-run">
      {arrival.waiting && (
        <div className={classes.ready} role="status">
          Report ready
          <Button size="compact-sm" variant="white" onClick={arrival.show}>
            Show
          </Button>
        </div>
      )}
      <div className={classes.runHead}>
        <h2 id="latest-run" tabIndex={-1}>
          <RunStatus run={run} report={report} dueWords={dueWords} />
        </h2>
        {report !== null && <Score score={report.score} maxScore={report.maxScore} />}
      </div>
      <p className={classes.muted}>
        Submission {submission.number}, <Time at={submission.submittedAt} timeZone={course.timeZone} /> by{' '}
        {submission.submittedBy.name} · <Link to={`${base}/receipt/${submission.number}`}>Receipt</Link> ·{' '}
        <Link to={`${base}/feedback`}>Feedback</Link>
      </p>
      {run?.state === 'queued' && run.refusal !== null && (
        <Notice kind="warning" title="Not graded yet">
          <Message>{run.refusal}</Message> The staff see this too. Your submission is safe and is graded as
          soon as the server can.
        </Notice>
      )}
      {waitSeconds !== null && (
        <Suspense>
          <WaitLine seconds={waitSeconds} />
        </Suspense>
      )}
      {(training !== null || run?.stopped === true) && (
        <Suspense>
          <TrainingSection
            submissionId={submission.id}
            training={training}
            isOut={assignment.gradesReleasedAt !== null}
          />
        </Suspense>
      )}
      {run?.state === 'failed' && !run.stopped && (
        <Notice kind="danger" title="We could not test this; your work is safe">
          That is our fault, not yours. The staff can run it again.
        </Notice>
      )}
      {report?.questions.map((question) => (
        <details key={question.id} className={classes.question} open={needsALook(question) || undefined}>
          <summary>
            <span className={classes.questionTitle}>{title(question.id)}</span>
            <VerdictStatus verdict={question.verdict} dueWords={dueWords} />
            <Score score={question.score} maxScore={question.maxScore} />
          </summary>
          <QuestionReport report={question} dueWords={dueWords} />
          {question.experiment !== undefined && (
            <Suspense>
              <PutIntoAnswer course={course.slug} set={assignment.slug} question={question.id} />
            </Suspense>
          )}
        </details>
      ))}
    </section>
  );
}

/** Folded out at once where something is wrong, or where the picture is what was asked for. */
function needsALook({ tests, experiment }: VisibleQuestionReport): boolean {
  return experiment !== undefined || tests.some(({ status }) => status !== 'passed');
}

interface RunStatusProps {
  run: Run | null;
  report: SubmissionView['report'];
  dueWords: string;
}

/** A run that is over says what its tests say, never just that they have run. */
function RunStatus({ run, report, dueWords }: RunStatusProps) {
  if (run !== null && !isOver(run))
    return (
      <Status kind="running">{run.state === 'queued' ? 'Waiting for the grader' : 'Tests running'}</Status>
    );
  if (run?.stopped === true) return <Status kind="ungraded">Training stopped</Status>;
  if (run?.state === 'failed') return <Status kind="failed">Could not be tested</Status>;
  if (report === null) return <Status kind="running">Loading the report</Status>;
  const { kind, words } = summarizeTests(report.questions, dueWords);
  return <Status kind={kind}>{words}</Status>;
}
