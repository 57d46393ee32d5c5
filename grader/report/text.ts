/** A report for people at a terminal. Pure. */
import type { GradeReport, QuestionReport } from '../../contract/report.ts';

const MARK = { passed: '✓', failed: '✕', error: '✕', skipped: '–' } as const;

function question(report: QuestionReport): string {
  const tests = report.tests
    .filter((test) => test.status !== 'passed' || test.maxScore > 0)
    .map((test) => {
      const points = test.maxScore > 0 ? `  ${test.score}/${test.maxScore}` : '  advice';
      return `  ${MARK[test.status]} ${test.title}${points}${test.message && `\n      ${test.message}`}`;
    });
  const head = `${report.id}  ${report.verdict}  ${report.score}/${report.maxScore}`;
  return [head, ...(report.diagnosis ? [`  ${report.diagnosis.message}`] : []), ...tests].join('\n');
}

export const toText = (report: GradeReport): string =>
  [...report.questions.map(question), `${report.assignment}: ${report.score} of ${report.maxScore}`].join(
    '\n\n',
  );
