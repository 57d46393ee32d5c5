import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { getFeedback, type Feedback } from '../../../../contract/feedback.ts';
import { addressOf } from '../../api/address.ts';
import { listRequests } from '../../../../contract/requests.ts';
import { exportTex } from '../../../../contract/tex.ts';
import { isApiError } from '../../api/ApiError.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { useRun } from '../../api/useRun.ts';
import { useSetNews } from '../../api/useSetNews.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, type Crumb } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { pointsText } from '../../components/points.ts';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { useKeys } from '../../components/useKeys.ts';
import { WorkPage } from '../../components/WorkPage.tsx';
import { useSubmissionImageUrl } from '../images/imageUrls.ts';
import { FeedbackQuestion } from './FeedbackQuestion.tsx';
import classes from './feedback.module.css';
import { commentsOnFile, lostMarks, nextLost, railOf, scoreParts } from './lostMarks.ts';

/** Most programs have no comments on their lines, and are folded in. */
const CommentedFile = lazy(() => import('../inline-comments/CommentedFile.tsx'));
/** Most reports are there. */
const WaitLine = lazy(() => import('../code/WaitLine.tsx'));
const TrainingSection = lazy(() => import('../code/TrainingSection.tsx'));

/** What the group got, and where marks were lost. */
export function Component() {
  const { set = '' } = useParams();
  const { course } = useCourse();
  useSetNews({ course: course.slug }, getFeedback, listRequests);
  const query = useCall(getFeedback, { params: { course: course.slug, assignment: set } });
  const crumbs = [{ label: 'Sets', to: `/c/${course.slug}` }];
  if (isApiError(query.error, 'not_found'))
    return (
      <Page title="Feedback" crumbs={crumbs}>
        <Empty title="You did not submit this set">
          <Link to={`/c/${course.slug}/sets/${set}`}>Open the question set</Link>
        </Empty>
      </Page>
    );
  if (query.data === undefined) return <Pending query={query} />;
  return <LoadedFeedback feedback={query.data} crumbs={crumbs} />;
}

/** The heading of a question takes the focus, so that reading goes on from there. */
function goTo(question: string): void {
  const heading = document.getElementById(`question-${question}`)?.querySelector('h2');
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function focusedQuestion(): string | null {
  const article = document.activeElement?.closest('[id^="question-"]');
  return article?.id.slice('question-'.length) ?? null;
}

function LoadedFeedback({ feedback, crumbs }: { feedback: Feedback; crumbs: Crumb[] }) {
  const { assignment, submission } = feedback;
  const imageUrl = useSubmissionImageUrl(submission.id, feedback.images);
  const { course } = useCourse();
  const { training, waitSeconds } = useRun(submission.id, submission.run, ({ state }) => {
    if (state === 'done') announce('Report ready');
    void invalidate(getFeedback);
  });
  const lost = lostMarks(feedback);
  const goToNext = () => {
    const next = nextLost(lost, feedback, focusedQuestion());
    if (next !== null) goTo(next);
  };
  useKeys('feedback', { '.': goToNext });
  const base = `/c/${course.slug}/sets/${assignment.slug}`;
  return (
    <WorkPage
      title="Feedback"
      crumbs={[...crumbs, { label: assignment.short, to: base }]}
      about={
        <>
          <Score score={feedback.score} maxScore={feedback.maxScore} />
          {scoreParts(feedback).map((part) => (
            <span key={part.label} data-relative>
              {part.label} <Score score={part.score} maxScore={part.maxScore} />
            </span>
          ))}
          <span>
            Submission {submission.number}, <Time at={submission.submittedAt} timeZone={course.timeZone} />
          </span>
          {submission.late && <Status kind="late" />}
          {feedback.lost > 0 && <span>−{pointsText(feedback.lost)} for lateness</span>}
          {feedback.lateDays > 0 && <span>late days used: {feedback.lateDays}</span>}
        </>
      }
      buttons={
        lost.length > 0
          ? [{ label: 'Next lost mark', onClick: goToNext, primary: true, keyHint: 'feedback:.' }]
          : []
      }
      more={[
        { label: 'Graded copy', to: `/c/${course.slug}/submissions/${submission.id}/graded-copy` },
        { label: 'Receipt', to: `${base}/receipt/${submission.number}` },
        ...(assignment.hasWritten
          ? [{ label: 'Export as LaTeX', href: addressOf(exportTex, { submissionId: submission.id }) }]
          : []),
      ]}
      rail={railOf(feedback)}
      railLabel="Scores"
    >
      <div className={classes.column}>
        {submission.members.length > 1 && (
          <p className={classes.members}>{submission.members.map(({ name }) => name).join(', ')}</p>
        )}
        <Summary feedback={feedback} lost={lost.length} />
        <Suspense>
          {waitSeconds !== null && <WaitLine seconds={waitSeconds} />}
          {training !== null && (
            <TrainingSection
              submissionId={submission.id}
              training={training}
              isOut={assignment.gradesReleasedAt !== null}
            />
          )}
        </Suspense>
        {feedback.questions.map((question) => (
          <FeedbackQuestion
            key={question.question}
            feedback={question}
            assignment={assignment}
            submissionId={submission.id}
            file={feedback.file}
            imageUrl={imageUrl}
          />
        ))}
        {feedback.removed.length > 0 && (
          <section className={classes.removed} aria-labelledby="removed">
            <h2 id="removed">Taken out since</h2>
            <p>These questions count for nobody any more. Your answers and grades stay here.</p>
            {feedback.removed.map(({ question, feedback: each }) => (
              <FeedbackQuestion
                key={question.id}
                feedback={each}
                removed={question}
                assignment={assignment}
                submissionId={submission.id}
                file={feedback.file}
                imageUrl={imageUrl}
              />
            ))}
          </section>
        )}
        <YourFile feedback={feedback} />
      </div>
    </WorkPage>
  );
}

function YourFile({ feedback }: { feedback: Feedback }) {
  const { file, assignment } = feedback;
  const [isOpened, setOpened] = useState(false);
  if (file === null) return null;
  const comments = commentsOnFile(feedback);
  const plain = (
    <pre className={classes.file} tabIndex={0}>
      {file.text}
    </pre>
  );
  const byLines = (
    <Suspense fallback={plain}>
      <CommentedFile file={file} comments={comments} macros={assignment.macros} />
    </Suspense>
  );
  if (comments.length === 0)
    return (
      <Details summary={`Your file ${file.name}`} onOpen={() => setOpened(true)}>
        <div id="your-file">{isOpened ? byLines : plain}</div>
      </Details>
    );
  return (
    <section id="your-file" aria-labelledby="your-file-title">
      <h2 id="your-file-title">Your file {file.name}</h2>
      {byLines}
    </section>
  );
}

function Summary({ feedback, lost }: { feedback: Feedback; lost: number }) {
  const waiting = feedback.questions.some(({ state }) => state === 'not_released' || state === 'ungraded');
  if (waiting && feedback.gradesReleasedAt === null)
    return (
      <div className={classes.summary}>
        <Notice kind="info">
          Your answers are safe. Grades of written answers appear here when the staff release them.
        </Notice>
      </div>
    );
  if (feedback.score !== null && lost === 0)
    return (
      <div className={classes.summary}>
        <Notice kind="success">Full marks: nothing was lost anywhere.</Notice>
      </div>
    );
  return null;
}
