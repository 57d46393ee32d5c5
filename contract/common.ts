/** Schemas that several features share. */
import { z } from 'zod';
import { FIRST_YEAR, LAST_YEAR } from '../grader/years.ts';
import { Slug } from './assignment.ts';

export const Id = z.uuid();

/** How often something was saved, as a caller saw it; the database has 32 bits for it. */
export const Revision = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 2);

/** A file as it is. */
export const FileBytes = z.instanceof(Uint8Array, { error: 'Send the file itself as the body.' });

/** A file that is too large to be held: its bytes one after the other. */
export const FileStream = z.custom<AsyncIterable<Uint8Array>>(
  (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);

/** A moment in UTC, ISO 8601 with milliseconds: `2021-02-17T19:30:00.000Z`. Shown in the course's zone. */
export const Moment = z.iso.datetime();

/** A moment that somebody sets or asks about; a calendar's year 0 is none that a database knows. */
export const AskedMoment = Moment.refine(
  (moment) => moment >= `${FIRST_YEAR}` && moment < `${LAST_YEAR + 1}`,
  `From the year ${FIRST_YEAR} to ${LAST_YEAR}.`,
);

/** An observer reads what a TA reads and changes nothing. */
export const ROLES = ['student', 'ta', 'instructor', 'observer'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** A person as others in the course may see them. */
export const Person = z.object({ id: Id, name: z.string(), email: z.string() });
export type Person = z.infer<typeof Person>;

/** A member of a group or the author of something: no address. */
export const PersonName = Person.pick({ id: true, name: true });
export type PersonName = z.infer<typeof PersonName>;

/** An e-mail address as a person types it; kept in lower case. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('This is no e-mail address.').max(254, 'At most 254 characters.'));

export const CourseParams = z.object({
  /** Slug of the course, as in the page's address `/c/:course`. */
  course: Slug,
});
export const AssignmentParams = CourseParams.extend({
  /** Slug of the assignment, unique in its course. */
  assignment: Slug,
});
export const QuestionParams = AssignmentParams.extend({ question: Slug });
export const SubmissionParams = z.object({ submissionId: Id });
