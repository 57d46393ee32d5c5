import type { GradingAnswer } from '../../../../contract/grading.ts';
import { Details } from '../../components/Details.tsx';
import { Editor } from '../../components/editor/Editor.tsx';
import type { EditorLanguage } from '../../components/editor/languages.ts';
import { Markup } from '../../components/Markup.tsx';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import { VerdictStatus } from '../../components/report/VerdictStatus.tsx';
import { Status } from '../../components/Status.tsx';
import { useSubmissionImageUrl } from '../images/imageUrls.ts';
import { itemFromRule } from './gradeState.ts';
import classes from './grading.module.css';
import { RuleNotice } from './RuleNotice.tsx';

function languageOf(file: string): EditorLanguage {
  if (file.endsWith('.py')) return 'python';
  return file.endsWith('.ts') ? 'typescript' : 'javascript';
}

/** What the group answered, with the question folded up above it. */
export function AnswerView({ answer }: { answer: GradingAnswer }) {
  const { question, macros, report, run, file } = answer;
  const imageUrl = useSubmissionImageUrl(answer.submissionId, answer.images);
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
