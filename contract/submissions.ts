/** Submissions: immutable snapshots of a group's document, each with the people it names; it belongs to them for ever. */
import { z } from 'zod';
import { Diagnosis, Experiment, QuestionReport, TestResult, TrajectoryPlot } from './report.ts';
import { LANGUAGES, VERDICTS } from '../grader/terms.ts';
import { AssignmentParams, Id, Moment, PersonName, SubmissionParams } from './common.ts';
import { MAX_TEXT, PendingUpdate, TextKey } from './documents.ts';
import { ImageView } from './images.ts';
import { defineOperation } from './operation.ts';
import { PreviewedChanges } from './effects.ts';

const RUN_STATES = ['queued', 'running', 'done', 'failed'] as const;

/** The grader's work on one submission. `failed` is our fault and never the student's. */
export const Run = z.object({
  state: z.enum(RUN_STATES),
  queuedAt: Moment,
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  /** Why the server does not grade programs of this language now; it tries again until it can. Null when it can. */
  refusal: z.string().nullable(),
  /** It trained, and a member of the group stopped it: it has failed then, and can be begun again. */
  stopped: z.boolean(),
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
  experiment: Experiment.optional(),
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
  questions: z.array(VisibleQuestionReport.omit({ plots: true, output: true, experiment: true })),
});

export const SubmissionRow = z.object({
  id: Id,
  /** Above every earlier one of any of its members in this assignment. */
  number: z.number().int(),
  /** The server's time; it alone decides lateness. */
  submittedAt: Moment,
  /** When it was asked for, where the request waited for the network; said by that device. */
  askedAt: Moment.nullable(),
  submittedBy: PersonName,
  /** Whom it names: its members at that moment. */
  members: z.array(PersonName),
  /** After the due time of now, which may have moved. */
  late: z.boolean(),
  /** Of the group's document, the last update that it holds. */
  seq: z.number().int(),
  /** SHA-256 of the contents, hexadecimal. */
  contentHash: z.string(),
  /** Answers that are not empty. */
  answered: z.number().int(),
  /** Null for a submission without code. */
  run: Run.nullable(),
  /** Whether it counts for the reader; for staff, for any of those it names. */
  counts: z.boolean(),
  /** Staff chose it in place of the one that the policy chooses, for this reason. */
  pinned: z.string().nullable(),
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

/** Short enough to be read out; the hash itself is the proof. `7E40-8A9E` */
export const receiptCode = (contentHash: string): string =>
  `${contentHash.slice(0, 4)}-${contentHash.slice(4, 8)}`.toUpperCase();

export const Receipt = z.object({
  submissionId: Id,
  course: z.string(),
  assignment: z.string(),
  assignmentTitle: z.string(),
  number: z.number().int(),
  submittedAt: Moment,
  askedAt: Moment.nullable(),
  dueAt: Moment,
  submittedBy: PersonName,
  members: z.array(PersonName),
  late: z.boolean(),
  counts: z.boolean(),
  pinned: z.string().nullable(),
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
      /** What was received; null for an image. */
      text: z.string().nullable(),
    }),
  ),
});
export type Receipt = z.infer<typeof Receipt>;

/** How far an experiment's training is, as it is kept while it goes on. */
export const TrainingProgress = z.object({
  question: z.string(),
  /** What is trained now, such as `Adam, with dropout`. */
  curve: z.string(),
  epoch: z.number().int(),
  /** Of all curves together, from 0 to 1. */
  done: z.number(),
  /** At the speed until now. */
  /** Null while it is too early to say. */
  secondsLeft: z.number().int().nullable(),
  /** The curves so far; nothing is judged before the end. */
  experiment: Experiment,
});
export type TrainingProgress = z.infer<typeof TrainingProgress>;

/** Of a run that trains, while it waits and while it goes on. */
export const Training = z.object({
  /** Others that train first. */
  before: z.number().int(),
  /** Until it begins, by what trainings took lately; null while there was none. */
  waitSeconds: z.number().int().nullable(),
  /** Null until it has begun. */
  progress: TrainingProgress.nullable(),
});
export type Training = z.infer<typeof Training>;

