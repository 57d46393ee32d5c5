/** Publishing an assignment from its files: what is wrong with them, what that would do, and doing just that. */
import { z } from 'zod';
import { Slug } from './assignment.ts';
import { AssignmentView, ProblemView } from './assignments.ts';
import { AskedMoment, CourseParams, Revision } from './common.ts';
import { defineOperation } from './operation.ts';
import { VersionPlan, VersionSteps } from './versions.ts';

/** An assignment's folder as text. */
export const AssignmentFiles = z.object({
  /**
   * Text by path relative to the assignment's folder, `/` between names; data of experiments (`data/*.npz`) and images (`images/*.png`, `.jpg`) as base64. A folder that all paths have in common (as
   * browsers send it) is taken off and names the assignment when `slug` is absent.
   */
  files: z
    .record(z.string().min(1).max(300), z.string().max(6_000_000))
    .refine((files) => Object.keys(files).length <= 500, 'at most 500 files'),
  /** Publish under this name instead of the folder's. */
  slug: Slug.optional(),
  /** Due at this moment instead of the files' `due`. */
  due: AskedMoment.optional(),
  /** By question, what is done with grades otherwise than is usual. */
  steps: VersionSteps.optional(),
});

export const checkAssignment = defineOperation({
  id: 'checkAssignment',
  method: 'post',
  once: 'nothing',
  path: '/api/courses/{course}/assignments/check',
  summary: 'All mistakes in the files of an assignment, and what publishing them would do',
  params: CourseParams,
  body: AssignmentFiles,
  response: z.object({
    problems: z.array(ProblemView),
    /** Null when a problem is an error. */
    outcome: z
      .object({
        assignment: AssignmentView,
        change: z.enum(['new', 'changed', 'unchanged']),
        /** All that were handed in. */
        submissions: z.number().int(),
        /** What publishing does to them and to anybody's times; null for a first version, an unchanged one, and where it does nothing. */
        plan: VersionPlan.nullable(),
      })
      .nullable(),
  }),
  errors: ['csrf', 'not_found', 'unacceptable', 'too_large', 'throttled'],
});

export const exportVersionPlan = defineOperation({
  id: 'exportVersionPlan',
  method: 'post',
  once: 'nothing',
  path: '/api/courses/{course}/assignments/check/plan.csv',
  summary: 'Whose score a new version would change, from what to what, as CSV',
  params: CourseParams,
  body: AssignmentFiles,
  response: z.string(),
  responseType: 'text/csv',
  errors: ['csrf', 'not_found', 'assignment_problems', 'unacceptable', 'too_large', 'throttled'],
});

export const publishAssignment = defineOperation({
  id: 'publishAssignment',
  method: 'post',
  once: 'named',
  path: '/api/courses/{course}/assignments',
  summary:
    'Publish an assignment from its files as a new immutable version, once its solution and samples get what their folders say; unchanged files make none',
  params: CourseParams,
  body: AssignmentFiles.extend({
    /** `token` of the plan that was looked at; needed where submissions are there already, or times change. */
    plan: z.string().optional(),
    /** The number that the check gave it: refused where somebody has published since. Absent: whatever it becomes. */
    version: Revision.min(1).optional(),
    /** `left_out`: published although solution and samples are not run here, as where the command line has run them. */
    samples: z.enum(['run', 'left_out']).default('run'),
  }),
  response: z.object({
    slug: Slug,
    version: z.number().int(),
    contentHash: z.string(),
    change: z.enum(['new', 'changed', 'unchanged']),
    /** Warnings only. */
    problems: z.array(ProblemView),
  }),
  status: 201,
  errors: [
    'csrf',
    'not_found',
    'assignment_problems',
    'samples_refused',
    'version_plan',
    'not_as_seen',
    'unacceptable',
    'too_large',
    'throttled',
  ],
});
