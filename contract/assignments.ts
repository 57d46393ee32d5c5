/** Assignments: the list of what is due, one assignment as its reader may see it. */
import { z } from 'zod';
import { AssignmentFile, COUNTING_RULES, RESUBMIT_UNTIL, RULE_ADVICE, Slug } from './assignment.ts';
import { AssignmentParams, CourseParams, Id, Moment, PersonName } from './common.ts';
import { NewsQuery } from './news.ts';
import { defineOperation } from './operation.ts';
import { PreviewedUnsubmitted, PreviewedChanges } from './effects.ts';
import { LateRules } from './policy.ts';

/**
 * How far a student's group is: nothing yet · drafts · handed in · the grader works · graded but not released ·
 * released · due time passed with nothing handed in.
 */
export const PROGRESS = [
  'not_started',
  'draft',
  'submitted',
  'grading',
  'graded',
  'released',
  'missing',
] as const;
export const Progress = z.enum(PROGRESS);
export type Progress = z.infer<typeof Progress>;

export const SET_STATES = ['open', 'hidden', 'archived'] as const;
export type SetState = (typeof SET_STATES)[number];

/** Until when one may hand in again, and what counts then. */
const ResubmissionView = z.object({
  until: z.enum(RESUBMIT_UNTIL),
  /** The end where it is a time. */
  endsAt: Moment.nullable(),
  counts: z.enum(COUNTING_RULES),
});
export type ResubmissionView = z.infer<typeof ResubmissionView>;

const OVERRIDE_TARGETS = ['student', 'group', 'section'] as const;

/** What else holds for the reader: for a student, their own. */
const RuleView = z.object({
  /** Students see nothing of it before. */
  opensAt: Moment.nullable(),
  /** The due time and the minutes of grace. */
  inTimeUntil: Moment,
  /** Nothing is taken after; null: until grades are released. */
  acceptedUntil: Moment.nullable(),
  /** When grades come out, where that is planned. */
  releasesAt: Moment.nullable(),
  late: LateRules,
  /** What an extension moved beside the due time, and why. */
  moved: z.array(
    z.object({
      what: z.enum(['opens', 'window', 'closes', 'releases']),
      for: z.enum(OVERRIDE_TARGETS),
      reason: z.string(),
    }),
  ),
});
export type RuleView = z.infer<typeof RuleView>;

const AssignmentHead = z.object({
  slug: Slug,
  title: z.string(),
  /** For heads of columns and crumbs: the short name, else the title. */
  short: z.string(),
  /** For a student, their own: with an extension it is later than the set's. */
  dueAt: Moment,
  /** Why a student's due time is later than the set's; null where it is not. */
  extension: z
    .object({
      /** The set's own due time. */
      setDueAt: Moment,
      for: z.enum(OVERRIDE_TARGETS),
      reason: z.string(),
    })
    .nullable(),
  /** Null until grades are out for the reader. */
  gradesReleasedAt: Moment.nullable(),
  rule: RuleView,
  /** A student's late days; null for staff, and where they are of no use. */
  lateDays: z
    .object({
      /** In the whole course. */
      budget: z.number().int(),
      left: z.number().int(),
      /** That this set uses. */
      used: z.number().int(),
    })
    .nullable(),
  /** hidden: taken back, seen by those alone who handed in · archived: over. Neither can be written in. */
  state: z.enum(SET_STATES),
  /** Most members a group may have; 1 is work done alone. */
  groupMax: z.number().int(),
  resubmission: ResubmissionView,
  /** Sum of the questions' points. */
  maxScore: z.number(),
  /** Number of the published version in force. */
  version: z.number().int(),
  hasWritten: z.boolean(),
  hasCode: z.boolean(),
  /** Its written questions about figures that students make in other sets. */
  figures: z.array(
    z.object({
      question: Slug,
      label: z.string().nullable(),
      title: z.string(),
      figure: z.object({ set: Slug, question: Slug }),
    }),
  ),
});

export const AssignmentRow = AssignmentHead.extend({
  /** For a student; null for staff. */
  mine: z
    .object({
      progress: Progress,
      /** All members, the reader included; empty while there is no group. */
      members: z.array(PersonName),
      /** The submission that counts: the last that names the reader, or the one that staff pinned. */
      submission: z
        .object({ id: z.uuid(), number: z.number().int(), submittedAt: Moment, late: z.boolean() })
        .nullable(),
      /** Answers and files of the draft that differ from that submission. */
      changed: z.number().int(),
      /** Who invites the reader to their group. */
      invitations: z.array(z.object({ id: z.uuid(), invitedBy: PersonName })),
      /** After what lateness costs. Null while not known or not to be seen. */
      score: z.number().nullable(),
      /** Points that lateness took of it. */
      lost: z.number(),
    })
    .nullable(),
  /** For staff; null for students. Counted over the submissions that count for somebody. */
  counts: z
    .object({
      /** In the course now. */
      students: z.number().int(),
      /** Those of them for whom a submission counts; the other counts are of everybody’s work. */
      submitted: z.number().int(),
      /** Written answers without a grade. */
      ungradedAnswers: z.number().int(),
      /** Submissions that the grader could not grade. */
      failedRuns: z.number().int(),
    })
    .nullable(),
});
export type AssignmentRow = z.infer<typeof AssignmentRow>;

