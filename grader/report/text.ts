/** A report for people at a terminal. Pure. */
import type { VisibleQuestionReport } from '../../contract/submissions.ts';
import { verdictLater, withheldWords, type ShownReport } from './shown.ts';

const MARK = { passed: '✓', failed: '✕', error: '✕', skipped: '–' } as const;

function question(report: VisibleQuestionReport): string {
  const tests = report.tests
    .filter((test) => test.status !== 'passed' || test.maxScore > 0)
    .map((test) => {
      const points = test.maxScore > 0 ? `  ${test.score}/${test.maxScore}` : '  advice';
      return `  ${MARK[test.status]} ${test.title}${points}${test.message && `\n      ${test.message}`}`;
    });
  const verdict = report.verdict ?? verdictLater(report.withheld);
  const score = report.score === null ? '' : `  ${report.score}/${report.maxScore}`;
  const withheld = withheldWords(report.withheld);
  return [
    `${report.id}  ${verdict}${score}`,
    ...(report.diagnosis ? [`  ${report.diagnosis.message}`] : []),
    ...tests,
    ...(withheld === '' ? [] : [`  … ${withheld}`]),
  ].join('\n');
}

export const toText = ({ assignment, questions, score, maxScore }: ShownReport): string =>
  [
    ...questions.map(question),
    score === null ? `${assignment}: ${maxScore} points in all` : `${assignment}: ${score} of ${maxScore}`,
  ].join('\n\n');
