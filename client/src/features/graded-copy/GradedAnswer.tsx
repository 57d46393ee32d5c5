import type { Feedback, QuestionFeedback } from '../../../../contract/feedback.ts';
import type { VisibleQuestionReport } from '../../../../contract/submissions.ts';
import { lazy, Suspense } from 'react';
import { Markup } from '../../components/Markup.tsx';
import { anchorOf } from '../../components/anchors.ts';
import { Message } from '../../components/Message.tsx';
import { deltaText } from '../../components/points.ts';
import { DiagnosisNote } from '../../components/report/DiagnosisNote.tsx';
import { TestList } from '../../components/report/TestList.tsx';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { summarizeTests } from '../../components/report/words.ts';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { stateOf } from '../feedback/lostMarks.ts';
import { useSubmissionImageUrl } from '../images/imageUrls.ts';
import CommentedAnswer from '../inline-comments/CommentedAnswer.tsx';
import EarlierComments from '../inline-comments/EarlierComments.tsx';
import classes from './gradedCopy.module.css';
import { headingOf } from './headingOf.ts';

const ExperimentFigure = lazy(() => import('../../components/experiment/ExperimentFigure.tsx'));

interface GradedAnswerProps {
  feedback: QuestionFeedback;
  copy: Feedback;
}

/** An answer, followed by what it got and why. */
export function GradedAnswer({ feedback, copy }: GradedAnswerProps) {
  const { assignment, images, submission } = copy;
  const { question: id, report, answer } = feedback;
  const kind = assignment.questions.find((question) => question.id === id)?.kind;
  const imageUrl = useSubmissionImageUrl(submission.id, images);
  return (
    <section id={anchorOf(id)} className={classes.question} aria-labelledby={`title-${id}`}>
      <div className={classes.head}>
        <h2 id={`title-${id}`}>{headingOf(assignment, id)}</h2>
      </div>
      {kind === 'written' &&
        (answer.trim() === '' ? (
          <p className={classes.muted}>No answer was given.</p>
        ) : (
          <div className={classes.answer}>
            <CommentedAnswer
              source={answer}
              comments={feedback.inlineComments}
              macros={assignment.macros}
              imageUrl={imageUrl}
            />
          </div>
        ))}
      {report !== null && <Report report={report} />}
      <EarlierComments
        comments={feedback.inlineComments}
        macros={assignment.macros}
        code={kind !== 'written'}
      />
      <Appraisal feedback={feedback} macros={assignment.macros} />
    </section>
  );
}

/** The grader's words, of its pictures the figure that was asked for; of the tests only those that failed, or why none was run. */
function Report({ report }: { report: VisibleQuestionReport }) {
  const failed = report.tests.filter(({ status }) => status === 'failed' || status === 'error');
  const skipped = report.tests.find(({ status }) => status === 'skipped');
  return (
    <div className={classes.report}>
      <p>
        <VerdictStatus verdict={report.verdict} /> {summarizeTests([report]).words}
      </p>
      <DiagnosisNote report={report} />
      {report.experiment !== undefined && (
        <Suspense>
          <ExperimentFigure experiment={report.experiment} />
        </Suspense>
      )}
      {failed.length > 0 ? (
        <TestList tests={failed} />
      ) : (
        skipped && (
          <p>
            <Message>{skipped.message}</Message>
          </p>
        )
      )}
    </div>
  );
}

function Appraisal({ feedback, macros }: { feedback: QuestionFeedback; macros: Record<string, string> }) {
  const { rubricItems, adjustment, comment, score, maxScore, state, from } = feedback;
  const lines = [
    ...rubricItems.map(({ text, points }) => ({ text, points })),
    ...(adjustment === 0 ? [] : [{ text: 'Adjustment', points: adjustment }]),
  ];
  return (
    <div className={classes.appraisal}>
      {lines.length > 0 && (
        <ul aria-label="Rubric items applied">
          {lines.map(({ text, points }, index) => (
            <li key={index} data-lost={points < 0 || undefined}>
              <b>{deltaText(points)}</b>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
      {comment !== '' && (
        <div className={classes.comment}>
          <strong>Comment</strong>
          <Markup source={comment} macros={macros} />
        </div>
      )}
      {from !== null && (
        <p>
          {from.changed
            ? `Changed since submission ${from.number} was graded; its grade counts until somebody grades again.`
            : `Carried over from submission ${from.number}: the answer is the same.`}
        </p>
      )}
      <p className={classes.result}>
        {score === null ? (
          state === 'graded' ? (
            'Score after the due time'
          ) : (
            <Status kind={stateOf(state).kind}>{stateOf(state).word}</Status>
          )
        ) : (
          'Score'
        )}{' '}
        <Score score={score} maxScore={maxScore} />
      </p>
    </div>
  );
}