const QuestionHead = z.object({
  id: Slug,
  /** Printed before the title; the author's own. */
  label: z.string().nullable(),
  title: z.string(),
  points: z.number(),
  /** Markdown + TeX. */
  statement: z.string(),
});
/** A question as everybody may see it: no tests, no rubric, no reference. */
export const PublicQuestion = z.discriminatedUnion('kind', [
  QuestionHead.extend({
    kind: z.literal('written'),
    /** Headings that the answer should have. */
    parts: z.array(z.string()),
    /** Soft limit shown while writing. */
    maxWords: z.number().int().nullable(),
    /** When students learn how the rule in their answer is read; null where the question asks for none. */
    ruleAdvice: z.enum(RULE_ADVICE).nullable(),
    /** The experiment whose figure the answer explains; the course may have no such set. */
    figure: z.object({ set: Slug, question: Slug }).nullable(),
  }),
  QuestionHead.extend({
    kind: z.literal('optimizer'),
    /** Name of the function to write. */
    entry: z.string(),
  }),
  QuestionHead.extend({
    kind: z.literal('experiment'),
    /** Names of the functions that train. */
    entries: z.array(z.string()),
  }),
]);
export type PublicQuestion = z.infer<typeof PublicQuestion>;

export const AssignmentView = AssignmentHead.extend({
  /** Markdown + TeX above the first block. */
  introduction: z.string(),
  macros: z.record(z.string(), z.string()),
  /** In the order of the page: `directions` is Markdown + TeX, `questions` are ids. */
  blocks: z.array(z.object({ directions: z.string(), questions: z.array(z.string()) })),
  questions: z.array(PublicQuestion),
  /** The one code file to hand in; null when nothing is to be programmed. */
  submission: AssignmentFile.shape.submission.unwrap().nullable(),
  /** Starter files by name. */
  starter: z.record(z.string(), z.string()),
});
export type AssignmentView = z.infer<typeof AssignmentView>;

export const ProblemView = z.object({
  severity: z.enum(['error', 'warning']),
  /** Relative to the assignment's folder. */
  file: z.string(),
  /** 1-based; null where the file as a whole is meant. */
  line: z.number().int().nullable(),
  message: z.string(),
});

/** Details of the errors `assignment_problems` and `samples_refused`. */
export const AssignmentProblems = z.object({ problems: z.array(ProblemView) });
export type AssignmentProblems = z.infer<typeof AssignmentProblems>;

export const listAssignments = defineOperation({
  id: 'listAssignments',
  method: 'get',
  path: '/api/courses/{course}/assignments',
  summary: 'The assignments of a course with my own state in each, soonest due first',
  params: CourseParams,
  response: z.object({ assignments: z.array(AssignmentRow) }),
  errors: ['not_found'],
});

/** That sets, or what one sees of answers, have changed, and nothing of what: whoever hears it reads again what they may see. */
export const SetsEvent = z.object({
  /** For staff: the submissions of whose answers something has changed, where nothing else has. */
  submissionIds: z.array(Id).optional(),
});

export const streamSets = defineOperation({
  id: 'streamSets',
  method: 'get',
  path: '/api/courses/{course}/news',
  summary:
    'That times, release, state or version of a set of the course have changed, or what one may see of grades, as it happens',
  params: CourseParams,
  query: NewsQuery,
  response: SetsEvent,
  responseType: 'text/event-stream',
  errors: ['not_found', 'throttled'],
});

export const getAssignment = defineOperation({
  id: 'getAssignment',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}',
  summary: 'An assignment with its statements and starter files',
  params: AssignmentParams,
  response: AssignmentView,
  errors: ['not_found'],
});

export const changeSetState = defineOperation({
  id: 'changeSetState',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/state',
  summary:
    'Take a set back, archive it, or open it again; what was handed in stays with those who did. Or only say whom that would change',
  params: AssignmentParams,
  body: z.object({
    state: z.enum(SET_STATES),
    preview: z.boolean().default(false),
    /** The state that was seen; absent: whatever stands. */
    seen: z.enum(SET_STATES).optional(),
  }),
  response: z.object({
    state: z.enum(SET_STATES),
    changes: PreviewedChanges,
    unsubmitted: PreviewedUnsubmitted,
  }),
  errors: ['csrf', 'not_found', 'unacceptable', 'not_as_seen'],
});

export const listVersions = defineOperation({
  id: 'listVersions',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/versions',
  summary: 'The published versions of an assignment, newest first',
  params: AssignmentParams,
  response: z.object({
    versions: z.array(
      z.object({
        number: z.number().int(),
        contentHash: z.string(),
        publishedAt: Moment,
        publishedBy: PersonName,
      }),
    ),
  }),
  errors: ['not_found'],
});
