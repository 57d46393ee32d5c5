/** Drafts: what a group is writing, saved while they type. One text a question, shared by the members. */
import { z } from 'zod';
import { AssignmentParams, Moment, PersonName, Revision } from './common.ts';
import { defineOperation } from './operation.ts';

/** Longest answer or code file, in characters. */
export const MAX_TEXT = 200_000;

/** A question's id, or the name of a code file such as `optim.py`; names have a dot, so the two never clash. */
export const DraftKey = z.string().regex(/^[A-Za-z0-9_-]{1,63}(\.[a-z]{1,4})?$/);

export const Draft = z.object({
  key: DraftKey,
  text: z.string(),
  /** Grows by one with every save; 0 is "nothing saved yet". */
  revision: z.number().int(),
  savedAt: Moment,
  savedBy: PersonName,
});
export type Draft = z.infer<typeof Draft>;

/** Details of the error `draft_conflict`: both texts, so that none is lost. */
export const DraftConflict = z.object({ yours: z.string(), theirs: Draft });
export type DraftConflict = z.infer<typeof DraftConflict>;

export const listDrafts = defineOperation({
  id: 'listDrafts',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/drafts',
  summary: "My group's drafts in an assignment",
  params: AssignmentParams,
  response: z.object({ drafts: z.array(Draft) }),
  errors: ['not_found'],
});

export const saveDraft = defineOperation({
  id: 'saveDraft',
  method: 'put',
  path: '/api/courses/{course}/assignments/{assignment}/drafts/{key}',
  summary: 'Save a draft over the revision it was written from',
  params: AssignmentParams.extend({ key: DraftKey }),
  body: z.object({
    text: z.string().max(MAX_TEXT),
    /** Revision the text was written from; 0 when none was saved yet. */
    baseRevision: Revision,
  }),
  response: Draft,
  errors: ['csrf', 'not_found', 'draft_conflict', 'locked', 'unacceptable', 'too_large'],
});
