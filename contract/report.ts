/** The grading report: what the grader says of one submission, printed by `stepwise grade --json`, and how it is stored. */
import { z } from 'zod';
import { own } from './own.ts';
import { addPoints } from '../grader/numbers.ts';
import {
  CAUSES,
  CONVENTIONS,
  FAULTS,
  LANGUAGES,
  TEST_STATUSES,
  VERDICTS,
  VISIBILITIES,
  type Visibility,
} from '../grader/terms.ts';
import type * as Findings from '../grader/findings.ts';

export const TestResult = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(TEST_STATUSES),
  score: z.number(),
  maxScore: z.number(),
  visibility: z.enum(VISIBILITIES),
  /** Where, expected, found, error, in words; empty for a test that passed. */
  message: z.string(),
}) satisfies z.ZodType<Findings.TestResult>;
export type TestResult = z.infer<typeof TestResult>;

export const Diagnosis = z.object({
  /** The nearest known optimizer, null when none is near. */
  optimizer: z.string().nullable(),
  conventions: z.array(z.enum(CONVENTIONS)),
  faults: z.array(z.enum(FAULTS)),
  message: z.string(),
}) satisfies z.ZodType<Findings.Diagnosis>;
export type Diagnosis = z.infer<typeof Diagnosis>;

/** Everything the pictures need, so that a page draws without running anything. Numbers are null where not finite. */
/** An objective of an author's own around two paths: heights on a grid. */
export const Ground = z.object({
  title: z.string(),
  minimum: z.array(z.number()).nullable(),
  /** What the grid covers. */
  x: z.tuple([z.number(), z.number()]),
  y: z.tuple([z.number(), z.number()]),
  /** f at the grid's points, in rows from the lowest y on, as many points a row as there are rows. */
  heights: z.array(z.number().nullable()),
}) satisfies z.ZodType<Findings.Ground>;
export type Ground = z.infer<typeof Ground>;

export const TrajectoryPlot = z.object({
  testId: z.string(),
  title: z.string(),
  /** Name of the objective whose contours are drawn. */
  objective: z.string(),
  hyperparameters: z.record(z.string(), z.number()),
  /** Two coordinates a step: the start first. */
  yours: z.array(z.array(z.number().nullable())),
  reference: z.array(z.array(z.number().nullable())),
  /** f at every point of the two trajectories. */
  loss: z.object({ yours: z.array(z.number().nullable()), reference: z.array(z.number().nullable()) }),
  /** Where the objective is the author's own. */
  ground: Ground.optional(),
  /** The step after which the two part (1 is the first step), null when they agree. */
  divergedAt: z.number().int().nullable(),
}) satisfies z.ZodType<Findings.TrajectoryPlot>;
export type TrajectoryPlot = z.infer<typeof TrajectoryPlot>;

export const Experiment = z.object({
  epochs: z.number().int(),
  stepsAnEpoch: z.number().int(),
  pointsAnEpoch: z.number().int(),
  closeUp: z.number().int(),
  curves: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      variant: z.string(),
      yours: z.array(z.number().nullable()),
      reference: z.array(z.number()),
      partsAt: z.number().int().nullable(),
    }),
  ),
  claims: z.array(z.string()),
}) satisfies z.ZodType<Findings.Experiment>;
export type Experiment = z.infer<typeof Experiment>;

export const QuestionReport = z.object({
  id: z.string(),
  verdict: z.enum(VERDICTS),
  score: z.number(),
  maxScore: z.number(),
  tests: z.array(TestResult),
  diagnosis: Diagnosis.nullable(),
  /** Why it is not accepted, the most telling first. */
  causes: z.array(z.enum(CAUSES)).default([]),
}) satisfies z.ZodType<Findings.QuestionReport>;
export type QuestionReport = z.infer<typeof QuestionReport>;

export const GradeReport = z.object({
  assignment: z.string(),
  score: z.number(),
  maxScore: z.number(),
  durationMs: z.number(),
  questions: z.array(QuestionReport),
});
export type GradeReport = z.infer<typeof GradeReport>;

/** A question's report with what only pages need beside it. */
export const QuestionRecord = QuestionReport.extend({
  plots: z.array(TrajectoryPlot),
  /** What the student's code printed. */
  output: z.string(),
  /** Of an experiment. */
  experiment: Experiment.optional(),
});
export type QuestionRecord = z.infer<typeof QuestionRecord>;

export const GradeRecord = GradeReport.extend({
  language: z.enum(LANGUAGES),
  questions: z.array(QuestionRecord),
});
export type GradeRecord = z.infer<typeof GradeRecord>;

const CurrentReport = z.object({
  format: z.literal(2),
  /** From all tests; null while those that are withheld from students are still to be run. */
  whole: GradeRecord.nullable(),
  /**
   * What is said to whoever sees the tests up to a visibility and no further, made from the runs of those tests alone.
   * The one for `visible` is there whenever some test is not.
   */
  views: z.partialRecord(z.enum(VISIBILITIES), GradeRecord),
});

