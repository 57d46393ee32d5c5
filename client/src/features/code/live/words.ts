/** What a try says, in one line. Pure. */
import type { TrajectoryPlot } from '../../../../../contract/report.ts';
import type { Tried, TryOutcome } from '../../../../../contract/tries.ts';
import { finitePoints } from '../../../components/plot/trajectory.ts';
import type { StatusKind } from '../../../components/Status.tsx';

export const NOTHING_HANDED_IN = 'This is a try: nothing is handed in.';

/** After a trouble that is not the text's. */
export const ASK_AGAIN_MS = 5_000;

export interface Headline {
  kind: StatusKind;
  words: string;
}

const stepsTaken = ({ yours }: TrajectoryPlot): number => finitePoints(yours).length - 1;

/** Something can be drawn of it: at least one step was taken. */
export const hasPicture = ({ plots }: Tried): boolean => plots.some((plot) => stepsTaken(plot) > 0);

/** @param plot the picture that is looked at; undefined where there is none */
export function headlineOf({ failure, tests }: Tried, plot: TrajectoryPlot | undefined): Headline {
  if (failure !== null) {
    const line = failure.line === null ? '' : ` in line ${failure.line}`;
    const step = failure.step === null ? '' : `, at step ${failure.step}`;
    return { kind: 'failed', words: `${failure.type}${line}${step}: ${failure.message}` };
  }
  const test = plot === undefined ? tests[0] : tests.find(({ id }) => id === plot.testId);
  if (test === undefined) return { kind: 'ungraded', words: 'Nothing was run' };
  if (plot !== undefined && test.status !== 'error' && test.status !== 'skipped') {
    const steps = plot.reference.length - 1;
    if (plot.divergedAt !== null)
      return { kind: 'failed', words: `Leaves the reference at step ${plot.divergedAt} of ${steps}` };
    // Not green: one test that is tried is no question that passes.
    if (test.status === 'passed')
      return {
        kind: 'done',
        words: `Agrees with the reference over ${steps} ${steps === 1 ? 'step' : 'steps'}`,
      };
  }
  const { message } = test;
  if (message !== '') return { kind: 'failed', words: asSentence(message) };
  return test.status === 'passed'
    ? { kind: 'done', words: 'Passes the test that was tried' }
    : { kind: 'failed', words: 'Does not pass the test that was tried' };
}

/** A name that it begins with, such as a file's, stays as it is. */
const asSentence = (message: string): string =>
  message.replace(/^[a-z]+(?=[\s,:])/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

/** As the server counts (`tryCode.ts`): a picture as one, all visible tests of a text as three. */
const USED_UP = 'the 30 tries of a minute are used up, of which a run of all tests takes 3';

/** What became of asking what a text does. */
export type Answer = TryOutcome | { kind: 'failed'; error: Error };

/** Why there is no picture of the latest text now, and what to do; null where there is one. It stays the same while the wait goes on. */
export function pauseOf(answer: Answer): string | null {
  switch (answer.kind) {
    case 'tried':
    case 'replaced':
      return null;
    case 'busy': {
      const [noun, verb] = answer.waiting === 1 ? ['submission', 'goes'] : ['submissions', 'go'];
      return `Live picture paused: ${answer.waiting} ${noun} ${verb} first. It comes back by itself, or submit to see all tests.`;
    }
    case 'crowded':
      return 'Live picture paused: many people are trying something.';
    case 'lost':
      return 'Live picture paused: nothing can be tried at the moment. It comes back by itself; submitting works.';
    case 'resting':
      return `Live picture paused: ${USED_UP}.`;
    case 'unavailable':
      return answer.message;
    case 'failed':
      return `The text was not tried: ${answer.error.message}`;
  }
}

/**
 * When the picture comes back, where the server has said so; empty where it has not.
 *
 * @param waited seconds since it was said
 */
export function comesBack(answer: Answer, waited: number): string {
  if (answer.kind !== 'crowded' && answer.kind !== 'resting') return '';
  const left = Math.ceil(answer.seconds - waited);
  if (left <= 0) return 'Asking again.';
  return answer.kind === 'crowded' ? `Yours comes in about ${left} s.` : `It comes back in ${left} s.`;
}

/**
 * Why what was asked for was not run; null where it was.
 *
 * @param waited seconds since it was said
 */
export function notRun(outcome: TryOutcome, waited: number): string | null {
  const because = (why: string) => `The tests were not run: ${why}`;
  switch (outcome.kind) {
    case 'tried':
      return null;
    case 'busy':
      return because('submissions go first. Submitting runs them, too.');
    case 'crowded':
    case 'replaced':
      return because('many people are trying something. Please ask again, or submit.');
    case 'resting': {
      const left = Math.ceil(outcome.seconds - waited);
      return because(`${USED_UP}. Please ask again${left > 0 ? ` in ${left} s` : ''}.`);
    }
    case 'lost':
      return because('nothing can be tried at the moment. Submitting works.');
    case 'unavailable':
      return outcome.message;
  }
}

/** A wait of so many seconds, and so many refusals in a row, are not worth a word. */
const UNSAID_S = 2;
const UNSAID_REFUSALS = 2;

/**
 * Postponed for so short a time that it is still being asked for.
 *
 * @param refused how often in a row it was before
 */
export const isSoon = (answer: Answer, refused: number): boolean =>
  (answer.kind === 'busy' || answer.kind === 'crowded') &&
  answer.seconds <= UNSAID_S &&
  refused < UNSAID_REFUSALS;

/** Somebody's other tab was quicker, with another text. */
const OTHER_TAB_MS = 1_000;

/** When to ask again by itself, in milliseconds; null where that is of no use. */
export function askAgainAfter(outcome: TryOutcome): number | null {
  switch (outcome.kind) {
    case 'tried':
    case 'unavailable':
      return null;
    case 'busy':
    case 'crowded':
    case 'resting':
      // A page's clock is no finer than that.
      return Math.ceil(outcome.seconds * 1000) + 1;
    case 'replaced':
      return OTHER_TAB_MS;
    case 'lost':
      return ASK_AGAIN_MS;
  }
}
