/** Work that has more in common than the class has: evidence for a person to look at, never a verdict. */
import { z } from 'zod';
import { AssignmentParams, Id, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

/** What of the submissions is compared: the code, or the answers to one question by its id. */
export const CODE_WORK = 'code';

export const SimilarSide = z.object({
  submissionId: Id,
  number: z.number().int(),
  people: z.array(PersonName),
  /** The term, where it is another course's; null where it is this one's. */
  term: z.string().nullable(),
});
export type SimilarSide = z.infer<typeof SimilarSide>;

export const listSimilarWork = defineOperation({
  id: 'listSimilarWork',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/similarity',
  summary: 'Pairs of submissions with the most in common, what everybody was given left out',
  params: AssignmentParams,
  query: z.object({
    work: z.string().max(200),
    /** `all` compares with the set of the same name in other courses of which the reader is staff. */
    terms: z.enum(['this', 'all']).default('this'),
  }),
  response: z.object({
    /** Submissions that were compared: of every student the one that counts. */
    compared: z.number().int(),
    pairs: z.array(
      z.object({
        /** How much of both is in the other, from 0 to 1. */
        similarity: z.number(),
        left: SimilarSide,
        right: SimilarSide,
      }),
    ),
  }),
  errors: ['not_found', 'unacceptable', 'throttled'],
});

/** A part of a text that the other has, too: offsets. */
const Span = z.tuple([z.number().int(), z.number().int()]);

export const compareWork = defineOperation({
  id: 'compareWork',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/similarity/{left}/{right}',
  summary: 'Two submissions side by side, with what they have in common',
  params: AssignmentParams.extend({ left: Id, right: Id }),
  query: z.object({ work: z.string().max(200) }),
  response: z.object({
    left: SimilarSide.extend({ text: z.string() }),
    right: SimilarSide.extend({ text: z.string() }),
    passages: z.array(z.object({ left: Span, right: Span })),
  }),
  errors: ['not_found', 'unacceptable', 'throttled'],
});
