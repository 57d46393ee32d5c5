import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useImperativeHandle, useRef, type ComponentProps, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { getSolution, type GradingAnswer } from '../../../../../contract/grading.ts';
import { queryClient, queryOf } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Changes } from '../../../components/diff/Changes.tsx';
import { Markup } from '../../../components/Markup.tsx';
import { placeOfLines, type Place } from '../../../components/passages/align.ts';
import { AnnotatedCode } from '../../../components/passages/AnnotatedCode.tsx';
import { AnnotatedMarkup } from '../../../components/passages/AnnotatedMarkup.tsx';
import {
  selectedInDifference,
  selectedLines,
  selectedPlace,
  showLines,
} from '../../../components/passages/drawn.ts';
import { useColouredLines } from '../../../components/passages/useColouredLines.ts';
import { QuestionReport } from '../../../components/report/QuestionReport.tsx';
import { VerdictStatus } from '../../../components/report/VerdictStatus.tsx';
import { Status } from '../../../components/Status.tsx';
import { Whose } from '../../../components/whose.ts';
import { useKeys } from '../../../components/useKeys.ts';
import { useSubmissionImageUrl } from '../../images/imageUrls.ts';
import EarlierComments from '../../inline-comments/EarlierComments.tsx';
import { useInlineComments } from '../../inline-comments/useInlineComments.tsx';
import { itemFromRule } from '../grade/gradeState.ts';
import classes from '../grading.module.css';
import { acceptKey, keyOfAnswer } from './painted.ts';
import { RuleNotice } from './RuleNotice.tsx';
import { Solution } from './Solution.tsx';
import { KeyHint } from '../../../components/KeyHint.tsx';
import { Message } from '../../../components/Message.tsx';

const ExperimentFigure = lazy(() => import('../../../components/experiment/ExperimentFigure.tsx'));

/** What the grade's panel may ask of the answer. */
export interface AnswerHandle {
  /** Opens a comment on what is selected of the answer. @returns whether anything is */
  commentOnSelection: () => boolean;
  /** Selects lines of the program and brings them into view. */
  showLines: (lines: { line: number; endLine: number }) => void;
}

interface AnswerViewProps {
  set: string;
  answer: GradingAnswer;
  ref?: Ref<AnswerHandle>;
}

