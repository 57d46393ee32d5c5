import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import type { GradingAnswer } from '../../../../contract/grading.ts';
import { Changes } from '../../components/diff/Changes.tsx';
import { Editor } from '../../components/editor/Editor.tsx';
import { Markup } from '../../components/Markup.tsx';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { Status } from '../../components/Status.tsx';
import { useKeys } from '../../components/useKeys.ts';
import { useSubmissionImageUrl } from '../images/imageUrls.ts';
import { itemFromRule } from './gradeState.ts';
import classes from './grading.module.css';
import { languageOf } from './languageOf.ts';
import { isMeantFor, keyOfAnswer } from './painted.ts';
import { RuleNotice } from './RuleNotice.tsx';
import { Solution } from './Solution.tsx';

const ExperimentFigure = lazy(() => import('../../components/experiment/ExperimentFigure.tsx'));

/** What the group answered; the question and its solution are shown above it when asked for. */
export function AnswerView({ set, answer }: { set: string; answer: GradingAnswer }) {
  const { question, macros, report, run, file } = answer;
  const isCode = question.kind !== 'written';
  const imageUrl = useSubmissionImageUrl(answer.submissionId, answer.images);
  const [statementOpened, statement] = useDisclosure(false);
  const [solutionOpened, solution] = useDisclosure(false);
  // What is new since a grade was given is what there is to look at.
  const [changesShown, changes] = useDisclosure(answer.before !== null);
  const isCompared = answer.before !== null && changesShown;
  const toggleChanges = answer.before === null ? undefined : changes.toggle;
  const accepts = (event: KeyboardEvent) =>
    isMeantFor(keyOfAnswer({ submissionId: answer.submissionId, question: question.id }), event);
  useKeys({ q: statement.toggle, o: solution.toggle, d: toggleChanges }, accepts);
  return (
    <div className={classes.answer} data-answer={answer.submissionId}>
      <div className={classes.answerBar}>
        {answer.before !== null && (
          <>
            <Status kind="changed">Changed since it was graded</Status>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-pressed={changesShown}
              onClick={changes.toggle}
              rightSection={<kbd aria-hidden="true">D</kbd>}
            >
              {changesShown ? 'Show the answer' : 'Show changes'}
            </Button>
            <span className={classes.space} />
          </>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={statementOpened}
          onClick={statement.toggle}
          rightSection={<kbd aria-hidden="true">Q</kbd>}
        >
          {answer.askedAs === null ? 'Question' : 'Question, reworded since'}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={solutionOpened}
          onClick={solution.toggle}
          rightSection={<kbd aria-hidden="true">O</kbd>}
        >
          Solution
        </Button>
      </div>
      {statementOpened && (
        <div className={classes.statement}>
          <Markup source={question.statement} macros={macros} size="small" />
          {answer.askedAs !== null && (
            <>
              <h2 className={classes.fileName}>As it was answered: {answer.askedAs.title}</h2>
              <Markup source={answer.askedAs.statement} macros={macros} size="small" />
            </>
          )}
        </div>
      )}
      {solutionOpened && (
        <section className={classes.statement} aria-label="Solution">
          <Solution set={set} question={question} macros={macros} />
        </section>
      )}
      {answer.before !== null && isCompared && (
        <Changes
          before={isCode ? (answer.before.file?.text ?? '') : answer.before.text}
          after={isCode ? (file?.text ?? '') : answer.answer}
          since={`submission ${answer.grade?.from?.number ?? ''}, which was graded`}
          code={isCode}
        />
      )}
      {question.kind === 'written' &&
        !isCompared &&
        (answer.answer.trim() === '' ? (
          <p className={classes.muted}>No answer was given.</p>
        ) : (
          <div className={classes.paper}>
            <Markup source={answer.answer} macros={macros} imageUrl={imageUrl} />
          </div>
        ))}
      {answer.figures.map((experiment, index) => (
        <section key={index}>
          <h2 className={classes.fileName}>The figure that their own optimizers made</h2>
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
                {run.state === 'failed' ? 'The grader failed' : (run.refusal ?? 'Tests running')}
              </Status>
            )
          )}
          {file !== null && !isCompared && (
            <>
              <h2 className={classes.fileName}>{file.name}</h2>
              <Editor label={file.name} language={languageOf(file.name)} value={file.text} readOnly />
            </>
          )}
        </>
      )}
    </div>
  );
}