/** Before 2: all tests of a question were played in one run, and one report was made of it. */
const FirstReport = GradeReport.extend({
  language: z.enum(LANGUAGES),
  plots: z.record(z.string(), z.array(TrajectoryPlot)),
  output: z.record(z.string(), z.string()),
});

/** As it is kept since 3: a picture that a view has in common with the whole is there once, and named by its test in the view. */
const KeptReport = CurrentReport.extend({
  format: z.literal(3),
  views: z.partialRecord(
    z.enum(VISIBILITIES),
    GradeRecord.extend({
      questions: z.array(QuestionRecord.extend({ plots: z.array(z.union([TrajectoryPlot, z.string()])) })),
    }),
  ),
});
type KeptReport = z.infer<typeof KeptReport>;

/** What is kept of a grading; pages and the command line show one of its records, see `grader/report/reportSeen.ts`. */
export const StoredReport = z.union([
  KeptReport.transform(fromKept),
  CurrentReport,
  FirstReport.transform(fromFirst),
]);
export type StoredReport = z.infer<typeof CurrentReport>;

/** With all tests run. */
export type GradedReport = StoredReport & { whole: GradeRecord };

/** The pictures of a view, and those of the whole for the same question. */
function withPlots<From, To>(
  views: Partial<Record<Visibility, RecordWith<From>>>,
  whole: GradeRecord | null,
  plotsOf: (plots: readonly From[], ofWhole: readonly TrajectoryPlot[]) => To[],
): Partial<Record<Visibility, RecordWith<To>>> {
  const drawn = new Map(whole?.questions.map(({ id, plots }) => [id, plots]));
  return Object.fromEntries(
    Object.entries(views).map(([visibility, view]) => {
      const questions = view.questions.map((question) => ({
        ...question,
        plots: plotsOf(question.plots, drawn.get(question.id) ?? []),
      }));
      return [visibility, { ...view, questions }];
    }),
  );
}

type RecordWith<Plot> = Omit<GradeRecord, 'questions'> & {
  questions: (Omit<QuestionRecord, 'plots'> & { plots: Plot[] })[];
};

/** What is stored of a report, which `StoredReport` reads. */
export const keptReport = ({ whole, views }: StoredReport): KeptReport => ({
  format: 3,
  whole,
  views: withPlots(views, whole, (plots, ofWhole) =>
    plots.map((plot) => (ofWhole.some((other) => isSame(plot, other)) ? plot.testId : plot)),
  ),
});

const isSame = (plot: TrajectoryPlot, other: TrajectoryPlot): boolean =>
  plot === other || (plot.testId === other.testId && JSON.stringify(plot) === JSON.stringify(other));

function fromKept({ whole, views }: KeptReport): StoredReport {
  const drawn = withPlots(views, whole, (plots, ofWhole) =>
    plots.flatMap((plot) =>
      typeof plot === 'string' ? ofWhole.filter(({ testId }) => testId === plot) : plot,
    ),
  );
  return { format: 2, whole, views: drawn };
}

function fromFirst({ plots, output, ...report }: z.infer<typeof FirstReport>): StoredReport {
  const questions = report.questions.map((question) => ({
    ...question,
    plots: own(plots, question.id) ?? [],
    output: own(output, question.id) ?? '',
  }));
  const whole = { ...report, questions };
  const tests = questions.flatMap((question) => question.tests);
  const views = VISIBILITIES.flatMap((visibility, rank) => {
    const isSeen = (test: TestResult) => VISIBILITIES.indexOf(test.visibility) <= rank;
    return tests.every(isSeen) ? [] : [[visibility, provenFor(whole, isSeen)]];
  });
  return { format: 2, whole, views: Object.fromEntries(views) };
}

/**
 * Where some tests of a question are not seen, they were played in the run that the others were: a program could put what
 * it knew of them into everything it did. What is left is which of the tests that are seen passed.
 */
function provenFor(report: GradeRecord, isSeen: (test: TestResult) => boolean): GradeRecord {
  const questions = report.questions.map((question): QuestionRecord => {
    if (question.tests.every(isSeen)) return question;
    const tests = question.tests.filter(isSeen).map((test) => ({ ...test, message: '' }));
    const earned = addPoints(tests.map(({ score }) => score));
    const full = tests.every(({ status, maxScore }) => status === 'passed' || maxScore === 0);
    return {
      ...question,
      verdict: full ? 'accepted' : earned > 0 ? 'partially_accepted' : 'wrong_answer',
      score: earned,
      tests,
      diagnosis: null,
      causes: [],
      plots: [],
      output: '',
    };
  });
  return { ...report, score: addPoints(questions.map(({ score }) => score)), durationMs: 0, questions };
}
