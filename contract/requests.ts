/** Regrade requests: a student asks for another look at a grade, staff answer, and both read what was said and done. */
import { z } from 'zod';
import {
  AssignmentParams,
  CourseParams,
  Id,
  Moment,
  PersonName,
  QuestionParams,
  Revision,
} from './common.ts';
import { Choice } from './grade.ts';
import { defineOperation } from './operation.ts';

const Line = z.number().int().min(1).max(1_000_000);

/** Words of a written answer, with the line of its source, 1 the first, in which their paragraph begins. */
const AskedWords = z.object({ line: Line, quote: z.string().trim().min(1).max(500) });
export type AskedWords = z.infer<typeof AskedWords>;
/** Lines of the program, the first and the last: what stands there is read in what was submitted. */
const AskedLines = z.object({ line: Line, endLine: Line });
const AskedPassage = z.union([AskedWords, AskedLines]);
export type AskedPassage = z.infer<typeof AskedPassage>;

export const Passage = z.object({
  line: Line,
  /** The last line, of a program; null of words of a written answer. */
  endLine: Line.nullable(),
  /** The words; of a program the lines, or the first of them. */
  quote: z.string(),
});
export type Passage = z.infer<typeof Passage>;

const Text = z.string().trim().max(5_000);
const Reason = Text.min(1, 'Say what you think is wrong: whoever looks again reads it.');

export const RequestEvent = z.object({
  act: z.enum(['taken', 'handed_over', 'let_go', 'replied', 'closed', 'withdrawn']),
  at: Moment,
  by: PersonName,
  /** Who has it from then on. */
  to: PersonName.nullable(),
  /** Markdown + TeX. */
  text: z.string(),
  /** Of closing: the score before and after; null for none. */
  before: z.number().nullable(),
  after: z.number().nullable(),
});
export type RequestEvent = z.infer<typeof RequestEvent>;

export const RegradeRequest = z.object({
  id: Id,
  submissionId: Id,
  question: z.string(),
  askedBy: PersonName,
  askedAt: Moment,
  /** The rubric item that it is about. */
  item: z.object({ id: Id, text: z.string(), points: z.number() }).nullable(),
  passage: Passage.nullable(),
  /** Markdown + TeX. */
  reason: z.string(),
  state: z.enum(['open', 'closed', 'withdrawn']),
  /** Who has taken it; null while nobody has. */
  handler: PersonName.nullable(),
  /** The first one first. Students read what was said and decided, and not who handed what to whom. */
  events: z.array(RequestEvent),
});
export type RegradeRequest = z.infer<typeof RegradeRequest>;

/** Whether and until when a student may ask about a question, and how often about its set. */
export const Asking = z.object({
  /** Null while one may; else why not. */
  closed: z.string().nullable(),
  until: Moment.nullable(),
  limit: z.number().int().nullable(),
  used: z.number().int(),
});
export type Asking = z.infer<typeof Asking>;

/** A request as it stands in the list of staff. */
export const RequestRow = RegradeRequest.extend({
  assignment: z.object({ slug: z.string(), title: z.string() }),
  label: z.string().nullable(),
  title: z.string(),
  members: z.array(PersonName),
});
export type RequestRow = z.infer<typeof RequestRow>;

const SubmissionRequests = z.object({ submissionId: Id });
const RequestParams = SubmissionRequests.extend({ requestId: Id });

export const listRequests = defineOperation({
  id: 'listRequests',
  method: 'get',
  path: '/api/submissions/{submissionId}/requests',
  summary: 'The regrade requests about a submission, and whether the reader may make one',
  params: SubmissionRequests,
  response: z.object({
    /** By question; null for staff, who ask nobody. */
    asking: z.record(z.string(), Asking).nullable(),
    /** By question, the items of the grade that one may ask about. */
    items: z.array(z.object({ question: z.string(), id: Id, text: z.string(), points: z.number() })),
    requests: z.array(RegradeRequest),
  }),
  errors: ['not_found'],
});

