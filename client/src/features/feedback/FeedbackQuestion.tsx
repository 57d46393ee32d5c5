import { lazy, Suspense, useEffect, useState } from 'react';
import type { AssignmentView, PublicQuestion } from '../../../../contract/assignments.ts';
import type { QuestionFeedback } from '../../../../contract/feedback.ts';
import { questionName } from '../../../../contract/questionName.ts';
import { anchorOf } from '../../components/anchors.ts';
import { Changes } from '../../components/diff/Changes.tsx';
import { Details } from '../../components/Details.tsx';
import { Markup } from '../../components/Markup.tsx';
import { Notice } from '../../components/Notice.tsx';
import { deltaText, pointsText } from '../../components/points.ts';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import { useDueWords } from '../../components/report/useDueWords.ts';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { Score } from '../../components/Score.tsx';
import { Status } from '../../components/Status.tsx';
import { RuleReadingNote } from '../rules/RuleReadingNote.tsx';
import { SourcesDetails } from '../rules/SourcesDetails.tsx';
import classes from './feedback.module.css';
import { stateOf } from './lostMarks.ts';

/** A conversation is rare beside feedback that is read, and comes in a chunk of its own. */
const QuestionRequests = lazy(() => import('../requests/QuestionRequests.tsx'));

/** Most answers have no comments on passages. */
const CommentedAnswer = lazy(() => import('../inline-comments/CommentedAnswer.tsx'));
const EarlierComments = lazy(() => import('../inline-comments/EarlierComments.tsx'));

/** Feedback is read first. */
const LATER_MS = 1_000;

function useLater(): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), LATER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isLater;
}

interface FeedbackQuestionProps {
  feedback: QuestionFeedback;
  /** The question, where the set has it no more. */
  removed?: PublicQuestion;
  assignment: AssignmentView;
  submissionId: string;
  /** The program of the submission. */
  file: { name: string; text: string } | null;
  imageUrl: (name: string) => string | null;
}

export function FeedbackQuestion({
  feedback,
  removed,
  assignment,
  submissionId,
  file,
  imageUrl,
}: FeedbackQuestionProps) {
  const dueWords = useDueWords(assignment.dueAt);
  const isLater = useLater();
  const question = removed ?? assignment.questions.find(({ id }) => id === feedback.question);
  if (question === undefined) return null;
  const state = stateOf(feedback.state);
  const titleId = `title-${question.id}`;
  return (
    <article id={anchorOf(question.id)} className={classes.question} aria-labelledby={titleId}>
      <div className={classes.head}>
        <h2 id={titleId} tabIndex={-1}>
          {questionName(question)}
        </h2>
        {feedback.report !== null ? (
          <VerdictStatus verdict={feedback.report.verdict} dueWords={dueWords} />
        ) : (
          <Status kind={state.kind}>{state.word}</Status>
        )}
        <Score score={feedback.score} maxScore={feedback.maxScore} />
      </div>
      <Details summary="The question">
        <Markup ofSet source={question.statement} macros={assignment.macros} />
      </Details>
      {feedback.state === 'grading_failed' && (
        <Notice kind="danger" title="We could not test this; your work is safe">
          That is our fault, not yours. The staff can run it again.
        </Notice>
      )}
      {!feedback.asked && <Notice kind="info">This question came in after you submitted.</Notice>}
      {question.kind === 'written' && feedback.asked && (
        <div className={classes.answer}>
          {feedback.answer.trim() === '' ? (
            <span className={classes.muted}>No answer was given.</span>
          ) : (
            <Answer feedback={feedback} assignment={assignment} imageUrl={imageUrl} />
          )}
        </div>
      )}
      {feedback.rule !== null && (
        <RuleReadingNote title="How Stepwise reads your rule" reading={feedback.rule}>
          <SourcesDetails submissionId={submissionId} question={question.id} />
        </RuleReadingNote>
      )}
      <EarlierNote feedback={feedback} />
      <Deductions feedback={feedback} />
      {feedback.comment !== '' && (
        <div className={classes.comment}>
          <strong>Comment</strong>
          <Markup source={feedback.comment} macros={assignment.macros} />
        </div>
      )}
      {feedback.report !== null && <QuestionReport report={feedback.report} dueWords={dueWords} />}
      {question.kind !== 'written' && feedback.inlineComments.some(({ here }) => here) && (
        <p className={classes.earlier}>
          <a href="#your-file">Comments on your program’s lines</a>
        </p>
      )}
      {feedback.inlineComments.some(({ here }) => !here) && (
        <Suspense fallback={null}>
          <EarlierComments
            comments={feedback.inlineComments}
            macros={assignment.macros}
            code={question.kind !== 'written'}
          />
        </Suspense>
      )}
      {assignment.gradesReleasedAt !== null && feedback.state === 'graded' && feedback.asked && (
        <div className={classes.requests}>
          {isLater && (
            <Suspense fallback={null}>
              <QuestionRequests
                submissionId={submissionId}
                question={question.id}
                title={questionName(question)}
                macros={assignment.macros}
                file={question.kind === 'written' ? null : file}
                hasWork={question.kind === 'written' ? feedback.answer.trim() !== '' : file !== null}
              />
            </Suspense>
          )}
        </div>
      )}
    </article>
  );
}

type AnswerProps = Pick<FeedbackQuestionProps, 'feedback' | 'assignment' | 'imageUrl'>;

function Answer({ feedback: { answer, inlineComments }, assignment, imageUrl }: AnswerProps) {
  const { macros, gradesReleasedAt } = assignment;
  const shown = { source: answer, macros, imageUrl };
  const plain = <Markup {...shown} sourceLines={gradesReleasedAt !== null} />;
  if (!inlineComments.some(({ here }) => here)) return plain;
  return (
    <Suspense fallback={plain}>
      <CommentedAnswer {...shown} comments={inlineComments} />
    </Suspense>
  );
}

/** That the grade was given to an earlier submission, in the words that graders read. */
function EarlierNote({ feedback: { from, gradedText, answer, score } }: { feedback: QuestionFeedback }) {
  if (from === null) return null;
  const { number, changed } = from;
  if (!changed)
    return <p className={classes.earlier}>Carried over from submission {number}: the answer is the same.</p>;
  return (
    <div className={classes.earlier}>
      <Status kind="changed">
        Changed since submission {number} was graded; {score === null ? 'its grade' : pointsText(score)}{' '}
        counts until somebody grades again
      </Status>
      {gradedText !== null && (
        <Details summary="What changed">
          <Changes before={gradedText} after={answer} since={`submission ${number}, which was graded`} />
        </Details>
      )}
    </div>
  );
}

function Deductions({ feedback: { rubricItems, adjustment } }: { feedback: QuestionFeedback }) {
  if (rubricItems.length === 0 && adjustment === 0) return null;
  return (
    <ul className={classes.rubric} aria-label="Rubric items applied">
      {rubricItems.map((item) => (
        <li key={item.text} data-lost={item.points < 0 || undefined}>
          <b>{deltaText(item.points)}</b>
          <span>{item.text}</span>
        </li>
      ))}
      {adjustment !== 0 && (
        <li data-lost={adjustment < 0 || undefined}>
          <b>{deltaText(adjustment)}</b>
          <span>Adjustment</span>
        </li>
      )}
    </ul>
  );
}
