/**
 * A report as its reader may see it: a record made from the runs of the tests they see, the counts of those they do not,
 * which follow from the assignment alone, and once grades are released the grade. Nothing here depends on a test that is
 * withheld, so that nothing has to be cut out. Pure.
 */
import type { z } from 'zod';
import type {
  AssignmentDefinition,
  ExperimentQuestion,
  OptimizerQuestion,
  TestFile,
} from '../../contract/assignment.ts';
import type { Experiment, GradeRecord, QuestionRecord, StoredReport } from '../../contract/report.ts';
import type { VisibleQuestionReport, VisibleReport, Withheld } from '../../contract/submissions.ts';
import { VISIBILITIES, type Verdict, type Visibility } from '../terms.ts';
import { addPoints } from '../numbers.ts';

export interface Reader {
  isStaff: boolean;
  now: Date;
  dueAt: Date;
  released: boolean;
}

/** The widest visibility of the tests that a reader sees. */
export function widestSeen({ isStaff, now, dueAt, released }: Reader): Visibility {
  if (isStaff) return 'hidden';
  if (released) return 'after_published';
  return now > dueAt ? 'after_due_date' : 'visible';
}

export interface Seeing {
  widest: Visibility;
  /** The score is the grade and no secret any more, whatever tests are hidden for good. */
  released: boolean;
}

/** Null while what this reader sees is still to be run. */
export function reportSeen(
  stored: StoredReport,
  definition: Pick<AssignmentDefinition, 'questions'>,
  seeing: Seeing,
): VisibleReport | null {
  const record = recordFor(stored, seeing.widest);
  if (!record) return null;
  const questions = record.questions.map((report) => {
    const question = definition.questions.find(({ id }) => id === report.id);
    const grade = stored.whole?.questions.find(({ id }) => id === report.id)?.score ?? null;
    return questionSeen(report, question && question.kind !== 'written' ? question : null, grade, seeing);
  });
  const scores = questions.flatMap(({ score }) => score ?? []);
  return {
    language: record.language,
    score: scores.length < questions.length ? null : addPoints(scores),
    maxScore: record.maxScore,
    durationMs: record.durationMs,
    questions,
  };
}

const isWithin = (visibility: Visibility, widest: Visibility) =>
  VISIBILITIES.indexOf(visibility) <= VISIBILITIES.indexOf(widest);

/** The record made from the tests up to a visibility: that of all, where none goes beyond, else the widest that does not. */
export function recordFor({ whole, views }: StoredReport, widest: Visibility): GradeRecord | null {
  const isAll = whole?.questions.every(({ tests }) =>
    tests.every(({ visibility }) => isWithin(visibility, widest)),
  );
  if (widest === 'hidden' || isAll) return whole;
  const kept = VISIBILITIES.filter((visibility) => views[visibility] && isWithin(visibility, widest)).at(-1);
  return kept ? views[kept]! : null;
}

/** @param grade null before the release */
export function questionSeen(
  { plots, output, experiment, ...report }: QuestionRecord,
  question: OptimizerQuestion | ExperimentQuestion | null,
  grade: number | null,
  { widest, released }: Seeing,
): VisibleQuestionReport {
  const tests = question?.kind === 'optimizer' ? question.tests : [];
  const withheld = tests.filter(({ visibility }) => !isWithin(visibility, widest));
  // Points for a diagnosis may depend on tests that are worth none themselves.
  const counts = withheld.some(
    ({ points }) => points > 0 || (question?.kind === 'optimizer' && question.partialCredit.length > 0),
  );
  const score = released ? grade : counts ? null : report.score;
  const detail = widest === 'visible' ? (question?.diagnosis ?? 'none') : 'full';
  return {
    ...report,
    score,
    verdict: !counts ? report.verdict : released ? verdictWith(report.verdict, score, report.maxScore) : null,
    tests: detail === 'none' ? report.tests.map((test) => ({ ...test, message: '' })) : report.tests,
    diagnosis: detail === 'full' ? report.diagnosis : null,
    causes: detail === 'full' ? report.causes : [],
    withheld: withheldBeyond(tests, widest),
    plots: detail === 'none' ? [] : plots,
    output,
    ...(experiment && { experiment: detail === 'none' ? withoutParting(experiment) : experiment }),
  };
}

/** How many tests this reader does not see. */
export function withheldBeyond(tests: readonly TestFile[], widest: Visibility): z.infer<typeof Withheld> {
  const count = (visibility: Visibility) =>
    isWithin(visibility, widest) ? 0 : tests.filter((test) => test.visibility === visibility).length;
  return {
    afterDueDate: count('after_due_date'),
    afterPublished: count('after_published'),
    hidden: count('hidden'),
  };
}

/** The curves are everybody's to see; at which step a rule goes wrong is not. */
const withoutParting = (experiment: Experiment): Experiment => ({
  ...experiment,
  curves: experiment.curves.map((curve) => ({ ...curve, partsAt: null })),
});

/** Of the tests that are seen, as far as the grade does not contradict it; why a hidden test failed is not said. */
function verdictWith(seen: Verdict, grade: number | null, maxScore: number): Verdict | null {
  if (grade === null) return null;
  if (grade >= maxScore) return 'accepted';
  if (seen !== 'accepted' && seen !== 'partially_accepted' && seen !== 'wrong_answer') return seen;
  return grade > 0 ? 'partially_accepted' : 'wrong_answer';
}
