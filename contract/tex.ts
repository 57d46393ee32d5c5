/** The way to Overleaf and back: the sheet's template, the split of an answered one, and a submission as LaTeX. */
import { z } from 'zod';
import { ProblemView } from './assignments.ts';
import { AssignmentParams, FileBytes, SubmissionParams } from './common.ts';
import { ImageView } from './images.ts';
import { defineOperation } from './operation.ts';

/** Largest `.tex` or `.zip`, in bytes. */
export const MAX_IMPORT_BYTES = 50 * 2 ** 20;

export const getTexTemplate = defineOperation({
  id: 'getTexTemplate',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/template.tex',
  summary: 'The sheet as a compilable .tex with a place for every answer',
  params: AssignmentParams,
  response: z.string(),
  responseType: 'application/x-tex',
  errors: ['not_found', 'unacceptable', 'throttled'],
});

/** What `grader/tex` made of an upload. Nothing is replaced by it: the student confirms first. */
export const TexImport = z.object({
  /** Markdown + TeX, only of questions whose heading was found. */
  answers: z.array(z.object({ question: z.string(), markdown: z.string() })),
  /** Words that belong to no question. */
  unassigned: z.string(),
  /**
   * Images that the answers show: stored, but without a name among the drafts until `nameImages`. Where the draft has
   * another image of a file's name, the answers here call the file's by a name with a number.
   */
  images: z.array(ImageView),
  problems: z.array(ProblemView),
});
export type TexImport = z.infer<typeof TexImport>;

export const importTex = defineOperation({
  id: 'importTex',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/import',
  summary: 'Split an answered .tex, or a project as .zip, by question; no draft is changed',
  params: AssignmentParams,
  query: z.object({
    /** Name of the uploaded file: its ending tells .tex from .zip. */
    file: z.string().min(1).max(200),
  }),
  body: FileBytes,
  bodyType: 'application/octet-stream',
  response: TexImport,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable', 'too_large', 'throttled'],
});

export const exportTex = defineOperation({
  id: 'exportTex',
  method: 'get',
  path: '/api/submissions/{submissionId}/tex',
  summary: 'A submission as .tex, or as .zip with its images; importing it gives the same answers',
  params: SubmissionParams,
  response: FileBytes,
  responseType: 'application/octet-stream',
  errors: ['not_found', 'unacceptable', 'throttled'],
});
