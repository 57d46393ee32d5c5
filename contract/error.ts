/** The one shape of every error the API answers with. */
import { z } from 'zod';

/** Each code with its HTTP status and, for the API's documentation, what it means. */
export const ERRORS = {
  invalid_request: { status: 400, meaning: 'The request does not have the form the contract asks for.' },
  not_signed_in: { status: 401, meaning: 'Nobody is signed in, or the session has ended.' },
  wrong_credentials: { status: 401, meaning: 'Wrong e-mail or password.' },
  forbidden: { status: 403, meaning: 'The role of the signed-in person does not allow this.' },
  csrf: { status: 403, meaning: 'The CSRF token is missing or old; fetch the session and try again.' },
  not_found: { status: 404, meaning: 'There is no such thing, or not in this course.' },
  group_conflict: {
    status: 409,
    meaning: 'The group has changed, or has no place left. Details: GroupConflict.',
  },
  grade_conflict: { status: 409, meaning: 'Somebody graded this answer meanwhile. Details: GradeConflict.' },
  draft_conflict: { status: 409, meaning: 'Somebody saved this draft meanwhile. Details: DraftConflict.' },
  not_as_seen: {
    status: 409,
    meaning:
      'Somebody put something else there since it was looked at; nothing was changed. Details: NotAsSeen.',
  },
  text_conflict: { status: 409, meaning: 'Somebody changed this text meanwhile; nothing was changed.' },
  locked: { status: 409, meaning: 'Not possible any more, for the reason in the message.' },
  version_plan: {
    status: 409,
    meaning: 'A new version changes what was handed in: confirm the plan. Details: VersionPlanNeeded.',
  },
  too_large: { status: 413, meaning: 'The request is larger than the limit in the message.' },
  assignment_problems: { status: 422, meaning: 'The files have mistakes. Details: AssignmentProblems.' },
  samples_refused: {
    status: 422,
    meaning:
      'Solution or samples of the set get other verdicts than their folders say, or could not be run. Details: AssignmentProblems.',
  },
  unacceptable: { status: 422, meaning: 'Well formed, but not possible; the message says why.' },
  throttled: { status: 429, meaning: 'Too many attempts; Retry-After says when to try again.' },
  unavailable: {
    status: 503,
    meaning: 'The database does not answer, is full or is read-only; nothing was changed, try again.',
  },
  internal: { status: 500, meaning: 'Our fault. The log has the cause under the request id in the details.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Details of the error `not_as_seen`: what stands there, in the form in which it is named as `seen`. */
export const NotAsSeen = z.object({ stands: z.unknown() });
const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** Errors that any operation may answer with. */
export const COMMON_ERRORS = [
  'invalid_request',
  'not_signed_in',
  'forbidden',
  'unavailable',
  'internal',
] as const;

export const ErrorBody = z.object({
  error: z.object({
    code: z.enum(codes),
    /** For people: what happened, whether the work is safe, what to do. */
    message: z.string(),
    details: z.unknown().optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Details of `invalid_request`: where in the request, and what is wrong there. */
export const InvalidRequest = z.object({
  issues: z.array(
    z.object({ in: z.enum(['params', 'query', 'body']), path: z.string(), message: z.string() }),
  ),
});
export type InvalidRequest = z.infer<typeof InvalidRequest>;
