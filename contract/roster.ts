/** The people of a course: who they are there, how many come at once from a file, and who is still expected. */
import { z } from 'zod';
import { CourseParams, EmailAddress, FileBytes, Id, Moment, Person, Role } from './common.ts';
import { defineOperation } from './operation.ts';
import { PreviewedChanges, StudentChange } from './effects.ts';

/** Such as `001`; empty for none. */
export const Section = z.string().trim().max(60, 'At most 60 characters.');
/** The registrar's number; empty where it is not known. */
export const StudentId = z.string().trim().max(60, 'At most 60 characters.');

/** What a course knows of a person beside name and address. */
const InCourse = z.object({ role: Role, section: Section, studentId: StudentId });

export const RosterPerson = Person.extend({
  ...InCourse.shape,
  /** Since when they are in the course no more, their work kept; null while they are. */
  leftAt: Moment.nullable(),
  /** Whether who this was has been deleted for ever: nobody can come back as them. */
  erased: z.boolean(),
});
export type RosterPerson = z.infer<typeof RosterPerson>;

/** Somebody who is expected and has not joined yet. */
export const Invited = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  ...InCourse.shape,
  invitedAt: Moment,
  /** When the link ends to work, unless it is renewed. */
  expiresAt: Moment,
});
export type Invited = z.infer<typeof Invited>;

export const Roster = z.object({ people: z.array(RosterPerson), invited: z.array(Invited) });
export type Roster = z.infer<typeof Roster>;

export const listRoster = defineOperation({
  id: 'listRoster',
  method: 'get',
  path: '/api/courses/{course}/roster',
  summary: 'The people of a course: instructors, TAs, observers, students, each by name; and who is invited',
  params: CourseParams,
  response: Roster,
  errors: ['not_found'],
});

export const addPerson = defineOperation({
  id: 'addPerson',
  method: 'post',
  once: 'named',
  path: '/api/courses/{course}/roster',
  summary: 'Invite one person to a course; they join by their link',
  params: CourseParams,
  body: InCourse.partial({ section: true, studentId: true }).extend({
    name: z.string().trim().min(1, 'A name, please.').max(100, 'At most 100 characters.'),
    email: EmailAddress,
  }),
  response: Roster,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

/** What of a person a change takes the place of. */
export const SeenInCourse = InCourse.extend({ active: z.boolean() }).partial();
export type SeenInCourse = z.infer<typeof SeenInCourse>;

export const changeEnrolment = defineOperation({
  id: 'changeEnrolment',
  method: 'patch',
  once: 'state',
  path: '/api/courses/{course}/roster/{userId}',
  summary:
    'Change a person’s role, section or student ID, take them out of the course or bring them back; or only say whose times that would change',
  params: CourseParams.extend({ userId: Id }),
  body: InCourse.partial().extend({
    /** `false`: they reach the course no more, and everything that they did stays. */
    active: z.boolean().optional(),
    preview: z.boolean().default(false),
    /** What is changed, as it was seen; of what is absent: whatever stands. */
    seen: SeenInCourse.optional(),
  }),
  response: RosterPerson.extend({ changes: PreviewedChanges }),
  errors: ['csrf', 'not_found', 'unacceptable', 'not_as_seen'],
});

const ImportedPerson = z.object({ name: z.string(), email: z.string(), ...InCourse.shape });

/** What an import would do. Nobody is ever removed by one. */
export const ImportPlan = z.object({
  /** Columns of the file that are used, as they stand there, by what they are taken for. */
  columns: z.record(z.string(), z.string()),
  /** Of the file as it was read, such as `UTF-16`. */
  encoding: z.string(),
  added: z.array(ImportedPerson.extend({ line: z.number().int() })),
  changed: z.array(
    z.object({
      line: z.number().int(),
      name: z.string(),
      email: z.string(),
      /** `returns` is somebody who had left. */
      changes: z.array(
        z.object({
          field: z.enum(['name', 'role', 'section', 'studentId', 'returns']),
          before: z.string(),
          after: z.string(),
        }),
      ),
    }),
  ),
  /** Whose times, lateness or score another section changes. */
  changes: z.array(StudentChange),
  unchanged: z.number().int(),
  /** In the course and not in the file. They stay. */
  missing: z.array(z.object({ name: z.string(), email: z.string(), role: Role })),
  /** Lines that are left out, each with what to do; 0 stands for the file as a whole. */
  problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
  /** Names exactly this plan; see `confirm`. */
  digest: z.string(),
  applied: z.boolean(),
});
export type ImportPlan = z.infer<typeof ImportPlan>;

export const importRoster = defineOperation({
  id: 'importRoster',
  method: 'post',
  once: 'seen',
  path: '/api/courses/{course}/roster/import',
  summary:
    'Invite and change people from a CSV file, the bytes as they are: first the plan, then exactly it. Nobody is removed',
  params: CourseParams,
  query: z.object({
    /** The `digest` of the plan that was seen. Without it nothing is changed. */
    confirm: z.string().max(100).optional(),
  }),
  body: FileBytes,
  bodyType: 'application/octet-stream',
  response: ImportPlan,
  errors: ['csrf', 'not_found', 'too_large', 'unacceptable'],
});