export const askForRegrade = defineOperation({
  id: 'askForRegrade',
  method: 'post',
  once: 'key',
  path: '/api/submissions/{submissionId}/answers/{question}/requests',
  summary: 'Ask for another look at the grade of an answer',
  params: SubmissionRequests.extend({ question: QuestionParams.shape.question }),
  body: z.object({
    reason: Reason,
    itemId: Id.nullable().default(null),
    passage: AskedPassage.nullable().default(null),
  }),
  response: RegradeRequest,
  status: 201,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const withdrawRequest = defineOperation({
  id: 'withdrawRequest',
  method: 'post',
  once: 'state',
  path: '/api/submissions/{submissionId}/requests/{requestId}/withdrawal',
  summary: 'Take one’s own request back; it counts as none',
  params: RequestParams,
  response: RegradeRequest,
  errors: ['csrf', 'not_found', 'locked'],
});

export const replyToRequest = defineOperation({
  id: 'replyToRequest',
  method: 'post',
  once: 'key',
  path: '/api/submissions/{submissionId}/requests/{requestId}/replies',
  summary: 'Say something about a request that is open; student and staff read it',
  params: RequestParams,
  body: z.object({ text: Text.min(1, 'Write the reply first.') }),
  response: RegradeRequest,
  errors: ['csrf', 'not_found', 'locked'],
});

export const assignRequest = defineOperation({
  id: 'assignRequest',
  method: 'put',
  once: 'seen',
  path: '/api/submissions/{submissionId}/requests/{requestId}/handler',
  summary: 'Take a request, hand it over to a colleague with a word for them, or let go of it',
  params: RequestParams,
  body: z.object({
    /** Who had it on the page; refused when it is somebody else by now. */
    from: Id.nullable(),
    to: Id.nullable(),
    note: Text.default(''),
  }),
  response: RegradeRequest,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const closeRequest = defineOperation({
  id: 'closeRequest',
  method: 'post',
  once: 'seen',
  path: '/api/submissions/{submissionId}/requests/{requestId}/closing',
  summary:
    'Answer a request for good: with another grade, whose reason it is, or with a reply where the score stays',
  params: RequestParams,
  body: z.object({
    reply: Text.default(''),
    /** Null leaves the grade as it is. */
    grade: Choice.extend({ baseRevision: Revision }).nullable(),
  }),
  response: RegradeRequest,
  errors: ['csrf', 'not_found', 'locked', 'grade_conflict', 'unacceptable'],
});

export const listCourseRequests = defineOperation({
  id: 'listCourseRequests',
  method: 'get',
  path: '/api/courses/{course}/requests',
  summary:
    'The regrade requests of a course: those that are open, the oldest first, or those that are over, the newest first',
  params: CourseParams,
  query: z.object({ state: z.enum(['open', 'over']).default('open') }),
  response: z.object({
    requests: z.array(RequestRow),
    /** To whom a request can be handed. */
    staff: z.array(PersonName),
  }),
});

export const getRequest = defineOperation({
  id: 'getRequest',
  method: 'get',
  path: '/api/courses/{course}/requests/{requestId}',
  summary: 'One request, and the colleagues to whom it can be handed',
  params: CourseParams.extend({ requestId: Id }),
  response: z.object({ request: RequestRow, staff: z.array(PersonName) }),
  errors: ['not_found'],
});

export const RequestPolicy = z.object({
  /** After the grade came out for the student; null for no end, 0 for never. */
  days: z.number().int().min(0).max(366).nullable(),
  /** For each student; null for as many as they like. */
  limit: z.number().int().min(1).max(100).nullable(),
});
export type RequestPolicy = z.infer<typeof RequestPolicy>;

export const getRequestPolicy = defineOperation({
  id: 'getRequestPolicy',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/request-policy',
  summary: 'How long after the release, and how often, students may ask for a regrade',
  params: AssignmentParams,
  response: RequestPolicy,
  errors: ['not_found'],
});

export const setRequestPolicy = defineOperation({
  id: 'setRequestPolicy',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/request-policy',
  summary: 'Say how long after the release, and how often, students may ask for a regrade',
  params: AssignmentParams,
  /** `seen`: the policy that was seen; absent: whatever holds. */
  body: RequestPolicy.extend({ seen: RequestPolicy.optional() }),
  response: RequestPolicy,
  errors: ['csrf', 'not_found', 'not_as_seen'],
});
