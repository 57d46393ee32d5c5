/** The grading report: what the grader says of one submission. Stored as is, printed by `stepwise grade --json`. */
import { z } from 'zod';
import { CONVENTIONS, FAULTS, LANGUAGES, TEST_STATUSES, VERDICTS, VISIBILITIES } from '../grader/terms.ts';
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
  /** The step after which the two part (1 is the first step), null when they agree. */
  divergedAt: z.number().int().nullable(),
}) satisfies z.ZodType<Findings.TrajectoryPlot>;
export type TrajectoryPlot = z.infer<typeof TrajectoryPlot>;

export const QuestionReport = z.object({
  id: z.string(),
  verdict: z.enum(VERDICTS),
  score: z.number(),
  maxScore: z.number(),
  tests: z.array(TestResult),
  diagnosis: Diagnosis.nullable(),
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

/** The report with what only pages need beside it; the command line prints `GradeReport` alone. */
export const StoredReport = GradeReport.extend({
  language: z.enum(LANGUAGES),
  plots: z.record(z.string(), z.array(TrajectoryPlot)),
  /** What the student's code printed, by question. */
  output: z.record(z.string(), z.string()),
});
export type StoredReport = z.infer<typeof StoredReport>;
