import type { VisibleQuestionReport } from '../../../../contract/submissions.ts';
import type { Verdict } from '../../../../grader/terms.ts';
import type { StatusKind } from '../Status.tsx';

export const VERDICT_WORDS: Record<Verdict, string> = {
  accepted: 'Passes',
  partially_accepted: 'Some tests fail',
  wrong_answer: 'Fails',
  runtime_error: 'Stopped with an error',
  time_limit_exceeded: 'Ran out of time',
  memory_limit_exceeded: 'Ran out of memory',
  output_limit_exceeded: 'Printed too much',
  invalid_submission: 'Could not be run',
};

export type Tested = Pick<VisibleQuestionReport, 'tests' | 'withheld'>;

export interface TestsSummary {
  kind: StatusKind;
  words: string;
}

/**
 * "4 of 10 visible tests pass; 2 hidden until Thu 14:30." Only where nothing is hidden and all pass does it look like
 * success; a run in which nothing passes looks like failure.
 *
 * @param dueWords when tests that are hidden until the due time are shown: `Thu 3 Dec 14:30`
 */
export function summarizeTests(questions: readonly Tested[], dueWords = 'the due time'): TestsSummary {
  const tests = questions.flatMap((question) => question.tests);
  const sum = (part: keyof Tested['withheld']) =>
    questions.reduce((total, { withheld }) => total + withheld[part], 0);
  const [afterDueDate, afterPublished, hidden] = [sum('afterDueDate'), sum('afterPublished'), sum('hidden')];
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const unseen = afterDueDate + afterPublished + hidden;
  const later = [
    afterDueDate > 0 ? `${afterDueDate} hidden until ${dueWords}` : '',
    afterPublished > 0 ? `${afterPublished} hidden until grades are out` : '',
    hidden > 0 ? `${hidden} stay hidden` : '',
  ].filter((part) => part !== '');
  const [noun, verb] = tests.length === 1 ? ['test', 'passes'] : ['tests', 'pass'];
  const visible =
    tests.length === 0
      ? 'No test to see yet'
      : unseen === 0 && passed === tests.length && passed > 1
        ? `All ${passed} tests pass`
        : `${passed} of ${tests.length} ${unseen > 0 ? 'visible ' : ''}${noun} ${verb}`;
  return { kind: kindOf(passed, tests.length, unseen), words: [visible, ...later].join('; ') };
}

function kindOf(passed: number, visible: number, unseen: number): StatusKind {
  if (visible === 0) return 'ungraded';
  if (passed === 0) return 'failed';
  if (passed < visible) return 'partial';
  return unseen > 0 ? 'done' : 'passed';
}

export type Tone = 'passed' | 'fault' | 'plain';

/** Follows what the tests say: a failure that has no name is no success. */
export function toneOf(report: Pick<VisibleQuestionReport, 'tests' | 'withheld' | 'diagnosis'>): Tone {
  const { kind } = summarizeTests([report]);
  if ((report.diagnosis?.faults.length ?? 0) > 0 || kind === 'failed' || kind === 'partial') return 'fault';
  return kind === 'passed' ? 'passed' : 'plain';
}
