/** Answers that a second person grades without seeing the first grade, to know how far graders agree. */
import { z } from 'zod';
import { PublicQuestion } from './assignments.ts';
import { Id, Moment, PersonName, QuestionParams, Revision } from './common.ts';
import { Choice } from './grade.ts';
import { Grade, RubricItem } from './grading.ts';
import { ImageView } from './images.ts';
import { defineOperation } from './operation.ts';

const AnswerParams = z.object({ submissionId: Id, question: QuestionParams.shape.question });

export const askForSecondGrading = defineOperation({
  id: 'askForSecondGrading',
  method: 'post',
  once: 'key',
  path: '/api/courses/{course}/assignments/{assignment}/grading/{question}/second-gradings',
  summary:
    'Have some graded answers to a written question, drawn at random, graded a second time by somebody else',
  params: QuestionParams,
  body: z.object({
    graderId: Id,
    /** As many as there are, where there are fewer. */
    count: z.number().int().min(1).max(200),
  }),
  response: z.object({ asked: z.number().int() }),
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const getSecondGrading = defineOperation({
  id: 'getSecondGrading',
  method: 'get',
  path: '/api/submissions/{submissionId}/answers/{question}/second-grading',
  summary: 'An answer to be graded a second time: nothing of the first grade',
  params: AnswerParams,
  response: z.object({
    members: z.array(PersonName),
    question: PublicQuestion,
    macros: z.record(z.string(), z.string()),
    /** Markdown + TeX. */
    answer: z.string(),
    images: z.array(ImageView),
    rubric: z.array(RubricItem),
    maxScore: z.number(),
    /** What the caller has decided; null before. */
    choice: Choice.nullable(),
    /** When; null before. */
    decidedAt: Moment.nullable(),
  }),
  errors: ['not_found'],
});

export const decideSecondGrading = defineOperation({
  id: 'decideSecondGrading',
  method: 'put',
  once: 'seen',
  path: '/api/submissions/{submissionId}/answers/{question}/second-grading',
  summary: 'Grade an answer a second time; the score stays as it is',
  params: AnswerParams,
  body: Choice.extend({
    /** When the choice was made that was looked at; null where there was none. */
    seen: Moment.nullable(),
  }),
  response: z.object({
    /** When it was decided, by which it is named. */
    decidedAt: Moment,
    /** Answers to the question that are still to be graded by the caller. */
    left: z.array(Id),
  }),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const takeBackSecondGrading = defineOperation({
  id: 'takeBackSecondGrading',
  method: 'delete',
  once: 'seen',
  path: '/api/submissions/{submissionId}/answers/{question}/second-grading',
  summary: 'Take one’s second grade of an answer back; it waits to be graded a second time again',
  params: AnswerParams,
  /** When the one was made that is taken back. */
  query: z.object({ seen: Moment }),
  response: z.object({}),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const adoptSecondGrading = defineOperation({
  id: 'adoptSecondGrading',
  method: 'post',
  once: 'seen',
  path: '/api/submissions/{submissionId}/answers/{question}/second-grading/adopt',
  summary: 'Make the second grade the one that counts',
  params: AnswerParams,
  /** What was looked at: the decision that stood, 0 for none, and when the second grade was decided. */
  body: z.object({ baseRevision: Revision, decidedAt: Moment }),
  response: Grade,
  errors: ['csrf', 'not_found', 'grade_conflict', 'unacceptable'],
});
