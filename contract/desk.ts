/** How graders share a question among them, and what they say about answers that they do not grade. */
import { z } from 'zod';
import { AssignmentParams, Id, Moment, PersonName, QuestionParams } from './common.ts';
import { defineOperation } from './operation.ts';

export const Mark = z.object({ by: PersonName, reason: z.string(), at: Moment });
export type Mark = z.infer<typeof Mark>;

export const AnswerMarks = z.object({
  /** For an instructor to look at; null once that is settled. */
  flag: Mark.nullable(),
  /** Who passed it over and why, the last of each person. */
  skipped: z.array(Mark),
});
export type AnswerMarks = z.infer<typeof AnswerMarks>;

export const markAnswer = defineOperation({
  id: 'markAnswer',
  method: 'post',
  once: 'state',
  path: '/api/submissions/{submissionId}/answers/{question}/marks',
  summary: 'Flag an answer for an instructor, skip it with a reason, or say that it is settled',
  params: z.object({ submissionId: Id, question: QuestionParams.shape.question }),
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['flagged', 'skipped']), reason: z.string().trim().min(1, 'Say why.').max(500) }),
    z.object({
      kind: z.literal('settled'),
      reason: z.string().trim().max(500).default(''),
      /** When the last mark was made that was seen; absent: whatever was said about the answer. */
      seen: Moment.optional(),
    }),
  ]),
  response: AnswerMarks,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const Division = z.discriminatedUnion('by', [
  /** Answers of other sections are anybody's. */
  z.object({
    by: z.literal('section'),
    parts: z
      .array(z.object({ userId: Id, sections: z.array(z.string()).min(1).max(200) }))
      .min(1)
      .max(100),
  }),
  /** One after the other of the question's order; where there are more or fewer answers, in these proportions. */
  z.object({
    by: z.literal('count'),
    parts: z
      .array(z.object({ userId: Id, count: z.number().int().min(1).max(100_000) }))
      .min(1)
      .max(100),
  }),
]);
export type Division = z.infer<typeof Division>;

export const QuestionProgress = z.object({
  question: z.string(),
  /** Its parts of those who grade in the course; those of others are anybody's. Null where everybody grades everything. */
  division: Division.nullable(),
  /** Answers by the section of their first member. */
  sections: z.array(z.object({ name: z.string(), answers: z.number().int() })),
  flagged: z.number().int(),
  /** Those who have a part or have graded. */
  graders: z.array(
    z.object({
      person: PersonName,
      /** Answers whose grade that stands is theirs. */
      graded: z.number().int(),
      /** Of their part; null where they have none. */
      part: z.object({ answers: z.number().int(), left: z.number().int() }).nullable(),
    }),
  ),
});
export type QuestionProgress = z.infer<typeof QuestionProgress>;

export const getGradingProgress = defineOperation({
  id: 'getGradingProgress',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/grading/progress',
  summary: 'Who has graded how much of each question, how it is divided, and what is flagged',
  params: AssignmentParams,
  response: z.object({
    questions: z.array(QuestionProgress),
    /** Who can have a part. */
    staff: z.array(PersonName),
    /** Answers that the caller is asked to grade a second time, and has not yet. */
    second: z.array(z.object({ question: z.string(), submissionId: Id })),
  }),
  errors: ['not_found'],
});

export const divideQuestion = defineOperation({
  id: 'divideQuestion',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/division',
  summary:
    'Divide the answers to a question among graders, by section or by number; null: everybody grades everything',
  params: QuestionParams,
  body: z.object({
    division: Division.nullable(),
    /** The division that was seen; absent: whatever stands. */
    seen: Division.nullable().optional(),
  }),
  response: z.object({ division: Division.nullable() }),
  errors: ['csrf', 'not_found', 'unacceptable', 'not_as_seen'],
});
