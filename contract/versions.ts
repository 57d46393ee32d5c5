/** How what was graded under one version of an assignment counts under the next: chosen when it is published. */
import { z } from 'zod';

/** kept: the same points · rescaled: the same share of the points · regrade: no score until somebody grades anew. */
export const GRADE_STEPS = ['kept', 'rescaled', 'regrade'] as const;
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
