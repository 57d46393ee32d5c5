/** The beginning of an installation: its first administrator, by a link that works once, and its courses. */
import { z } from 'zod';
import { CourseParams, EmailAddress } from './common.ts';
import { Course } from './courses.ts';
import { Effects, PreviewedChanges } from './effects.ts';
import { defineOperation } from './operation.ts';
import { NewPassword, OwnName, Session } from './session.ts';

/** The token of the link `/setup?token=…` that the start prints. */
const SetupToken = z.string().min(1).max(100);

export const getSetup = defineOperation({
  id: 'getSetup',
  method: 'get',
  path: '/api/setup',
  summary: 'Whether a link for the first administrator can still be used',
  query: z.object({ token: SetupToken }),
  response: z.object({ usable: z.boolean() }),
});

export const createAdministrator = defineOperation({
  id: 'createAdministrator',
  method: 'post',
  once: 'seen',
  path: '/api/setup',
  summary: 'Make the account of the first administrator and sign in; the link is used up',
  body: z.object({
    token: SetupToken,
    name: OwnName,
    email: EmailAddress,
    password: NewPassword,
  }),
  response: Session,
  status: 201,
  errors: ['unacceptable', 'csrf'],
});

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'This is no time zone such as America/New_York.');

/** A course as its maker describes it. */
const NewCourse = Course.extend({
  code: z.string().trim().min(1).max(40),
  title: z.string().trim().min(1).max(120),
  term: z.string().trim().min(1).max(40),
  timeZone: TimeZone,
});

/** What can be said otherwise later: all but the address. */
const CourseWords = NewCourse.omit({ slug: true });
export type CourseWords = z.infer<typeof CourseWords>;

export const createCourse = defineOperation({
  id: 'createCourse',
  method: 'post',
  once: 'named',
  path: '/api/courses',
  summary: 'Create a course, with me as its instructor',
  body: NewCourse,
  response: Course,
  status: 201,
  errors: ['unacceptable', 'csrf'],
});

export const describeCourse = defineOperation({
  id: 'describeCourse',
  method: 'put',
  once: 'seen',
  path: '/api/courses/{course}',
  summary:
    'Say otherwise what a course is called and by which clock its times are, or only say whom that would change',
  params: CourseParams,
  body: CourseWords.extend({
    /** What stood there when it was looked at: where it is called otherwise by now, nothing is changed. */
    seen: Course.omit({ slug: true }),
    preview: z.boolean().default(false),
  }),
  response: Effects,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const copyCourse = defineOperation({
  id: 'copyCourse',
  method: 'post',
  once: 'named',
  path: '/api/courses/{course}/copies',
  summary:
    'A new course with the sets and rubrics of this one and me as its instructor; no people, and students see no set until it is opened',
  params: CourseParams,
  body: NewCourse.extend({
    /** Every due time is moved by so many days; the hour on the clock stays. */
    shiftDays: z.number().int().min(-3650).max(3650),
  }),
  response: Course,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const archiveCourse = defineOperation({
  id: 'archiveCourse',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/archived',
  summary:
    'Archive a course, after which nothing in it changes, or open it again. Or only say whose time that would change',
  params: CourseParams,
  body: z.object({ archived: z.boolean(), preview: z.boolean().default(false) }),
  response: z.object({ archived: z.boolean(), changes: PreviewedChanges }),
  errors: ['csrf', 'not_found'],
});
