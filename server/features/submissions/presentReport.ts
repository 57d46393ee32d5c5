/**
 * The report as its reader may see it. What a student must not see stops here: hidden tests, tests before their
 * time, and everything that would tell their outcome.
 */
import type { AssignmentDefinition, OptimizerQuestion } from '../../../contract/assignment.ts';
import type { QuestionReport, StoredReport, TestResult } from '../../../contract/report.ts';
import type { VisibleQuestionReport, VisibleReport } from '../../../contract/submissions.ts';
import { totalOf } from '../grading/scores.ts';

export interface Reader {
  isStaff: boolean;
  now: Date;
  dueAt: Date;
  released: boolean;
}

function maySee({ visibility }: TestResult, reader: Reader): boolean {
  if (reader.isStaff) return true;
  switch (visibility) {
    case 'visible':
      return true;
    case 'after_due_date':
      return reader.now > reader.dueAt || reader.released;
    case 'after_published':
      return reader.released;
    case 'hidden':
      return false;
  }
}

function presentQuestionReport(
  report: QuestionReport,
  stored: StoredReport,
  detail: OptimizerQuestion['diagnosis'],
  reader: Reader,
): VisibleQuestionReport {
  const tests = report.tests.filter((test) => maySee(test, reader));
  const withheld = report.tests.filter((test) => !maySee(test, reader));
  const count = (visibility: TestResult['visibility']) =>
    withheld.filter((test) => test.visibility === visibility).length;
  // The sum gives away the outcome of withheld tests, except once grades are released and it is the grade.
  const secret = !reader.released && withheld.some(({ maxScore }) => maxScore > 0);
  const inFull = reader.isStaff || reader.released || reader.now > reader.dueAt;
  const shown = inFull ? 'full' : detail;
  const testIds = new Set(tests.map(({ id }) => id));
  return {
    id: report.id,
    verdict: secret ? null : report.verdict,
    score: secret ? null : report.score,
    maxScore: report.maxScore,
    tests: shown === 'none' ? tests.map((test) => ({ ...test, message: '' })) : tests,
    diagnosis: shown === 'full' ? report.diagnosis : null,
    withheld: {
      afterDueDate: count('after_due_date'),
      afterPublished: count('after_published'),
      hidden: count('hidden'),
    },
    plots:
      shown === 'none' ? [] : (stored.plots[report.id] ?? []).filter(({ testId }) => testIds.has(testId)),
    output: withheld.length > 0 ? '' : (stored.output[report.id] ?? ''),
  };
}

export function presentReport(
  stored: StoredReport,
  definition: AssignmentDefinition,
  reader: Reader,
): VisibleReport {
  const questions = stored.questions.map((report) => {
    const question = definition.questions.find(({ id }) => id === report.id);
    const detail = question?.kind === 'optimizer' ? question.diagnosis : 'none';
    return presentQuestionReport(report, stored, detail, reader);
  });
  return {
    language: stored.language,
    score: totalOf(questions),
    maxScore: stored.maxScore,
    durationMs: stored.durationMs,
    questions,
  };
}
