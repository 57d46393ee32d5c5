/** The gradebook: students × assignments, CSV, and the release of grades. */
import { z } from 'zod';
import { SET_STATES } from './assignments.ts';
import { AssignmentParams, CourseParams, Id, Moment, Person, QuestionParams } from './common.ts';
import { defineOperation } from './operation.ts';
import { PreviewedUnsubmitted, PreviewedChanges } from './effects.ts';
import { CourseClock } from './policies.ts';

/**
 * not_submitted: nothing yet · missing: nothing, and the due time is over · grading: the grader works · anonymous: handed in,
 * and whose work it is the reader does not see before grades are out.
 */
const CELL_STATUSES = [
  'not_submitted',
  'missing',
  'grading',
  'grading_failed',
  'ungraded',
  'graded',
  'released',
  'anonymous',
] as const;

export const GradebookCell = z.object({
  assignment: z.string(),
  status: z.enum(CELL_STATUSES),
  /** After what lateness costs. Null unless graded or released: an ungraded submission is blank, never 0. */
  score: z.number().nullable(),
  submissionId: z.uuid().nullable(),
  late: z.boolean(),
  /** Points that lateness took. */
  lost: z.number(),
  /** Late days that it uses. */
  lateDays: z.number().int(),
});
export type GradebookCell = z.infer<typeof GradebookCell>;

export const Gradebook = z.object({
  assignments: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      /** For the head of its column: the short name, else the title. */
      short: z.string(),
      maxScore: z.number(),
      dueAt: Moment,
      /** Null until grades are out. */
      gradesReleasedAt: Moment.nullable(),
      /** When they come out, where that is planned. */
      releasesAt: Moment.nullable(),
      /** Of the student who has the most time: whoever is released before is locked out of writing. */
      lastDueAt: Moment,
      /** Of the course's categories. */
      category: z.string().nullable(),
      state: z.enum(SET_STATES),
      /** Whether the reader sees no work of anybody here before grades are out; then totals are null, too. */
      anonymous: z.boolean(),
      /** Whether something is tested, so that a rerun may propose other results. */
      hasCode: z.boolean(),
    }),
  ),
  /** How many students the course has, whether or not they are among `rows`. */
  students: z.number().int(),
  /** What the total is made of; none where there is no total, or the reader sees none. */
  categories: z.array(z.object({ id: z.string(), title: z.string() })),
  /** By name; one cell an assignment, in the order of `assignments`. */
  rows: z.array(
    z.object({
      student: Person,
      section: z.string().nullable(),
      cells: z.array(GradebookCell),
      /** In percent, one a category, as `total`. */
      shares: z.array(z.number().nullable()),
      /** In percent, of all grades, out or not; null while nothing counts, and in a course without categories. */
      total: z.number().nullable(),
    }),
  ),
  /** Of the last row, where others follow: what to ask for next. */
  next: Id.nullable(),
});
export type Gradebook = z.infer<typeof Gradebook>;

/** Of so many students at most at a time: the rows of a large class are made, checked and written one part after the other. */
export const MOST_ROWS = 500;

export const getGradebook = defineOperation({
  id: 'getGradebook',
  method: 'get',
  path: '/api/courses/{course}/gradebook',
  summary: 'Scores and states of all students, or of some of them by name',
  params: CourseParams,
  query: z.object({
    /** At most so many students; 0 for the sets alone. Absent: everybody. */
    limit: z.coerce.number<number>().int().min(0).max(MOST_ROWS).optional(),
    /** With `limit`: the `next` of the part before. */
    after: Id.optional(),
    /** One set alone; totals are null then. */
    set: AssignmentParams.shape.assignment.optional(),
  }),
  response: Gradebook,
  errors: ['not_found'],
});

/** Whose columns a file has. */
const EXPORT_FORMATS = ['stepwise', 'canvas', 'nbgrader'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportGradebook = defineOperation({
  id: 'exportGradebook',
  method: 'get',
  path: '/api/courses/{course}/gradebook.csv',
  summary:
    'The gradebook as CSV, in columns of one’s own, of Canvas or of nbgrader; safe to open in a spreadsheet',
  params: CourseParams,
  query: z.object({ format: z.enum(EXPORT_FORMATS).default('stepwise') }),
  response: z.string(),
  responseType: 'text/csv',
  errors: ['not_found'],
});

export const exportSetScores = defineOperation({
  id: 'exportSetScores',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/scores.csv',
  summary: 'The scores of one set as CSV with a column a question, in Gradescope’s columns or in our own',
  params: AssignmentParams,
  query: z.object({ format: z.enum(['gradescope', 'stepwise']).default('gradescope') }),
  response: z.string(),
  responseType: 'text/csv',
  errors: ['not_found'],
});

export const exportEvaluations = defineOperation({
  id: 'exportEvaluations',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/questions/{question}/evaluations.csv',
  summary: 'How one question was graded as CSV, with a column a rubric item, as Gradescope’s evaluations are',
  params: QuestionParams,
  response: z.string(),
  responseType: 'text/csv',
  errors: ['not_found'],
});

/** What an answer is in that has no score. */
export const QUESTION_STATES = ['grading', 'grading_failed', 'ungraded'] as const;

export const QuestionScore = z.union([z.number(), z.enum(QUESTION_STATES)]);
export type QuestionScore = z.infer<typeof QuestionScore>;

export const getQuestionScores = defineOperation({
  id: 'getQuestionScores',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/question-scores',
  summary: 'Of one set the scores of all students, question by question',
  params: AssignmentParams,
  response: z.object({
    questions: z.array(
      z.object({ id: z.string(), label: z.string().nullable(), title: z.string(), points: z.number() }),
    ),
    /** Of whoever handed in. A score a question in the order of `questions`, before what lateness costs. */
    rows: z.array(z.object({ userId: Id, scores: z.array(QuestionScore) })),
  }),
  errors: ['not_found'],
});

/** How a release stands. Whether grades are out is part of it: a plan comes by itself, and the same act does another thing from then on. */
export const ReleaseStanding = z.object({
  released: z.boolean(),
  /** Since when grades are out, or from when they will be; null where nobody has said. */
  at: Moment.nullable(),
});
export type ReleaseStanding = z.infer<typeof ReleaseStanding>;

export const releaseGrades = defineOperation({
  id: 'releaseGrades',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/release',
  summary:
    'Show the grades of an assignment to its students, now or at a time to come, or take them back; or only say whom that would change',
  params: AssignmentParams,
  body: z.object({
    released: z.boolean(),
    /** Not now but at this time by the course's clock. */
    at: CourseClock.nullable().default(null),
    preview: z.boolean().default(false),
    /** Absent: whatever stands. */
    seen: ReleaseStanding.optional(),
  }),
  response: z.object({
    /** When they come out or came; null when they were taken back. */
    gradesReleasedAt: Moment.nullable(),
    changes: PreviewedChanges,
    unsubmitted: PreviewedUnsubmitted,
  }),
  errors: ['csrf', 'not_found', 'unacceptable', 'not_as_seen'],
});
