/** A course as a file: all of it, brought back as it was; and its end. */
import { z } from 'zod';
import { Slug } from './assignment.ts';
import { CourseParams, FileBytes, Moment, FileStream, Person } from './common.ts';
import { Course } from './courses.ts';
import { defineOperation } from './operation.ts';

/** What `course.json` of an export says. */
export const CourseFile = z.object({
  format: z.literal('stepwise course 1'),
  exportedAt: Moment,
  course: Course,
  /** Everybody whom its rows name. */
  people: z.array(
    z.object({
      id: z.uuid(),
      email: z.string().min(1).max(254),
      name: z.string().min(1).max(200),
      /** Whose data were taken out on request. */
      erased: z.boolean(),
    }),
  ),
});
export type CourseFile = z.infer<typeof CourseFile>;

export const exportCourse = defineOperation({
  id: 'exportCourse',
  method: 'get',
  path: '/api/courses/{course}/export',
  summary: 'All of a course as a zip: sets, submissions and grades as files, and every row to bring it back',
  params: CourseParams,
  response: FileStream,
  responseType: 'application/octet-stream',
  errors: ['not_found', 'throttled'],
});

export const importCourse = defineOperation({
  id: 'importCourse',
  method: 'post',
  once: 'named',
  path: '/api/course-imports',
  summary:
    'Bring back a course from its export, with people, submissions and grades, beside those that are there',
  query: z.object({
    /** Its address here; without one, as in the file. */
    slug: Slug.optional(),
  }),
  body: FileBytes,
  bodyType: 'application/octet-stream',
  response: Course.extend({
    /**
     * Of people of the file who had an account here with an address that nobody had confirmed: its password, sessions and tokens
     * work no more, and they come in by a password link.
     */
    passwordsEnded: z.array(Person),
  }),
  status: 201,
  errors: ['csrf', 'unacceptable', 'too_large'],
});

/** What one types to say that one means it: the course's address. */
const Confirmation = z.string().max(200);

export const deleteCourse = defineOperation({
  id: 'deleteCourse',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}',
  summary: 'Delete a course with all that is in it, for ever; the address is typed to confirm it',
  params: CourseParams,
  body: z.object({ confirmation: Confirmation }),
  response: z.object({ deleted: z.literal(true) }),
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const listAllCourses = defineOperation({
  id: 'listAllCourses',
  method: 'get',
  path: '/api/all-courses',
  summary: 'Every course of this installation, without what is in it; for administrators',
  response: z.object({
    courses: z.array(
      Course.extend({
        createdAt: Moment,
        archived: z.boolean(),
        people: z.number().int(),
        sets: z.number().int(),
      }),
    ),
  }),
});

export const deleteAnyCourse = defineOperation({
  id: 'deleteAnyCourse',
  method: 'delete',
  once: 'state',
  path: '/api/all-courses',
  summary: 'Delete any course with all that is in it, for ever; the address is typed to confirm it',
  body: z.object({ course: Slug, confirmation: Confirmation }),
  response: z.object({ deleted: z.literal(true) }),
  errors: ['csrf', 'not_found', 'unacceptable'],
});
