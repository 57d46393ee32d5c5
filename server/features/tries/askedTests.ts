/** Which tests of a question a try plays, and how. Pure: all that the trier learns of the question is made here. */
import type { PlayedQuestion, Question, TestFile } from '../../../contract/assignment.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import { MOST_PLOTTED, type Adjustment, type tryCode } from '../../../contract/tries.ts';
import { findObjective } from '../../../grader/objectives/index.ts';
import { ApiError } from '../../errors.ts';

export type Asked = BodyOf<typeof tryCode>;
type AskedQuestion = Extract<Question, { kind: 'optimizer' }>;

const isPlotted = (test: TestFile) => test.kind === 'trajectory' && test.plot;

/**
 * The question with the tests that are to be played, and nothing else of it: visible ones only, whoever asks.
 *
 * @returns null where there is none
 * @throws ApiError unacceptable when the adjustment is of no plotted visible test
 */
export function askedTests(
  { statement: _, ...question }: AskedQuestion,
  { tests: which, adjustment }: Pick<Asked, 'tests' | 'adjustment'>,
): PlayedQuestion | null {
  const visible = question.tests.filter(({ visibility }) => visibility === 'visible');
  const plotted = visible.filter(isPlotted).slice(0, MOST_PLOTTED);
  const tests = adjustment
    ? [adjusted(question, plotted, adjustment)]
    : which === 'plotted'
      ? plotted
      : visible;
  // No objective that only a withheld test names.
  const objectives = question.objectives.filter(({ name }) =>
    tests.some((test) => test.kind === 'trajectory' && test.objective === name),
  );
  return tests.length === 0 ? null : { ...question, tests, objectives, partialCredit: [] };
}

function adjusted(
  { objectives }: Pick<AskedQuestion, 'objectives'>,
  plotted: readonly TestFile[],
  adjustment: Adjustment,
): TestFile {
  const test = plotted.find(({ id }) => id === adjustment.test);
  if (test?.kind !== 'trajectory')
    throw new ApiError('unacceptable', `There is no picture of a test ${adjustment.test} here.`);
  const { start, hyperparameters } = adjustment;
  const objective = objectives.find(({ name }) => name === test.objective) ?? findObjective(test.objective);
  const dimensions = (test.start ?? test.gradients?.[0] ?? objective?.start)?.length;
  if (start && dimensions !== 2)
    throw new ApiError('unacceptable', `The start of ${test.id} has not two coordinates and stays as it is.`);
  const given =
    Object.keys(hyperparameters).length > 0
      ? { ...test.hyperparameters, ...hyperparameters }
      : test.hyperparameters;
  return { ...test, ...(start && { start: [...start] }), hyperparameters: given };
}
