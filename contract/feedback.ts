/** Feedback: what a group gets back for the submission that counts. */
import { z } from 'zod';
import { AssignmentView, PublicQuestion } from './assignments.ts';
import { AssignmentParams, Moment, SubmissionParams } from './common.ts';
import { EarlierSubmission } from './grade.ts';
import { ImageView } from './images.ts';
import { InlineComment } from './inlineComment.ts';
import { defineOperation } from './operation.ts';
import { RuleReading } from './rules.ts';
import { SubmissionRow, CodeFile, VisibleQuestionReport } from './submissions.ts';

export const QuestionFeedback = z.object({
  /** Question id; statement, title and points are those of `assignment.questions`. */
  question: z.string(),
  /** Null while not graded or not to be seen yet. */
  score: z.number().nullable(),
  maxScore: z.number(),
  /** Whether the submission was asked it; what came in since gives what its version says. */
  asked: z.boolean(),
  /** not_released: graded by people, but the instructor has not released grades. */
  state: z.enum(['ungraded', 'grading', 'grading_failed', 'not_released', 'graded']),
  /** Markdown + TeX; empty for a question answered in code. */
  answer: z.string(),
  /** Once released: the items that were applied. */
  rubricItems: z.array(z.object({ text: z.string(), points: z.number() })),
  adjustment: z.number(),
  /** Markdown + TeX. */
  comment: z.string(),
  /** About passages of the answer, its program's lines, or earlier answers; once released. */
  inlineComments: z.array(InlineComment),
  /** Where the grade was made about an earlier submission; once released. */
  from: EarlierSubmission.nullable(),
  /** Of a written answer that is another one since it was graded: the one that was; once released. */
  gradedText: z.string().nullable(),
  /** Where the question asks for a rule and the instructor lets students see how it was read by now. */
  rule: RuleReading.nullable(),
  /** For a question answered in code, once graded. */
  report: VisibleQuestionReport.nullable(),
});
export type QuestionFeedback = z.infer<typeof QuestionFeedback>;

export const Feedback = z.object({
  assignment: AssignmentView,
  submission: SubmissionRow,
  /** Those that the answers show. */
  images: z.array(ImageView),
  file: CodeFile.nullable(),
  gradesReleasedAt: Moment.nullable(),
  /** After what lateness costs. Null while any question's score is. */
  score: z.number().nullable(),
  /** Points that lateness took of it, and late days that it uses. */
  lost: z.number(),
  lateDays: z.number().int(),
  maxScore: z.number(),
  /** Those of the version in force, in the order of the page. */
  questions: z.array(QuestionFeedback),
  /** Answered, and taken out since: they count for nobody, and stay to be read. */
  removed: z.array(z.object({ question: PublicQuestion, feedback: QuestionFeedback })),
});
export type Feedback = z.infer<typeof Feedback>;

export const getFeedback = defineOperation({
  id: 'getFeedback',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/feedback',
  summary: "What my group's last submission got, as far as it may be seen",
  params: AssignmentParams,
  response: Feedback,
  errors: ['not_found'],
});

/** For printing: to a group what it may see, to staff all of it. */
export const getGradedCopy = defineOperation({
  id: 'getGradedCopy',
  method: 'get',
  path: '/api/submissions/{submissionId}/graded-copy',
  summary: 'A submission with its scores, rubric items and comments, as far as the reader may see them',
  params: SubmissionParams,
  response: Feedback,
  errors: ['not_found'],
});
