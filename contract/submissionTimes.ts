/** When a class hands in: the last hours before the due time, or the days before them. */
import { z } from 'zod';
import { AssignmentParams, Moment } from './common.ts';
import { defineOperation } from './operation.ts';

export const SPANS = ['hour', 'day', 'week'] as const;
export type Span = (typeof SPANS)[number];

export const SubmissionTimes = z.object({
  /** What one number is of: the shortest span of which there are not too many between the first submission and the last. */
  span: z.enum(SPANS),
  /** In order and without gaps, on the course's clock; none where nobody has handed in. */
  counts: z.array(
    z.object({
      from: Moment,
      submissions: z.number().int(),
      /** Of these, after the set was due. */
      afterDue: z.number().int(),
    }),
  ),
});
export type SubmissionTimes = z.infer<typeof SubmissionTimes>;

export const getSubmissionTimes = defineOperation({
  id: 'getSubmissionTimes',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/submission-times',
  summary: 'How many submissions of a set came when',
  params: AssignmentParams,
  response: SubmissionTimes,
  errors: ['not_found'],
});
