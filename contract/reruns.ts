/** Reruns: submissions tested once more with the tests in force. What comes of it is a proposal until it is applied. */
import { z } from 'zod';
import { TEST_STATUSES } from '../grader/terms.ts';
import { AssignmentParams, Id, Moment, PersonName, SubmissionParams } from './common.ts';
import { defineOperation } from './operation.ts';
import { VisibleReport } from './submissions.ts';

/** Those that count for somebody, every one, or those that are named. */
export const RERUN_SCOPES = ['counting', 'all', 'chosen'] as const;

export const RerunRow = z.object({
  id: Id,
  startedAt: Moment,
  startedBy: PersonName,
  scope: z.enum(RERUN_SCOPES),
  /** Whose tests are run. */
  version: z.number().int(),
  /** running: some still wait · stopped: those that waited are not run · discarded: nothing of it is applied. */
  state: z.enum(['running', 'stopped', 'ready', 'discarded']),
  total: z.number().int(),
  /** With a result, or that we could not test. */
  over: z.number().int(),
  failed: z.number().int(),
  /** Whose results count now. */
  applied: z.number().int(),
});
export type RerunRow = z.infer<typeof RerunRow>;

const SeenResult = z.string().max(80);

export const RerunResult = z.object({
  submissionId: Id,
  number: z.number().int(),
  members: z.array(PersonName),
  /** Whether it counts for somebody. */
  counts: z.boolean(),
  /** errored: we could not test it · waiting: not run yet, or stopped before. */
  kind: z.enum(['up', 'down', 'same', 'errored', 'waiting']),
  /** Points of its questions in code, without and with the result of the rerun; null where there are none. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** Somebody graded a question of it by hand: that score stays. */
  byHand: z.boolean(),
  /** Tests that come out otherwise, that are new (`before` null) or gone (`after` null). */
  tests: z.array(
    z.object({
      question: z.string(),
      id: z.string(),
      title: z.string(),
      before: z.enum(TEST_STATUSES).nullable(),
      after: z.enum(TEST_STATUSES).nullable(),
    }),
  ),
  /** Of Stepwise, that made each of the two results. */
  graderBefore: z.string().nullable(),
  graderAfter: z.string().nullable(),
  applied: z.boolean(),
  /** What of it whoever lets it count or not decides upon, in short: named as `seen`. */
  seen: SeenResult,
});
export type RerunResult = z.infer<typeof RerunResult>;

export const Rerun = RerunRow.extend({
  maxScore: z.number(),
  /** Whether students read the grades of the set: whose score changes is told. */
  released: z.boolean(),
  /** Of the course's log, the last act before this was read. */
  lastAct: Id.nullable(),
  /** Those that change first. */
  results: z.array(RerunResult),
});
export type Rerun = z.infer<typeof Rerun>;

/** What somebody saw of a rerun before they let results of it count, or no longer count. */
export const SeenRerun = z.object({
  released: z.boolean(),
  /** `seen` of each result that this is about, by its submission. */
  results: z.record(Id, SeenResult),
  /** So that a refusal can say who did what since. */
  lastAct: Id.nullable().default(null),
});
export type SeenRerun = z.infer<typeof SeenRerun>;

const PATH = '/api/courses/{course}/assignments/{assignment}/reruns';
const RerunParams = AssignmentParams.extend({ rerun: Id });

export const startRerun = defineOperation({
  id: 'startRerun',
  method: 'post',
  once: 'key',
  path: PATH,
  summary: 'Run submissions with the tests in force, after everybody who waits for a first result',
  params: AssignmentParams,
  body: z.object({
    scope: z.enum(RERUN_SCOPES),
    /** Those of `chosen`. */
    submissionIds: z.array(Id).max(10_000).default([]),
  }),
  response: RerunRow,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable', 'locked'],
});

export const listReruns = defineOperation({
  id: 'listReruns',
  method: 'get',
  path: PATH,
  summary: 'The reruns of an assignment, the last first',
  params: AssignmentParams,
  response: z.object({ reruns: z.array(RerunRow) }),
  errors: ['not_found'],
});

export const getRerun = defineOperation({
  id: 'getRerun',
  method: 'get',
  path: `${PATH}/{rerun}`,
  summary: 'A rerun with what it would change',
  params: RerunParams,
  response: Rerun,
  errors: ['not_found'],
});

export const getRerunReport = defineOperation({
  id: 'getRerunReport',
  method: 'get',
  path: '/api/submissions/{submissionId}/reruns/{rerun}',
  summary: 'The report that a rerun proposes for a submission, and the one that stands without it',
  params: SubmissionParams.extend({ rerun: Id }),
  response: z.object({ before: VisibleReport.nullable(), after: VisibleReport.nullable() }),
  errors: ['not_found'],
});

export const stopRerun = defineOperation({
  id: 'stopRerun',
  method: 'post',
  once: 'state',
  path: `${PATH}/{rerun}/stop`,
  summary: 'Run what still waits no more; what is there can be applied',
  params: RerunParams,
  response: RerunRow,
  errors: ['csrf', 'not_found', 'locked'],
});

export const applyRerun = defineOperation({
  id: 'applyRerun',
  method: 'post',
  once: 'state',
  path: `${PATH}/{rerun}/apply`,
  summary: 'Let results of a rerun count; what people graded by hand stays',
  params: RerunParams,
  body: z.object({
    /** Absent: all that have a result. */
    submissionIds: z.array(Id).max(10_000).optional(),
    /** Absent: whatever stands. */
    seen: SeenRerun.optional(),
  }),
  response: RerunRow,
  errors: ['csrf', 'not_found', 'unacceptable', 'locked', 'not_as_seen'],
});

export const undoRerun = defineOperation({
  id: 'undoRerun',
  method: 'post',
  once: 'state',
  path: `${PATH}/{rerun}/undo`,
  summary: 'Let the results count again that did before a rerun was applied',
  params: RerunParams,
  body: z
    .object({
      /** Absent: whatever stands. */
      seen: SeenRerun.optional(),
    })
    .default({}),
  response: RerunRow,
  errors: ['csrf', 'not_found', 'locked', 'not_as_seen'],
});

export const discardRerun = defineOperation({
  id: 'discardRerun',
  method: 'post',
  once: 'state',
  path: `${PATH}/{rerun}/discard`,
  summary: 'Let a rerun be: nothing of it will be applied',
  params: RerunParams,
  response: RerunRow,
  errors: ['csrf', 'not_found', 'locked'],
});
