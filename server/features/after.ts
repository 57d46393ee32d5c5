/** A moment that follows the last one of a line, whatever the clock says by now: lines are ordered by their moments, and named by them. */
export const after = (last: Date | null, now: Date): Date =>
  last && last >= now ? new Date(last.getTime() + 1) : now;
