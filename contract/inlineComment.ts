/** A comment on a passage, as students and graders read it; what is done with it is in `inlineComments.ts`. */
import { z } from 'zod';
import { Id, Moment, PersonName } from './common.ts';

/**
 * Of the answer's text, or of the submission's program where the question asks for one: from and up to which character,
 * in UTF-16 units as JavaScript counts them. What was submitted never changes, and neither does a place in it.
 */
export const SourcePlace = z.object({
  start: z.number().int().min(0).max(10_000_000),
  end: z.number().int().min(1).max(10_000_000),
});
export type SourcePlace = z.infer<typeof SourcePlace>;

export const InlineComment = SourcePlace.extend({
  id: Id,
  /** The submission whose answer it is about. */
  submissionId: Id,
  number: z.number().int(),
  /** Whether its place is one of the answer that it is shown with: an earlier one may have had other words. */
  here: z.boolean(),
  /** 1-based, of its first and its last character. */
  line: z.number().int(),
  endLine: z.number().int(),
  /** The passage, or its beginning. */
  quote: z.string(),
  /** Markdown + TeX. */
  text: z.string(),
  by: PersonName,
  /** When its words were written. */
  at: Moment,
  edited: z.boolean(),
  /** Another one after each change. */
  revision: z.number().int(),
});
export type InlineComment = z.infer<typeof InlineComment>;
