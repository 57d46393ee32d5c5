/** Grading by people: question by question, with rubric items. */
import { z } from 'zod';
import { PublicQuestion } from './assignments.ts';
import { AssignmentParams, Id, Moment, PersonName, QuestionParams, Revision } from './common.ts';
import { ImageView } from './images.ts';
import { defineOperation } from './operation.ts';
import { RuleReading } from './rules.ts';
import { CodeFile, Run, VisibleQuestionReport } from './submissions.ts';

export const RubricItem = z.object({
  id: Id,
  /** 1, 2, 3, …: the digit that toggles it; never given to another item. */
  key: z.number().int(),
  text: z.string(),
  /** What it adds to the score; a deduction is negative. */
  points: z.number(),
  /** Number of answers it is applied to. */
  applied: z.number().int(),
  /** Archived items stay on the answers that have them and cannot be newly applied. */
  archivedAt: Moment.nullable(),
});
export type RubricItem = z.infer<typeof RubricItem>;

export const RubricItemInput = z.object({
  text: z.string().trim().min(1).max(500),
  points: z.number().min(-1000).max(1000),
});

/** What a person gave an answer. score = clamp(points + Σ applied items + adjustment, 0, points). */
export const Grade = z.object({
  appliedItemIds: z.array(Id),
  adjustment: z.number(),
  /** Markdown + TeX, shown to the group. */
  comment: z.string(),
  score: z.number(),
  gradedBy: PersonName,
  gradedAt: Moment,
  /** The group of equal answers that was graded in one action; null when this answer was graded by itself. */
  groupName: z.string().nullable(),
  /** Grows by one with every change. */
  /** Another one after every change, and never one that an earlier grade had. */
  revision: z.number().int(),
});
export type Grade = z.infer<typeof Grade>;

/** Details of the error `grade_conflict`. */
export const GradeConflict = z.object({ theirs: Grade });
export type GradeConflict = z.infer<typeof GradeConflict>;

export const GradingQuestion = z.object({
  id: z.string(),
  label: z.string().nullable(),
  title: z.string(),
  kind: z.enum(['written', 'optimizer']),
  points: z.number(),
  /** Answers of each group's last submission. */
  answers: z.number().int(),
  /** Those of them with a grade: a person's, or the report's for a question answered in code. */
  graded: z.number().int(),
});
export type GradingQuestion = z.infer<typeof GradingQuestion>;

export const GradingAnswerRow = z.object({
  submissionId: Id,
  /** 1, 2, 3, … in the question's own shuffled order, the same at every call. */
  position: z.number().int(),
  members: z.array(PersonName),
  submittedAt: Moment,
  late: z.boolean(),
  empty: z.boolean(),
  /** Null while ungraded. */
  score: z.number().nullable(),
  gradedBy: PersonName.nullable(),
});
export type GradingAnswerRow = z.infer<typeof GradingAnswerRow>;

/** What the rule in a written answer is, read by `grader/rules/`. Nothing is graded by it without a person. */
export const RuleAdvice = RuleReading.extend({
  /** The rubric item that says the same; null when none does, or more than one. */
  suggestedItemId: Id.nullable(),
  /** The instructor lets the suggested item be applied before a person looks; they can take it away. */
  deduct: z.boolean(),
});
export type RuleAdvice = z.infer<typeof RuleAdvice>;

export const GradingAnswer = z.object({
  submissionId: Id,
  number: z.number().int(),
  submittedAt: Moment,
  late: z.boolean(),
  members: z.array(PersonName),
  question: PublicQuestion,
  macros: z.record(z.string(), z.string()),
  /** Markdown + TeX; empty for a question answered in code. */
  answer: z.string(),
  /** Those that the answers of this submission show. */
  images: z.array(ImageView),
  file: CodeFile.nullable(),
  run: Run.nullable(),
  /** All of the question's report; null for a written question and until the run is done. */
  report: VisibleQuestionReport.nullable(),
  /** Null where the question asks for no rule, or nothing was written. */
  rule: RuleAdvice.nullable(),
  /** In order; archived ones only when applied here. */
  rubric: z.array(RubricItem),
  /** Null while no person graded it. */
  grade: Grade.nullable(),
  /** Answers that were graded in the same action, with this one; 1 when it was graded by itself. */
  gradedTogether: z.number().int(),
  score: z.number().nullable(),
  maxScore: z.number(),
  /** Where it stands in the question's order. */
  position: z.number().int(),
  total: z.number().int(),
  graded: z.number().int(),
  /** Submission ids; null at the ends. `nextUngraded` goes round once. */
  previous: Id.nullable(),
  next: Id.nullable(),
  nextUngraded: Id.nullable(),
});
export type GradingAnswer = z.infer<typeof GradingAnswer>;

