import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { GradingAnswer } from '../../../../contract/grading.ts';
import { Editor } from '../../components/editor/Editor.tsx';
import type { EditorLanguage } from '../../components/editor/languages.ts';
import { Markup } from '../../components/Markup.tsx';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { Status } from '../../components/Status.tsx';
import { useKeys } from '../../components/useKeys.ts';
import { useSubmissionImageUrl } from '../images/imageUrls.ts';
import { itemFromRule } from './gradeState.ts';
import classes from './grading.module.css';
import { isMeantFor, keyOfAnswer } from './painted.ts';
import { RuleNotice } from './RuleNotice.tsx';

function languageOf(file: string): EditorLanguage {
  if (file.endsWith('.py')) return 'python';
  return file.endsWith('.ts') ? 'typescript' : 'javascript';
}

/** What the group answered; the question is shown above it when asked for. */
export function AnswerView({ answer }: { answer: GradingAnswer }) {
  const { question, macros, report, run, file } = answer;
  const imageUrl = useSubmissionImageUrl(answer.submissionId, answer.images);
  const [statementOpened, statement] = useDisclosure(false);
  useKeys({ q: statement.toggle }, (event) =>
    isMeantFor(keyOfAnswer({ submissionId: answer.submissionId, question: question.id }), event),
  );
  return (
    <div className={classes.answer} data-answer={answer.submissionId}>
      <div className={classes.answerBar}>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={statementOpened}
          onClick={statement.toggle}
          rightSection={<kbd aria-hidden="true">Q</kbd>}
        >
          Question
        </Button>
      </div>
      {statementOpened && (
        <div className={classes.statement}>
          <Markup source={question.statement} macros={macros} size="small" />
        </div>
      )}
      {question.kind === 'written' &&
        (answer.answer.trim() === '' ? (
          <p className={classes.muted}>No answer was given.</p>
        ) : (
          <div className={classes.paper}>
            <Markup source={answer.answer} macros={macros} imageUrl={imageUrl} />
          </div>
        ))}
      {answer.rule !== null && (
        <RuleNotice
          rule={answer.rule}
          rubric={answer.rubric}
          submissionId={answer.submissionId}
          question={question.id}
          applied={itemFromRule(answer) !== null}
        />
      )}
      {question.kind === 'optimizer' && (
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
          {file !== null && (
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
