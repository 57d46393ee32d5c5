/** Verdicts, numbers and pictures in words. Pure. */
import type { TestResult, TrajectoryPlot } from '../../../contract/report.ts';
import type { Verdict } from '../../terms.ts';
import { formatNumber } from '../../numbers.ts';

/** Said by shape, word and colour (`tone` is the class). */
export interface Status {
  shape: string;
  word: string;
  tone: 'success' | 'warning' | 'danger' | 'muted';
}

const WRONG = { shape: '✕', tone: 'danger' } as const;

export const VERDICT_STATUS: Record<Verdict, Status> = {
  accepted: { shape: '✓', word: 'Accepted', tone: 'success' },
  partially_accepted: { shape: '◐', word: 'Some tests fail', tone: 'warning' },
  wrong_answer: { ...WRONG, word: 'Fails' },
  runtime_error: { ...WRONG, word: 'Stopped with an error' },
  time_limit_exceeded: { ...WRONG, word: 'Ran out of time' },
  memory_limit_exceeded: { ...WRONG, word: 'Ran out of memory' },
  output_limit_exceeded: { ...WRONG, word: 'Printed too much' },
  invalid_submission: { ...WRONG, word: 'Could not be run' },
};

export const TEST_STATUS: Record<TestResult['status'], Status> = {
  passed: { shape: '✓', word: 'Passed', tone: 'success' },
  failed: { ...WRONG, word: 'Failed' },
  error: { ...WRONG, word: 'Error' },
  skipped: { shape: '○', word: 'Not run', tone: 'muted' },
};

export const VISIBILITY_WORDS: Record<TestResult['visibility'], string> = {
  visible: '',
  after_due_date: 'shown after the due date',
  after_published: 'shown with the grades',
  hidden: 'hidden from students',
};

/** Six digits and a true minus; in a report null stands for a number that is not finite. */
export function numberWords(value: number | null | undefined): string {
  if (value == null) return 'not finite';
  const plain = Math.abs(value) < 1e6 ? formatNumber(value) : Number(value.toPrecision(6)).toExponential();
  return plain.replaceAll('-', '−').replace('e+', 'e');
}

/** Points as people write them, without the dust of binary fractions. */
export const pointsWords = (points: number): string => String(Math.round(points * 1e6) / 1e6);

/** Whether yours went all the way of the reference. */
export const agrees = ({ yours, reference, divergedAt }: TrajectoryPlot): boolean =>
  divergedAt === null && yours.length === reference.length;

/** The one sentence that says what the pictures show. */
export function summary(plot: TrajectoryPlot): string {
  const { yours, reference, loss, divergedAt } = plot;
  const steps = reference.length - 1;
  const end = `the reference ends at f = ${numberWords(loss.reference.at(-1))}`;
  if (agrees(plot)) return `Over ${steps} steps your trajectory is that of the reference; ${end}.`;
  const parting =
    divergedAt === null ? '' : ` parts from the reference at step ${divergedAt} of ${steps} and`;
  return `Your trajectory${parting} ${endWords(yours.length - 1, steps, loss.yours.at(-1))}, ${end}.`;
}

function endWords(taken: number, steps: number, loss: number | null | undefined): string {
  if (taken < steps) return `stops after step ${taken} of ${steps}`;
  return loss == null ? 'is not finite in the end' : `ends at f = ${numberWords(loss)}`;
}
