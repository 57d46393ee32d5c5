/** Drafts of sets: an author's files as they are being written, kept until they are published. */
import { z } from 'zod';
import { Slug } from './assignment.ts';
import { AssignmentFiles } from './publishing.ts';
import { CourseParams, FileStream, Moment, PersonName, Revision } from './common.ts';
import { defineOperation } from './operation.ts';

const DraftParams = CourseParams.extend({
  /** The set's name, published or not. */
  draft: Slug,
});

const Saved = z.object({ by: PersonName, at: Moment });

export const SetDraft = z.object({
  set: Slug,
  /** By path inside the set's folder; data as base64. */
  files: AssignmentFiles.shape.files,
  /** Another one after each save, and never the same again; 0 where these are the files of the version in force. */
  revision: Revision,
  saved: Saved.nullable(),
  /** Number of the version upon which it was begun; 0 where there was none. */
  base: Revision,
  /** What was published since by whoever did it: publishing the draft takes its place. */
  since: Saved.extend({ version: z.number().int(), files: AssignmentFiles.shape.files }).nullable(),
});
export type SetDraft = z.infer<typeof SetDraft>;
/** As it was saved, whatever is published since. */
export type KeptSetDraft = Omit<SetDraft, 'since'>;

/** Details of the error `draft_conflict`: the draft as somebody else saved it. */
export const DraftConflict = z.object({ draft: SetDraft });

export const listSetDrafts = defineOperation({
  id: 'listSetDrafts',
  method: 'get',
  path: '/api/courses/{course}/set-drafts',
  summary: 'Sets that are being written, without their files',
  params: CourseParams,
  response: z.object({ drafts: z.array(z.object({ set: Slug, saved: Saved })) }),
  errors: ['not_found'],
});

export const getSetDraft = defineOperation({
  id: 'getSetDraft',
  method: 'get',
  path: '/api/courses/{course}/set-drafts/{draft}',
  summary: 'The files of a set as they are being written; without a draft those of the version in force',
  params: DraftParams,
  response: SetDraft,
  errors: ['not_found'],
});

export const saveSetDraft = defineOperation({
  id: 'saveSetDraft',
  method: 'put',
  once: 'seen',
  path: '/api/courses/{course}/set-drafts/{draft}',
  summary: 'Keep the files of a set; refused where somebody else has saved since',
  params: DraftParams,
  body: z.object({
    files: AssignmentFiles.shape.files,
    /** Of the draft that these files were made from. */
    revision: Revision,
    /** The version upon which a new draft is begun; absent: the one in force. */
    base: Revision.optional(),
  }),
  response: SetDraft.omit({ files: true, since: true }),
  errors: ['csrf', 'not_found', 'draft_conflict', 'unacceptable', 'too_large'],
});

export const discardSetDraft = defineOperation({
  id: 'discardSetDraft',
  method: 'delete',
  once: 'seen',
  path: '/api/courses/{course}/set-drafts/{draft}',
  summary: 'Throw a draft away; what is published stays. Refused where somebody else has saved since',
  params: DraftParams,
  /** Of the draft that was seen; absent: whatever is there. */
  query: z.object({ revision: z.coerce.number<number>().pipe(Revision.min(1)).optional() }),
  response: z.object({ discarded: z.literal(true) }),
  errors: ['csrf', 'not_found', 'draft_conflict'],
});

export const exportSetDraft = defineOperation({
  id: 'exportSetDraft',
  method: 'get',
  path: '/api/courses/{course}/set-drafts/{draft}/files.zip',
  summary: 'The folder of a set as a zip, byte for byte as its files were written',
  params: DraftParams,
  response: FileStream,
  responseType: 'application/octet-stream',
  errors: ['not_found'],
});
