/** One student for staff: all sets, submissions and grades, more time, requests, and what staff wrote down about them. */
import { z } from 'zod';
import { CourseParams, Id, Moment, PersonName } from './common.ts';
import { GradebookCell } from './gradebook.ts';
import { defineOperation } from './operation.ts';
import { RequestRow } from './requests.ts';
import { RosterPerson } from './roster.ts';

export const Note = z.object({
  id: Id,
  text: z.string(),
  writtenBy: PersonName,
  writtenAt: Moment,
});
export type Note = z.infer<typeof Note>;

export const StudentSet = z.object({
  slug: z.string(),
  title: z.string(),
  maxScore: z.number(),
  /** Theirs: later than the set's with an extension. */
  dueAt: Moment,
  /** Why they have until later; null where they have not. */
  extension: z.object({ setDueAt: Moment, reason: z.string() }).nullable(),
  /** What else extensions moved for them: to when, and why. */
  moved: z.array(
    z.object({
      what: z.enum(['opens', 'taken', 'releases']),
      /** Null: work is taken until grades are released. */
      at: Moment.nullable(),
      reason: z.string(),
    }),
  ),
  /** As the gradebook has it. */
  cell: GradebookCell,
  /** All that name them, the last first. */
  submissions: z.array(
    z.object({
      id: Id,
      number: z.number().int(),
      submittedAt: Moment,
      late: z.boolean(),
      /** Seconds after their due time; null in time. */
      lateBy: z.number().int().nullable(),
      members: z.array(PersonName),
      counts: z.boolean(),
    }),
  ),
});
export type StudentSet = z.infer<typeof StudentSet>;

export const StudentView = z.object({
  person: RosterPerson,
  sets: z.array(StudentSet),
  /** All that they asked for, the last first. */
  requests: z.array(RequestRow),
  /** Staff only, the last first. */
  notes: z.array(Note),
});
export type StudentView = z.infer<typeof StudentView>;

const Params = CourseParams.extend({ userId: Id });

export const getStudent = defineOperation({
  id: 'getStudent',
  method: 'get',
  path: '/api/courses/{course}/roster/{userId}',
  summary:
    'A person of a course with all sets, submissions, grades, extensions, regrade requests and staff’s notes',
  params: Params,
  response: StudentView,
  errors: ['not_found'],
});

export const addNote = defineOperation({
  id: 'addNote',
  method: 'post',
  once: 'key',
  path: '/api/courses/{course}/roster/{userId}/notes',
  summary: 'Write something down about a person, for staff only',
  params: Params,
  body: z.object({
    text: z.string().trim().min(1, 'Write something first.').max(2_000, 'At most 2,000 characters.'),
  }),
  response: z.object({ notes: z.array(Note) }),
  status: 201,
  errors: ['csrf', 'not_found'],
});

export const removeNote = defineOperation({
  id: 'removeNote',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/roster/{userId}/notes/{noteId}',
  summary: 'Remove a note that I wrote',
  params: Params.extend({ noteId: Id }),
  response: z.object({ notes: z.array(Note) }),
  errors: ['csrf', 'not_found'],
});
