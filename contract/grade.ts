/** Parts of a grade that others than graders have, too: whoever gets one or asks about it loads none of the graders' operations. */
import { z } from 'zod';
import { Id } from './common.ts';

/** What a person decides about an answer. */
export const Choice = z.object({
  appliedItemIds: z.array(Id).max(100),
  /** All points to begin with, whatever tests gave. */
  fullMarks: z.boolean().default(false),
  adjustment: z.number().min(-1000).max(1000).default(0),
  /** Markdown + TeX, shown to the group. Without an item, full marks or a number it is saved alone. */
  comment: z.string().max(10_000).default(''),
});

/**
 * Where a grade comes from that was made about an earlier submission of the same people: it counts until somebody grades
 * the newer answer.
 */
export const EarlierSubmission = z.object({
  submissionId: Id,
  number: z.number().int(),
  /** The answer is another one since it was graded. */
  changed: z.boolean(),
});
export type EarlierSubmission = z.infer<typeof EarlierSubmission>;
