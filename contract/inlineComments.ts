/** Inline comments: what graders say about a passage of an answer or lines of a program, shown to the group there. */
import { z } from 'zod';
import { Id, QuestionParams, Revision } from './common.ts';
import { InlineComment, SourcePlace } from './inlineComment.ts';
import { defineOperation } from './operation.ts';

/** Most about one answer that are not removed. */
export const MAX_INLINE_COMMENTS = 100;
export const MAX_COMMENT = 5_000;

const Text = z
  .string()
  .trim()
  .min(1, 'Write the comment first.')
  .max(MAX_COMMENT, `A comment has at most ${MAX_COMMENT} characters. Put the rest beside the grade.`);

const AnswerParams = z.object({ submissionId: Id, question: QuestionParams.shape.question });
const CommentParams = AnswerParams.extend({ commentId: Id });

/** All of the answer and of earlier ones of the same people, in the order of the text, earlier answers last. */
const Comments = z.object({ comments: z.array(InlineComment) });

export const listInlineComments = defineOperation({
  id: 'listInlineComments',
  method: 'get',
  path: '/api/submissions/{submissionId}/answers/{question}/comments',
  summary: 'What graders said about passages of an answer',
  params: AnswerParams,
  response: Comments,
  errors: ['not_found'],
});

export const addInlineComment = defineOperation({
  id: 'addInlineComment',
  method: 'post',
  once: 'named',
  path: '/api/submissions/{submissionId}/answers/{question}/comments',
  summary: 'Comment on a passage of an answer; the group reads it there once grades are released',
  params: AnswerParams,
  body: SourcePlace.extend({
    /** A new one: the same comment sent again with it is there once. */
    id: Id,
    text: Text,
  }),
  response: Comments,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const editInlineComment = defineOperation({
  id: 'editInlineComment',
  method: 'put',
  once: 'seen',
  path: '/api/submissions/{submissionId}/answers/{question}/comments/{commentId}',
  summary: 'Put other words in one’s own comment, or put it back where it was removed',
  params: CommentParams,
  body: z.object({
    text: Text,
    /** Of the comment that was looked at. */
    baseRevision: Revision,
  }),
  response: Comments,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const removeInlineComment = defineOperation({
  id: 'removeInlineComment',
  method: 'delete',
  once: 'seen',
  path: '/api/submissions/{submissionId}/answers/{question}/comments/{commentId}',
  summary: 'Remove one’s own comment; instructors remove anybody’s. What it said stays in the log',
  params: CommentParams,
  query: z.object({ baseRevision: z.coerce.number<number>().pipe(Revision) }),
  response: Comments,
  errors: ['csrf', 'not_found', 'unacceptable'],
});
