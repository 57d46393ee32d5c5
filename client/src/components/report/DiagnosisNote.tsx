import type { Diagnosis } from '../../../../contract/report.ts';
import classes from './report.module.css';

/** Which rule the submission is, in the grader's words. */
export function DiagnosisNote({ diagnosis }: { diagnosis: Diagnosis }) {
  return (
    <p className={classes.diagnosis} data-fault={diagnosis.faults.length > 0 || undefined}>
      {diagnosis.message}
    </p>
  );
}
