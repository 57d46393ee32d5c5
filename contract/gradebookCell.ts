/** One cell of the gradebook: what a student has in a set, and how it came about. */
import { z } from 'zod';
import { Resubmission } from './assignment.ts';
import { AssignmentParams, Id, Moment, Person, PersonName } from './common.ts';
import { QUESTION_STATES } from './gradebook.ts';
import { EarlierSubmission } from './grade.ts';
import { defineOperation } from './operation.ts';
import { LateRules } from './policy.ts';
import { RequestRow } from './requests.ts';
import { StudentSet } from './students.ts';

/** What one question gives the student, before what lateness costs. */
export const CellQuestion = z.object({
  id: z.string(),
  label: z.string().nullable(),
  title: z.string(),
  points: z.number(),
  state: z.enum([...QUESTION_STATES, 'graded']),
  score: z.number().nullable(),
  /** Whether the submission was asked it; what came in since gives what its version says. */
  asked: z.boolean(),
  /** Whose grade it is, and since when; null where the tests gave it, or nobody has. */
  graded: z.object({ by: PersonName, at: Moment }).nullable(),
  /** Where the grade was made about an earlier submission. */
  from: EarlierSubmission.nullable(),
});
export type CellQuestion = z.infer<typeof CellQuestion>;

export const CellView = z.object({
  student: Person,
  /** Score, lateness, due time, extension and all submissions, as the student's page has them. */
  set: StudentSet,
  /** Of several submissions the one that counts, by the rules of the set. */
  counts: Resubmission.shape.counts,
  /** Why staff chose the one that counts; null where the rules did. */
  pinned: z.string().nullable(),
  late: LateRules.pick({ graceMinutes: true, penalty: true }),
  /** Of the version in force, in its order; none where nothing was handed in. */
  questions: z.array(CellQuestion),
  /** Open ones: theirs, and those of others of their group about the submission that counts. */
  requests: z.array(RequestRow),
});
export type CellView = z.infer<typeof CellView>;

export const getGradebookCell = defineOperation({
  id: 'getGradebookCell',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/gradebook/{userId}',
  summary:
    'One student and one set: which submission counts and why, who gave which question its score, what lateness cost, open requests and more time',
  params: AssignmentParams.extend({ userId: Id }),
  response: CellView,
  errors: ['not_found'],
});
