import type { TrajectoryPlot } from '../../../../contract/report.ts';
import type { VisibleQuestionReport } from '../../../../contract/submissions.ts';
import { lazy, Suspense } from 'react';
import { Details } from '../Details.tsx';
import { finitePoints } from '../plot/trajectory.ts';
import { TrajectoryFigure } from '../plot/TrajectoryFigure.tsx';
import { DiagnosisNote } from './DiagnosisNote.tsx';
import classes from './report.module.css';
import { TestList } from './TestList.tsx';
import { summarizeTests } from './words.ts';

const ExperimentFigure = lazy(() => import('../experiment/ExperimentFigure.tsx'));

/** Where not a single step was taken there is nothing to draw. */
function isTrajectory({ yours }: TrajectoryPlot): boolean {
  return finitePoints(yours).length > 1;
}

interface QuestionReportProps {
  report: VisibleQuestionReport;
  /** When tests that are hidden until the due time are shown: `Thu 3 Dec 14:30`. */
  dueWords?: string;
}

/** What the grader says of one question: the sentence, the diagnosis, the pictures, the tests, the output. */
export function QuestionReport({ report, dueWords }: QuestionReportProps) {
  const sentence = summarizeTests([report], dueWords).words;
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
      <DiagnosisNote report={report} />
      {report.experiment !== undefined && (
        <Suspense>
          <ExperimentFigure experiment={report.experiment} />
        </Suspense>
      )}
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
