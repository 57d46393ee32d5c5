/**
 * What a try plays of a question, and what it tells of what was played: the same for the trier and for a student's own
 * browser. Pure.
 */
import type { PlayedQuestion, PublishedOptimizer, TestFile } from '../../contract/assignment.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { QuestionRecord } from '../../contract/report.ts';
import {
  MOST_PLOTTED,
  type Adjustment,
  type OwnTrial,
  type tryCode,
  type Tried,
  type TryFailure,
} from '../../contract/tries.ts';
import { findObjective } from '../objectives/index.ts';
import { questionSeen, withheldBeyond } from './reportSeen.ts';

export type Asked = BodyOf<typeof tryCode>;

export type ToPlay =
  | { kind: 'play'; question: PlayedQuestion }
  /** There is no such test, in words. */
  | { kind: 'nothing'; message: string }
  /** What is asked for cannot be, in words. */
  | { kind: 'refused'; message: string };

/** Characters of a program's output that a page is told. */
const SHOWN_OUTPUT = 8 * 2 ** 10;

const isPlotted = (test: TestFile) => test.kind === 'trajectory' && test.plot;
const isVisible = ({ visibility }: TestFile) => visibility === 'visible';

/** The question with the tests that are to be played, and nothing else of it: visible ones only, whoever asks. */
export function trialOf(
  question: PlayedQuestion,
  { tests: which, adjustment }: Pick<Asked, 'tests' | 'adjustment'>,
): ToPlay {
  const visible = question.tests.filter(isVisible);
  const plotted = visible.filter(isPlotted).slice(0, MOST_PLOTTED);
  if (adjustment) {
    const test = adjusted(question, plotted, adjustment);
    return 'refusal' in test ? { kind: 'refused', message: test.refusal } : play(question, [test]);
  }
  if (which === 'plotted')
    return plotted.length > 0
      ? play(question, plotted)
      : { kind: 'nothing', message: 'This question has no picture to show before you submit.' };
  return visible.length > 0
    ? play(question, visible)
    : { kind: 'nothing', message: 'This question has no test to see before you submit.' };
}

const play = (question: PlayedQuestion, tests: TestFile[]): ToPlay => ({
  kind: 'play',
  question: withTests(question, tests),
});

/** With these tests alone, and no objective that only another one names. */
function withTests(question: PlayedQuestion, tests: TestFile[]): PlayedQuestion {
  const named = tests.flatMap((test) => (test.kind === 'trajectory' ? test.objective : []));
  const objectives = question.objectives.filter(({ name }) => named.includes(name));
  return { ...question, tests, objectives, partialCredit: [] };
}

function adjusted(
  { objectives }: Pick<PlayedQuestion, 'objectives'>,
  plotted: readonly TestFile[],
  adjustment: Adjustment,
): TestFile | { refusal: string } {
  const test = plotted.find(({ id }) => id === adjustment.test);
  if (test?.kind !== 'trajectory')
    return { refusal: `There is no picture of a test ${adjustment.test} here.` };
  const { start, hyperparameters } = adjustment;
  const objective = objectives.find(({ name }) => name === test.objective) ?? findObjective(test.objective);
  const dimensions = (test.start ?? test.gradients?.[0] ?? objective?.start)?.length;
  if (start && dimensions !== 2)
    return { refusal: `The start of ${test.id} has not two coordinates and stays as it is.` };
  const given =
    Object.keys(hyperparameters).length > 0
      ? { ...test.hyperparameters, ...hyperparameters }
      : test.hyperparameters;
  return { ...test, ...(start && { start: [...start] }), hyperparameters: given };
}

/**
 * What a browser needs to try texts itself: the visible tests, of which their author sees everything. Null where it is to know
 * less than playing and judging them takes: a diagnosis that is not said yet, an objective's program.
 */
export function ownTrialOf({ statement: _, ...question }: PublishedOptimizer): OwnTrial | null {
  const seen = withTests(question, question.tests.filter(isVisible));
  if (question.diagnosis !== 'full' || seen.objectives.length > 0) return null;
  return { question: seen, withheld: withheldBeyond(question.tests, 'visible') };
}

/** A try tells no more than a submission would before the due time, whoever asks and whenever. */
const SEEING = { widest: 'visible', released: false } as const;

/** @param question with all of its tests, or with the visible ones: what is withheld is counted */
export function triedOf(
  { record, failure }: { record: QuestionRecord; failure: TryFailure | null },
  question: PlayedQuestion,
): Tried {
  const { tests, diagnosis, plots, output, withheld } = questionSeen(record, question, null, SEEING);
  return {
    kind: 'tried',
    tests,
    diagnosis,
    plots,
    output: output.slice(0, SHOWN_OUTPUT).toWellFormed(),
    withheld,
    // What a text says while it is loaded is no secret of any test.
    failure: question.diagnosis === 'none' && failure?.step !== null ? null : failure && placeOf(failure),
  };
}

const placeOf = ({ type, message, line, step }: TryFailure): TryFailure => ({ type, message, line, step });
