import { z } from 'zod';
import { Slug } from './assignment.ts';
import { CourseParams, Role } from './common.ts';
import { defineOperation } from './operation.ts';

export const Course = z.object({
  slug: Slug,
  /** Such as `CS 7150`. */
  code: z.string(),
  /** Such as `Deep Learning`. */
  title: z.string(),
  /** Such as `Spring 2021`. */
  term: z.string(),
  /** IANA zone in which times are shown. */
  timeZone: z.string(),
});
export type Course = z.infer<typeof Course>;

export const getCourse = defineOperation({
  id: 'getCourse',
  method: 'get',
  path: '/api/courses/{course}',
  summary: 'A course with my role in it',
  params: CourseParams,
  response: Course.extend({ role: Role }),
  errors: ['not_found'],
});
