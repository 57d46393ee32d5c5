import type { TrajectoryPlot } from '../../../../contract/report.ts';
import type { VisibleQuestionReport } from '../../../../contract/submissions.ts';
import { Details } from '../Details.tsx';
import { finitePoints } from '../plot/trajectory.ts';
import { TrajectoryFigure } from '../plot/TrajectoryFigure.tsx';
import { DiagnosisNote } from './DiagnosisNote.tsx';
import classes from './report.module.css';
import { TestList } from './TestList.tsx';
import { testsSentence } from './words.ts';

/** What the grader says of one question: the sentence, the diagnosis, the pictures, the tests, the output. */
/** Where not a single step was taken there is nothing to draw. */
function isTrajectory({ yours }: TrajectoryPlot): boolean {
  return finitePoints(yours).length > 1;
}

export function QuestionReport({ report }: { report: VisibleQuestionReport }) {
  const sentence = testsSentence(report);
  const clean = report.tests.length > 0 && report.tests.every(({ status }) => status === 'passed');
  return (
    <div className={classes.report}>
      {clean ? (
        <Details summary={sentence}>
          <TestList tests={report.tests} />
        </Details>
      ) : (
        <p className={classes.sentence}>{sentence}</p>
      )}
      {report.diagnosis !== null && <DiagnosisNote diagnosis={report.diagnosis} />}
      {report.plots.filter(isTrajectory).map((plot) => (
        <TrajectoryFigure key={plot.testId} plot={plot} />
      ))}
      {!clean && <TestList tests={report.tests} />}
      {report.output !== '' && (
        <Details summary="What the code printed">
          <pre className={classes.output} tabIndex={0}>
            {report.output}
          </pre>
        </Details>
      )}
    </div>
  );
}
