import { getRerunReport, type RerunResult } from '../../../../contract/reruns.ts';
import type { VisibleReport } from '../../../../contract/submissions.ts';
import { useCall } from '../../api/query.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Whose } from '../../components/whose.ts';
import { QuestionReport } from '../../components/report/QuestionReport.tsx';
import classes from './reruns.module.css';

interface RerunReportProps {
  rerun: string;
  result: RerunResult;
  names: string;
  onClose: () => void;
}

/** What the grader says without the rerun and with it. */
export function RerunReport({ rerun, result, names, onClose }: RerunReportProps) {
  const query = useCall(getRerunReport, { params: { submissionId: result.submissionId, rerun } });
  const changed = new Set(result.tests.map(({ question }) => question));
  return (
    <Dialog opened onClose={onClose} size="xl" title={`${names}, submission ${result.number}`}>
      {query.data === undefined ? (
        <Pending query={query} />
      ) : (
        <div className={classes.reports}>
          <Side title="With the rerun" report={query.data.after} only={changed} />
          <Side title="Without it" report={query.data.before} only={changed} />
        </div>
      )}
    </Dialog>
  );
}

interface SideProps {
  title: string;
  report: VisibleReport | null;
  /** Questions whose tests come out otherwise; the others are the same on both sides. */
  only: ReadonlySet<string>;
}

function Side({ title, report, only }: SideProps) {
  return (
    <section>
      <h3>{title}</h3>
      {report === null ? (
        <p className={classes.muted}>There is no report.</p>
      ) : (
        <Whose value="theirs">
          {report.questions
            .filter(({ id }) => only.size === 0 || only.has(id))
            .map((question) => (
              <div key={question.id}>
                <h4>{question.id}</h4>
                <QuestionReport report={question} />
              </div>
            ))}
        </Whose>
      )}
    </section>
  );
}
