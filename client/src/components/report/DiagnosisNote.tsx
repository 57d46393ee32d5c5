import type { VisibleQuestionReport } from '../../../../contract/submissions.ts';
import { Message } from '../Message.tsx';
import classes from './report.module.css';
import { toneOf } from './words.ts';

/** Which rule the submission is, in the grader's words. */
export function DiagnosisNote({ report }: { report: VisibleQuestionReport }) {
  if (report.diagnosis === null) return null;
  return (
    <p className={classes.diagnosis} data-tone={toneOf(report)}>
      <Message>{report.diagnosis.message}</Message>
    </p>
  );
}
