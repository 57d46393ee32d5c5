import type { VisibleQuestionReport } from '../../../../contract/submissions.ts';
import type { Verdict } from '../../../../grader/core/terms.ts';
import { withheldWords } from '../../../../grader/report/shown.ts';

export const VERDICT_WORDS: Record<Verdict, string> = {
  accepted: 'Accepted',
  partially_accepted: 'Partly right',
  wrong_answer: 'Wrong answer',
  runtime_error: 'Stopped with an error',
  time_limit_exceeded: 'Ran out of time',
  memory_limit_exceeded: 'Ran out of memory',
  output_limit_exceeded: 'Printed too much',
  invalid_submission: 'Could not be run',
};

/**
 * "6 of 6 visible tests passed; 4 hidden ones run after the due time." Never "all tests passed" while some are not
 * shown.
 */
export function testsSentence({
  tests,
  withheld,
}: Pick<VisibleQuestionReport, 'tests' | 'withheld'>): string {
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const unseen = withheld.afterDueDate + withheld.afterPublished + withheld.hidden;
  const visible = `${passed} of ${tests.length} ${unseen > 0 ? 'visible ' : ''}tests passed`;
  const later = withheldWords(withheld);
  return later === '' ? `${visible}.` : `${visible}; ${later}.`;
}
