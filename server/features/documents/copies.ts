import { z } from 'zod';

const Count = z.int().nonnegative();

/** Characters of a client that are copies: from its number on, so many, of those of another client from a number on. */
export const Copies = z.array(
  z.tuple([Count.describe('from'), Count.describe('how many'), Count.describe('of'), Count.describe('from')]),
);
export type Copies = z.infer<typeof Copies>;
