/** Words that the staff of a course keep for use in comments. */
import { z } from 'zod';
import { CourseParams, Id, PersonName, Revision } from './common.ts';
import { MAX_COMMENT } from './inlineComments.ts';
import { defineOperation } from './operation.ts';

/** Most in a course. */
export const MAX_SAVED_COMMENTS = 500;

/** Typed behind a slash it becomes the words. */
export const Shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,20}$/, 'A shortcut has up to 20 letters a–z, digits and hyphens.');

export const SavedComment = z.object({
  id: Id,
  /** Markdown + TeX. */
  text: z.string(),
  shortcut: z.string().nullable(),
  /** How often it was put into a comment. */
  uses: z.number().int(),
  changedBy: PersonName,
  revision: z.number().int(),
});
export type SavedComment = z.infer<typeof SavedComment>;

const Content = z.object({
  text: z
    .string()
    .trim()
    .min(1, 'Write the comment first.')
    .max(MAX_COMMENT, `At most ${MAX_COMMENT} characters.`),
  shortcut: Shortcut.nullable().default(null),
});

/** All of the course, those used most first. */
const List = z.object({ comments: z.array(SavedComment) });
const Params = CourseParams.extend({ savedCommentId: Id });

export const listSavedComments = defineOperation({
  id: 'listSavedComments',
  method: 'get',
  path: '/api/courses/{course}/saved-comments',
  summary: 'The comments that the staff of a course keep for use',
  params: CourseParams,
  response: List,
});

export const saveComment = defineOperation({
  id: 'saveComment',
  method: 'post',
  once: 'named',
  path: '/api/courses/{course}/saved-comments',
  summary: 'Keep a comment for all staff of the course; the same words are kept once',
  params: CourseParams,
  body: Content,
  response: List,
  status: 201,
  errors: ['csrf', 'unacceptable'],
});

export const changeSavedComment = defineOperation({
  id: 'changeSavedComment',
  method: 'put',
  once: 'seen',
  path: '/api/courses/{course}/saved-comments/{savedCommentId}',
  summary: 'Change the words or the shortcut of a saved comment; comments made with it stay as they are',
  params: Params,
  body: Content.extend({
    /** Of the one that was looked at. */
    baseRevision: Revision,
  }),
  response: List,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const deleteSavedComment = defineOperation({
  id: 'deleteSavedComment',
  method: 'delete',
  once: 'seen',
  path: '/api/courses/{course}/saved-comments/{savedCommentId}',
  summary: 'Keep a comment no longer; comments made with it stay as they are',
  params: Params,
  query: z.object({ baseRevision: z.coerce.number<number>().pipe(Revision) }),
  response: List,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const countSavedComment = defineOperation({
  id: 'countSavedComment',
  method: 'post',
  once: 'seen',
  path: '/api/courses/{course}/saved-comments/{savedCommentId}/uses',
  summary: 'Say that a saved comment was put into a comment',
  params: Params,
  /** How often it had been, as far as the page knew: what is counted since is not counted again. */
  body: z.object({
    uses: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 2),
  }),
  response: z.object({}),
  errors: ['csrf', 'not_found'],
});