/** What the group answered; the question and its solution are shown above it when asked for. */
export function AnswerView({ set, answer, ref }: AnswerViewProps) {
  const { question, macros, report, run, file } = answer;
  const isCode = question.kind !== 'written';
  const { course, mayAct } = useCourse();
  const imageUrl = useSubmissionImageUrl(answer.submissionId, answer.images);
  const [statementOpened, statement] = useDisclosure(false);
  const [solutionOpened, solution] = useDisclosure(false);
  // Once a question: where it is asked for it is there, and moves the answer once.
  useEffect(() => {
    const params = { course: course.slug, assignment: set, question: question.id };
    void queryClient.prefetchQuery({ ...queryOf(getSolution, { params }), staleTime: Infinity });
  }, [course.slug, set, question.id]);
  // What is new since a grade was given is what there is to look at.
  const [changesShown, changes] = useDisclosure(answer.before !== null);
  const isCompared = answer.before !== null && changesShown;
  const source = isCode ? (file?.text ?? '') : answer.answer;
  const mayComment = mayAct && !answer.yours && !answer.takenOut && source.trim() !== '';
  const shown = useRef<HTMLDivElement>(null);
  const inline = useInlineComments({
    answer: { submissionId: answer.submissionId, question: question.id },
    source,
    code: isCode,
    macros,
  });
  const coloured = useColouredLines(isCode ? file : null);
  const selected = () => {
    if (isCompared) return selectedInDifference(shown.current?.querySelector('[data-difference]') ?? null);
    return (isCode ? selectedLines : selectedPlace)(shown.current, source);
  };
  const comment = (mayChoose: boolean): boolean => {
    const place = mayComment ? selected() : null;
    const first = place ?? (mayComment && mayChoose ? firstPlace(source) : null);
    if (first === null) return false;
    // The difference is of words alone; what is said stands in the answer.
    changes.close();
    inline.begin(place, first);
    return place !== null;
  };
  useImperativeHandle(ref, () => ({
    commentOnSelection: () => comment(false),
    showLines: (lines) => {
      // They are lines of the program, which must be there first, and not of a difference.
      flushSync(changes.close);
      showLines(shown.current, lines);
    },
  }));
  const toggleChanges = answer.before === null ? undefined : changes.toggle;
  const accepts = (event: KeyboardEvent) =>
    acceptKey(keyOfAnswer({ submissionId: answer.submissionId, question: question.id }), event);
  useKeys('answer', { q: statement.toggle, o: solution.toggle, d: toggleChanges }, accepts);
  return (
    <Whose value="theirs">
      <div className={classes.answer} data-answer={answer.submissionId}>
        <div className={classes.answerBar}>
          {answer.before !== null && (
            <>
              <Status kind="changed">Changed since it was graded</Status>
              <BarButton keyHint="d" aria-pressed={changesShown} onClick={changes.toggle}>
                {changesShown ? 'Show the answer' : 'Show changes'}
              </BarButton>
              <span className={classes.space} />
            </>
          )}
          <BarButton keyHint="q" aria-expanded={statementOpened} onClick={statement.toggle}>
            {answer.askedAs === null ? 'Question' : 'Question, reworded since'}
          </BarButton>
          <BarButton keyHint="o" aria-expanded={solutionOpened} onClick={solution.toggle}>
            Solution
          </BarButton>
          {mayComment && (
            <BarButton
              keyHint="c"
              // A click would take the selection away before it is read.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => void comment(true)}
            >
              Comment
            </BarButton>
          )}
        </div>
        {statementOpened && (
          <div className={classes.statement}>
            <Markup ofSet source={question.statement} macros={macros} size="small" />
            {answer.askedAs !== null && (
              <>
                <h2 className={classes.partName}>As it was answered: {answer.askedAs.title}</h2>
                <Markup ofSet source={answer.askedAs.statement} macros={macros} size="small" />
              </>
            )}
          </div>
        )}
        {solutionOpened && (
          <section className={classes.statement} aria-label="Solution">
            <Solution set={set} question={question} macros={macros} />
          </section>
        )}
        {inline.putBack !== null && (
          <p className={classes.muted} role="status">
            Comment removed.{' '}
            <Button variant="subtle" size="compact-sm" onClick={inline.putBack}>
              Put it back
            </Button>
          </p>
        )}
        {answer.before !== null && isCompared && (
          <div ref={shown}>
            <Changes
              before={isCode ? (answer.before.file?.text ?? '') : answer.before.text}
              after={isCode ? (file?.text ?? '') : answer.answer}
              since={`submission ${answer.grade?.from?.number ?? ''}, which was graded`}
              code={isCode}
            />
          </div>
        )}
        {question.kind === 'written' &&
          !isCompared &&
          (answer.answer.trim() === '' ? (
            <p className={classes.muted}>No answer was given.</p>
          ) : (
            <div className={classes.paper}>
              <AnnotatedMarkup
                source={answer.answer}
                macros={macros}
                imageUrl={imageUrl}
                notes={inline.notes}
                ref={shown}
              />
            </div>
          ))}
        {answer.figures.map((experiment, index) => (
          <section key={index}>
            <h2 className={classes.partName}>The figure that their own optimizers made</h2>
            <Suspense>
              <ExperimentFigure experiment={experiment} />
            </Suspense>
          </section>
        ))}
        {answer.rule !== null && (
          <RuleNotice
            rule={answer.rule}
            rubric={answer.rubric}
            submissionId={answer.submissionId}
            question={question.id}
            applied={itemFromRule(answer) !== null}
            accepts={accepts}
          />
        )}
        {isCode && (
          <>
            {report !== null ? (
              <>
                <VerdictStatus verdict={report.verdict} />
                <QuestionReport report={report} />
              </>
            ) : (
              run !== null && (
                <Status kind={run.state === 'failed' ? 'failed' : 'running'}>
                  <Message>
                    {run.state === 'failed'
                      ? 'We could not test this; the work is safe'
                      : (run.refusal ?? 'Tests running')}
                  </Message>
                </Status>
              )
            )}
            {file !== null && !isCompared && (
              <>
                <h2 className={classes.fileName}>{file.name}</h2>
                <AnnotatedCode
                  label={file.name}
                  source={file.text}
                  lines={coloured}
                  notes={inline.notes}
                  ref={shown}
                />
              </>
            )}
          </>
        )}
        <EarlierComments comments={inline.comments} macros={macros} code={isCode} />
      </div>
    </Whose>
  );
}

interface BarButtonProps extends ComponentProps<'button'> {
  /** The key that does the same. */
  keyHint: string;
}

/** Above the answer: shows more of it, or says something about it. */
function BarButton({ keyHint, ...props }: BarButtonProps) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      rightSection={<KeyHint of={`answer:${keyHint}`} />}
      {...props}
    />
  );
}

/** The first line with words; null of an empty answer. */
function firstPlace(source: string): Place | null {
  const line = source.split('\n').findIndex((each) => each.trim() !== '') + 1;
  return line === 0 ? null : placeOfLines(source, line, line);
}