const AnswerParams = z.object({ submissionId: Id, question: QuestionParams.shape.question });

export const listGradingQuestions = defineOperation({
  id: 'listGradingQuestions',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading',
  summary: 'The questions of an assignment with the progress of grading',
  params: AssignmentParams,
  response: z.object({ questions: z.array(GradingQuestion) }),
  errors: ['not_found'],
});

export const listGradingAnswers = defineOperation({
  id: 'listGradingAnswers',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/answers',
  summary: 'The answers to a question in its shuffled order',
  params: QuestionParams,
  response: z.object({ question: GradingQuestion, answers: z.array(GradingAnswerRow) }),
  errors: ['not_found'],
});

export const getGradingAnswer = defineOperation({
  id: 'getGradingAnswer',
  method: 'get',
  path: '/api/submissions/{submissionId}/answers/{question}',
  summary: 'One answer with everything needed to grade it',
  params: AnswerParams,
  response: GradingAnswer,
  errors: ['not_found'],
});

export const gradeAnswer = defineOperation({
  id: 'gradeAnswer',
  method: 'put',
  path: '/api/submissions/{submissionId}/answers/{question}/grade',
  summary: 'Set the applied rubric items, the adjustment and the comment of an answer at once',
  params: AnswerParams,
  body: z.object({
    appliedItemIds: z.array(Id).max(100),
    adjustment: z.number().min(-1000).max(1000).default(0),
    comment: z.string().max(10_000).default(''),
    /** Revision of the grade that was looked at; 0 when there was none. */
    baseRevision: Revision,
  }),
  response: Grade,
  errors: ['csrf', 'not_found', 'grade_conflict', 'unacceptable'],
});

export const ungradeAnswer = defineOperation({
  id: 'ungradeAnswer',
  method: 'delete',
  path: '/api/submissions/{submissionId}/answers/{question}/grade',
  summary: "Take a person's grade back; the answer is ungraded again",
  params: AnswerParams,
  /** Revision of the grade that was looked at; without it whatever grade there is goes. */
  query: z.object({ baseRevision: z.coerce.number<number>().pipe(Revision.min(1)).optional() }),
  response: z.object({}),
  errors: ['csrf', 'not_found', 'grade_conflict'],
});

export const listRubricItems = defineOperation({
  id: 'listRubricItems',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/rubric',
  summary: "A question's rubric items, archived ones too",
  params: QuestionParams,
  response: z.object({ items: z.array(RubricItem) }),
  errors: ['not_found'],
});

export const createRubricItem = defineOperation({
  id: 'createRubricItem',
  method: 'post',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/rubric',
  summary: 'Add a rubric item at the end',
  params: QuestionParams,
  body: RubricItemInput,
  response: RubricItem,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

const Affected = z.object({
  item: RubricItem,
  /** Answers whose score follows from the change. */
  affectedAnswers: z.number().int(),
});

export const editRubricItem = defineOperation({
  id: 'editRubricItem',
  method: 'patch',
  path: '/api/rubric-items/{rubricItemId}',
  summary: 'Change the text or points of a rubric item on every answer that has it',
  params: z.object({ rubricItemId: Id }),
  body: RubricItemInput.partial(),
  response: Affected,
  errors: ['csrf', 'not_found', 'locked'],
});

export const archiveRubricItem = defineOperation({
  id: 'archiveRubricItem',
  method: 'delete',
  path: '/api/rubric-items/{rubricItemId}',
  summary: 'Archive a rubric item; answers that have it keep it',
  params: z.object({ rubricItemId: Id }),
  response: Affected,
  errors: ['csrf', 'not_found'],
});