/**
 * Data of one server-sent event (event name `run`). The first comes at once with the present state. `training` is null of
 * a run that is over or does not train.
 */
export const SubmissionEvent = z.object({
  submissionId: Id,
  run: Run,
  training: Training.nullable(),
  /** Until the report of a run that waits, by what runs took lately; null where nothing is known, and of other runs. */
  waitSeconds: z.number().int().nullable(),
});
export type SubmissionEvent = z.infer<typeof SubmissionEvent>;

export const createSubmission = defineOperation({
  id: 'createSubmission',
  method: 'post',
  once: 'named',
  path: '/api/courses/{course}/assignments/{assignment}/submissions',
  summary: "Hand in my group's document as it stands; the same idempotency key gives the same submission",
  params: AssignmentParams,
  body: z.object({
    /** Chosen by the caller and kept over retries, so that a lost answer makes no second submission. */
    idempotencyKey: Id,
    /** The group whose document the page shows; where I am in another one by now, nothing is handed in. */
    group: Id.nullable().default(null),
    /** Edits of the page that are not acknowledged yet: they are stored with the submission. */
    updates: z.array(PendingUpdate).max(1_000).default([]),
    /** Which of the document's code files is handed in; null where nothing is to be programmed. */
    fileName: TextKey.nullable().default(null),
    /** When the person asked for it, where the request waited on the device. */
    askedAt: Moment.nullable().default(null),
    /** For programs without a page: texts that replace those of the document first, an edit like others. */
    answers: z.record(z.string(), z.string().max(MAX_TEXT)).default({}),
    file: CodeFile.nullable().default(null),
  }),
  response: SubmissionView,
  status: 201,
  errors: ['csrf', 'not_found', 'group_conflict', 'unacceptable', 'locked', 'too_large', 'throttled'],
});

export const listSubmissions = defineOperation({
  id: 'listSubmissions',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/submissions',
  summary: 'The submissions that name me, newest first; for staff all of them',
  params: AssignmentParams,
  response: z.object({
    submissions: z.array(SubmissionRow),
    /** Why my group may not hand in again now; null where it may, and for staff. */
    closed: z.string().nullable(),
  }),
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
  errors: ['not_found', 'throttled'],
});

export const regradeSubmission = defineOperation({
  id: 'regradeSubmission',
  method: 'post',
  once: 'state',
  path: '/api/submissions/{submissionId}/runs',
  summary: 'Put a submission into the grading queue again',
  params: SubmissionParams,
  response: SubmissionView,
  status: 201,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const stopTraining = defineOperation({
  id: 'stopTraining',
  method: 'delete',
  once: 'state',
  path: '/api/submissions/{submissionId}/training',
  summary: "Stop my group's training, or take it out of the queue; the submission stays",
  params: SubmissionParams,
  response: z.object({}),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const trainAgain = defineOperation({
  id: 'trainAgain',
  method: 'post',
  once: 'state',
  path: '/api/submissions/{submissionId}/training',
  summary: "Begin my group's training anew after it was stopped",
  params: SubmissionParams,
  response: z.object({}),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

/** What staff chose for somebody, and why. */
const Pin = z.object({ submissionId: Id, reason: z.string().max(500) });

export const pinSubmission = defineOperation({
  id: 'pinSubmission',
  method: 'put',
  once: 'state',
  path: '/api/submissions/{submissionId}/pin',
  summary:
    'Let this submission count for one of those it names, whatever comes later; or, taken back, the last one again',
  params: SubmissionParams,
  body: z.object({
    userId: Id,
    /** Null takes the choice back. */
    reason: z.string().trim().min(1).max(500).nullable(),
    /** Only says what that would change for them. */
    preview: z.boolean().default(false),
    /** The choice that was seen; null where the policy chose. Absent: whatever stands. */
    seen: Pin.nullable().optional(),
  }),
  response: z.object({ changes: PreviewedChanges }),
  errors: ['csrf', 'not_found', 'unacceptable', 'not_as_seen'],
});
