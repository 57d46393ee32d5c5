/**
 * What a student learns of a run. It is over for them when the tests that they see are: how long the withheld ones take,
 * and whether they come to an end at all, would tell of them. Pure.
 */
import type { RunState } from '../../../prisma/generated/enums.ts';

interface KeptRun {
  state: RunState;
  finishedAt: Date | null;
  scores: unknown;
}

/** Whether the tests that its submitter sees have been run: the worker keeps a report then, and points by question. */
export const isShown = ({ finishedAt, scores }: Omit<KeptRun, 'state'>): boolean =>
  finishedAt !== null && scores !== null;

export const runSeen = <R extends KeptRun>(run: R, { isStaff }: { isStaff: boolean }): R =>
  !isStaff && isShown(run) ? { ...run, state: 'done' } : run;
