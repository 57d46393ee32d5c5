import { Button } from '@mantine/core';
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
import { Notice } from '../../components/Notice.tsx';
import { Pending } from '../../components/Pending.tsx';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { Ago } from '../../components/Times.tsx';
import { useCourse } from '../../app/session.tsx';
import { useWorkspace } from '../workspace/WorkspaceProvider.tsx';
import classes from './code.module.css';

/** How the last submission fares, live, and its report as far as it may be seen. */
export function LatestRun({ submitted }: { submitted: SubmissionView | null }) {
  const { params } = useWorkspace();
  const list = useCall(listSubmissions, { params }).data?.submissions;
  const last = submitted?.id ?? list?.find(({ counts, run }) => counts && run !== null)?.id;
  if (last === undefined) return null;
  return <LoadedRun key={last} submissionId={last} />;
}

function LoadedRun({ submissionId }: { submissionId: string }) {
  const query = useCall(getSubmission, { params: { submissionId } });
  if (query.data === undefined) return <Pending query={query} />;
  return <LiveRun submission={query.data} />;
}

function LiveRun({ submission }: { submission: SubmissionView }) {
  const { params, assignment } = useWorkspace();
  const { course } = useCourse();
  const run = useRun(submission.id, submission.run, () => {
    announce('Tests have run');
    void invalidate(getSubmission, listSubmissions);
  });
  const base = `/c/${course.slug}/sets/${params.assignment}`;
  const title = (id: string) => assignment.questions.find((question) => question.id === id)?.title ?? id;
  return (
    <section className={classes.run} aria-labelledby="latest-run">
      <div className={classes.runHead}>
        <h2 id="latest-run">Submission {submission.number}</h2>
        {run !== null && <RunStatus run={run} />}
        <span className={classes.muted}>
          <Ago at={submission.submittedAt} timeZone={course.timeZone} /> by {submission.submittedBy.name}
        </span>
        <span className={classes.runLinks}>
          {submission.report !== null && (
            <Score score={submission.report.score} maxScore={submission.report.maxScore} />
          )}
          <Button component={Link} to={`${base}/receipt/${submission.number}`} variant="default" size="xs">
            Receipt
          </Button>
          <Button component={Link} to={`${base}/feedback`} variant="default" size="xs">
            Feedback
          </Button>
        </span>
      </div>
      {run?.state === 'queued' && run.refusal !== null && (
        <Notice kind="warning" title="Not graded yet">
          {run.refusal} The staff see this too. Your submission is safe and is graded as soon as the server
          can.
        </Notice>
      )}
      {run?.state === 'failed' && (
        <Notice kind="danger" title="The grader failed">
          That is our fault, not yours. Your submission is safe; the staff can run it again.
        </Notice>
      )}
      {submission.report?.questions.map((report) => (
        <details key={report.id} className={classes.question} open={needsALook(report) || undefined}>
          <summary>
            <span className={classes.questionTitle}>{title(report.id)}</span>
            <VerdictStatus verdict={report.verdict} />
            <Score score={report.score} maxScore={report.maxScore} />
          </summary>
          <QuestionReport report={report} />
        </details>
      ))}
    </section>
  );
}

/** Folded out at once where something is wrong. */
function needsALook({ tests }: VisibleQuestionReport): boolean {
  return tests.some(({ status }) => status !== 'passed');
}

function RunStatus({ run }: { run: Run }) {
  if (!isOver(run))
    return (
      <Status kind="running">{run.state === 'queued' ? 'Waiting for the grader' : 'Tests running'}</Status>
    );
  return run.state === 'failed' ? <Status kind="failed" /> : <Status kind="graded">Tests have run</Status>;
}
