/** A set's own samples, run while the set is being written: nothing is handed in, counted or stored. */
import { z } from 'zod';
import { ProblemView } from './assignments.ts';
import { CourseParams } from './common.ts';
import { defineOperation } from './operation.ts';
import { VERDICTS } from '../grader/terms.ts';
import { AssignmentFiles } from './publishing.ts';
import { NotTried } from './tries.ts';

export const SampleRun = z.object({
  /** Inside the set's folder. */
  path: z.string(),
  /** The verdict that it must get, by its folder. */
  expected: z.string(),
  /** Null until it has run. */
  result: z
    .object({
      verdict: z.enum(VERDICTS),
      score: z.number(),
      maxScore: z.number(),
      /** What differs from what the folder says; empty when nothing does. */
      complaint: z.string(),
    })
    .nullable(),
});
export type SampleRun = z.infer<typeof SampleRun>;

export const runSamples = defineOperation({
  id: 'runSamples',
  method: 'post',
  once: 'nothing',
  path: '/api/courses/{course}/assignments/check/samples',
  summary:
    'Run what is next of a set that is being written by the real grader, its own objectives and then its samples; those that have run are told with it',
  params: CourseParams,
  body: AssignmentFiles.pick({ files: true, slug: true }),
  response: z.object({
    /** In the order of the files. */
    samples: z.array(SampleRun),
    /** Paths of those that train a network, which is done by the command line alone. */
    leftOut: z.array(z.string()),
    /** What no sample shows of the set, and objectives whose gradient is not that of their value. */
    problems: z.array(ProblemView),
    /** What is still to be run, one a call. */
    left: z.number().int(),
    /** Why none was run just now; null where one was, or none is left. */
    wait: NotTried.nullable(),
  }),
  errors: ['csrf', 'not_found', 'unacceptable', 'too_large', 'throttled'],
});
