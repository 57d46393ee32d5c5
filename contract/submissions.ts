/** Submissions: numbered within a group, none ever overwritten; the last one counts. */
import { z } from 'zod';
import { Diagnosis, QuestionReport, TestResult, TrajectoryPlot } from './report.ts';
import { LANGUAGES, VERDICTS } from '../grader/core/terms.ts';
import { AssignmentParams, Id, Moment, PersonName, SubmissionParams } from './common.ts';
import { MAX_TEXT } from './drafts.ts';
import { ImageView } from './images.ts';
import { defineOperation } from './operation.ts';

export const RUN_STATES = ['queued', 'running', 'done', 'failed'] as const;

/** The grader's work on one submission. `failed` is our fault and never the student's. */
export const Run = z.object({
  state: z.enum(RUN_STATES),
  queuedAt: Moment,
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  /** Why the server does not grade programs of this language now; it tries again until it can. Null when it can. */
  refusal: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;

/** How many tests the reader does not see, by when they will. */
export const Withheld = z.object({
  /** Shown after the due time. */
  afterDueDate: z.number().int(),
  /** Shown once grades are released. */
  afterPublished: z.number().int(),
  /** Never shown. */
  hidden: z.number().int(),
});

/** A question's report as its reader may see it. Staff see all of it. */
export const VisibleQuestionReport = QuestionReport.omit({ verdict: true, score: true }).extend({
  /** Null while tests that count are withheld from the reader. */
  verdict: z.enum(VERDICTS).nullable(),
  score: z.number().nullable(),
  /** Those the reader may see; messages are empty where the question shows none before the due time. */
  tests: z.array(TestResult),
  diagnosis: Diagnosis.nullable(),
  withheld: Withheld,
  plots: z.array(TrajectoryPlot),
  /** What the student's code printed; empty while tests are withheld, since it could show them. */
  output: z.string(),
});
export type VisibleQuestionReport = z.infer<typeof VisibleQuestionReport>;

export const VisibleReport = z.object({
  language: z.enum(LANGUAGES),
  /** Over the optimizer questions; null while any question's score is. */
  score: z.number().nullable(),
  maxScore: z.number(),
  durationMs: z.number(),
  questions: z.array(VisibleQuestionReport),
});
export type VisibleReport = z.infer<typeof VisibleReport>;

/** What `stepwise grade --view student --json` prints of it. */
export const ShownGradeReport = VisibleReport.omit({ language: true }).extend({
  assignment: z.string(),
  questions: z.array(VisibleQuestionReport.omit({ plots: true, output: true })),
});

export const SubmissionRow = z.object({
  id: Id,
  /** 1, 2, 3, … within the group. */
  number: z.number().int(),
  submittedAt: Moment,
  submittedBy: PersonName,
  members: z.array(PersonName),
  late: z.boolean(),
  /** SHA-256 of the contents, hexadecimal. */
  contentHash: z.string(),
  /** Null for a submission without code. */
  run: Run.nullable(),
  /** The group's last one. */
  counts: z.boolean(),
});
export type SubmissionRow = z.infer<typeof SubmissionRow>;

export const CodeFile = z.object({
  /** Such as `optim.py`. */
  name: z.string().regex(/^[A-Za-z0-9_-]{1,63}\.(py|js|mjs|ts)$/),
  text: z.string().max(MAX_TEXT),
});
export type CodeFile = z.infer<typeof CodeFile>;

export const SubmissionView = SubmissionRow.extend({
  course: z.string(),
  assignment: z.string(),
  /** Number of the version it was made for. */
  version: z.number().int(),
  /** Markdown + TeX by question. */
  answers: z.record(z.string(), z.string()),
  /** Those that the answers show. */
  images: z.array(ImageView),
  file: CodeFile.nullable(),
  /** Null until the run is done. */
  report: VisibleReport.nullable(),
});
export type SubmissionView = z.infer<typeof SubmissionView>;

export const Receipt = z.object({
  course: z.string(),
  assignment: z.string(),
  assignmentTitle: z.string(),
  number: z.number().int(),
  submittedAt: Moment,
  submittedBy: PersonName,
  members: z.array(PersonName),
  late: z.boolean(),
  /** SHA-256 over the contents below, hexadecimal: of the JSON array of `[name, sha256]` in their order. */
  contentHash: z.string(),
  contents: z.array(
    z.object({
      /** Question id, file name, or name of an image. */
      name: z.string(),
      /** What a person calls it, such as `5 · Five claimed benefits of Adam`. */
      title: z.string(),
      /** SHA-256 of the UTF-8 text or of the image's bytes, hexadecimal. */
      sha256: z.string(),
      /** Characters of a text, bytes of an image. */
      size: z.number().int(),
      unit: z.enum(['characters', 'bytes']),
    }),
  ),
});
export type Receipt = z.infer<typeof Receipt>;

/** Data of one server-sent event (event name `run`). The first comes at once with the present state. */
export const SubmissionEvent = z.object({ submissionId: Id, run: Run });
export type SubmissionEvent = z.infer<typeof SubmissionEvent>;

export const createSubmission = defineOperation({
  id: 'createSubmission',
  method: 'post',
  path: '/api/courses/{course}/assignments/{assignment}/submissions',
  summary: 'Hand in for my group; the same idempotency key gives the same submission',
  params: AssignmentParams,
  body: z.object({
    /** Chosen by the caller and kept over retries, so that a lost answer makes no second submission. */
    idempotencyKey: Id,
    /** Markdown + TeX by question; questions left out are handed in empty. */
    answers: z.record(z.string(), z.string().max(MAX_TEXT)).default({}),
    file: CodeFile.nullable().default(null),
  }),
  response: SubmissionView,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable', 'locked', 'too_large', 'throttled'],
});

export const listSubmissions = defineOperation({
  id: 'listSubmissions',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/submissions',
  summary: "My group's submissions, newest first; for staff those of all groups",
  params: AssignmentParams,
  response: z.object({ submissions: z.array(SubmissionRow) }),
  errors: ['not_found'],
});

export const getSubmission = defineOperation({
  id: 'getSubmission',
  method: 'get',
  path: '/api/submissions/{submissionId}',
  summary: 'A submission with its contents and what may be seen of the report',
  params: SubmissionParams,
  response: SubmissionView,
  errors: ['not_found'],
});

export const getReceipt = defineOperation({
  id: 'getReceipt',
  method: 'get',
  path: '/api/submissions/{submissionId}/receipt',
  summary: 'Proof of a submission: who, when, what, with hashes',
  params: SubmissionParams,
  response: Receipt,
  errors: ['not_found'],
});

export const streamSubmission = defineOperation({
  id: 'streamSubmission',
  method: 'get',
  path: '/api/submissions/{submissionId}/events',
  summary: 'The state of the grading as server-sent events, until it is done or failed',
  params: SubmissionParams,
  response: SubmissionEvent,
  responseType: 'text/event-stream',
  errors: ['not_found'],
});

export const regradeSubmission = defineOperation({
  id: 'regradeSubmission',
  method: 'post',
  path: '/api/submissions/{submissionId}/runs',
  summary: 'Put a submission into the grading queue again',
  params: SubmissionParams,
  response: SubmissionView,
  status: 201,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});
