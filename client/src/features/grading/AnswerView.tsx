import type { GradingAnswer } from '../../../../contract/grading.ts';
import { Details } from '../../components/Details.tsx';
import { Editor } from '../../components/editor/Editor.tsx';
import type { EditorLanguage } from '../../components/editor/languages.ts';
import { Markup } from '../../components/Markup.tsx';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { Status } from '../../components/Status.tsx';
import classes from './grading.module.css';
import { RuleNotice } from './RuleNotice.tsx';

function languageOf(file: string): EditorLanguage {
  if (file.endsWith('.py')) return 'python';
  return file.endsWith('.ts') ? 'typescript' : 'javascript';
}

/** What the group answered, with the question folded up above it. */
export function AnswerView({ answer }: { answer: GradingAnswer }) {
  const { question, macros, report, run, file } = answer;
  return (
    <div className={classes.answer}>
      <Details summary="The question">
        <Markup source={question.statement} macros={macros} size="small" />
      </Details>
      {question.kind === 'written' &&
        (answer.answer.trim() === '' ? (
          <p className={classes.muted}>No answer was given.</p>
        ) : (
          <div className={classes.paper}>
            <Markup source={answer.answer} macros={macros} />
          </div>
        ))}
      {answer.rule !== null && <RuleNotice rule={answer.rule} rubric={answer.rubric} />}
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
                {run.state === 'failed' ? 'The grader failed' : 'Tests running'}
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
