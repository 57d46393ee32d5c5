/**
 * Bugs that the play has to find: a submission of the page's own copy; a log that is shortened to save room; grades that go
 * with the submission that they were given to; a decision that is written over.
 */
export const PLANTED = ['page-copy', 'compaction', 'no-carry', 'overwritten'] as const;
export type Planted = (typeof PLANTED)[number];
