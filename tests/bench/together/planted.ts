/** Bugs that the play has to find: a submission of the page's own copy; a log that is shortened to save room. */
export const PLANTED = ['page-copy', 'compaction'] as const;
export type Planted = (typeof PLANTED)[number];
