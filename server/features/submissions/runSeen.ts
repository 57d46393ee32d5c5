/**
 * What a student learns of a run. It is over for them when the tests that they see are: how long the withheld ones take,
 * and whether they come to an end at all, would tell of them. Pure.
 */
import type { RunState } from '../../../prisma/generated/enums.ts';

interface KeptRun {
  state: RunState;
  /** Null too where nothing was withheld, and the end is everybody's. */
  shownAt: Date | null;
  finishedAt: Date | null;
}

export const runSeen = <R extends KeptRun>(run: R, { isStaff }: { isStaff: boolean }): R =>
  isStaff || run.shownAt === null ? run : { ...run, state: 'done', finishedAt: run.shownAt };
