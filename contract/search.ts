/** What of a course somebody means by a few letters: sets, questions and, for staff, people. */
import { z } from 'zod';
import { Slug } from './assignment.ts';
import { CourseParams, Id, Role } from './common.ts';
import { defineOperation } from './operation.ts';

/** Of each kind so many are told, and how many there are. */
export const MOST_FOUND = 8;

const FoundSet = z.object({
  slug: Slug,
  title: z.string(),
  /** Whether it has a page for answers in words; without them it has one for code alone. */
  hasWritten: z.boolean(),
});

const FoundQuestion = z.object({
  set: Slug,
  setTitle: z.string(),
  id: Slug,
  label: z.string().nullable(),
  title: z.string(),
  /** Whether it is answered by code. */
  isCode: z.boolean(),
});

const FoundPerson = z.object({
  /** Null of somebody who is invited and has not joined: they have no page. */
  id: Id.nullable(),
  name: z.string(),
  email: z.string(),
  role: Role,
  /** Whether they have left the course. */
  hasLeft: z.boolean(),
});

const found = <Each extends z.ZodType>(each: Each) =>
  z.object({ shown: z.array(each).max(MOST_FOUND), count: z.number().int() });

export const searchCourse = defineOperation({
  id: 'searchCourse',
  method: 'get',
  path: '/api/courses/{course}/search',
  summary:
    'Sets and questions whose title or number has all the words, and for staff people by name and address; a student finds what they may open',
  params: CourseParams,
  query: z.object({
    text: z.string().trim().min(1, 'At least a letter.').max(100, 'At most 100 characters.'),
  }),
  response: z.object({
    sets: found(FoundSet),
    questions: found(FoundQuestion),
    /** Empty for students. */
    people: found(FoundPerson),
  }),
  errors: ['not_found'],
});
