/** How what was graded under one version of an assignment counts under the next: chosen when it is published. */
import { z } from 'zod';
import { Moment, Person } from './common.ts';
import { StudentChange } from './effects.ts';

/** kept: the same points · rescaled: the same share of the points · regrade: no score until somebody grades anew. */
const GRADE_STEPS = ['kept', 'rescaled', 'regrade'] as const;
/** What a question that came in gives those who handed in before: no points, or all of them. */
export const MISSING_STEPS = ['zero', 'full'] as const;

export const VersionStep = z.object({
  /** Of a question that was there before. */
  grades: z.enum(GRADE_STEPS).optional(),
  /** Of one that came in. */
  missing: z.enum(MISSING_STEPS).optional(),
});
export type VersionStep = z.infer<typeof VersionStep>;
export type GradeStep = (typeof GRADE_STEPS)[number];
export type MissingStep = (typeof MISSING_STEPS)[number];

/** By question id; where nothing is said, grades are rescaled, and what came in gives no points. */
export const VersionSteps = z.record(z.string(), VersionStep);
export type VersionSteps = z.infer<typeof VersionSteps>;

export const PlannedQuestion = z.object({
  id: z.string(),
  label: z.string().nullable(),
  title: z.string(),
  change: z.enum(['new', 'gone', 'changed', 'same']),
  /** Points in the version before, or the last that had it; null where none had. */
  before: z.number().nullable(),
  /** Null for one that goes. */
  after: z.number().nullable(),
  reworded: z.boolean(),
  /** Its tests, or what is run and accepted otherwise; results stay until a rerun is applied. */
  tested: z.boolean(),
  /** The files' rubric. Once published, items are changed on the grading pages alone. */
  rubric: z.boolean(),
  /** Answers to it among the submissions that count, and those that have a score. */
  answers: z.number().int(),
  graded: z.number().int(),
  /** Submissions that count and were made without it. */
  without: z.number().int(),
  /** What is done with its grades, and what else could be; null where there are none or it goes. */
  grades: z.object({ step: z.enum(GRADE_STEPS), options: z.array(z.enum(GRADE_STEPS)) }).nullable(),
  /** What it gives those who handed in without it; null where it did not come in. */
  missing: z.enum(MISSING_STEPS).nullable(),
});
export type PlannedQuestion = z.infer<typeof PlannedQuestion>;

const PlannedStudent = z.object({
  student: Person,
  /** Null while some question has no score. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** What is graded of it so far, before lateness. */
  gradedBefore: z.number(),
  gradedAfter: z.number(),
  lateBefore: z.boolean(),
  lateAfter: z.boolean(),
});

/** What a new version would do to what was handed in. Publishing it does exactly this. */
export const VersionPlan = z.object({
  /** Of exactly this plan: another one when a grade, a submission or the files have changed. */
  token: z.string(),
  version: z.number().int(),
  maxBefore: z.number(),
  maxAfter: z.number(),
  dueBefore: Moment,
  dueAfter: Moment,
  /** Students whose submission becomes late, or is late no more. */
  becomeLate: z.number().int(),
  becomeInTime: z.number().int(),
  /** Whose times the files change, and what follows for lateness, scores and totals, in all sets; of points alone `students` says it. */
  changes: z.array(StudentChange),
  questions: z.array(PlannedQuestion),
  /** Those for whom a submission counts, by name. */
  students: z.array(PlannedStudent),
  /** Had another score, and have a higher one. */
  up: z.number().int(),
  down: z.number().int(),
  same: z.number().int(),
  /** Had no score, and have one: what was not graded yet goes. */
  scored: z.number().int(),
  /** Have no score before and none after, so that nothing is compared; what is graded of them so far may change. */
  ungraded: z.number().int(),
  /** Had a score and will have none until somebody grades. */
  open: z.number().int(),
});
export type VersionPlan = z.infer<typeof VersionPlan>;

/** Details of the error `version_plan`. */
export const VersionPlanNeeded = z.object({ plan: VersionPlan });
export type VersionPlanNeeded = z.infer<typeof VersionPlanNeeded>;
