import type { RerunRow } from '../../../contract/reruns.ts';
import { RERUN_SCOPES } from '../../../contract/reruns.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';

export const RERUN = {
  id: true,
  assignmentId: true,
  startedAt: true,
  startedBy: PERSON_NAME,
  scope: true,
  stoppedAt: true,
  discardedAt: true,
  version: { select: { number: true } },
  runs: { select: { state: true, countsFrom: true } },
} as const satisfies Prisma.RerunSelect;

export type RerunRead = Prisma.RerunGetPayload<{ select: typeof RERUN }>;

/** @throws ApiError not_found where the assignment has no such rerun */
export async function rerunOf(db: Db | Tx, assignment: { id: string }, id: string): Promise<RerunRead> {
  const rerun = await db.rerun.findFirst({ where: { id, assignmentId: assignment.id }, select: RERUN });
  if (!rerun) throw new ApiError('not_found', 'There is no such rerun.');
  return rerun;
}

function stateOf({ stoppedAt, discardedAt }: RerunRead, waiting: number): RerunRow['state'] {
  if (discardedAt) return 'discarded';
  if (waiting === 0) return 'ready';
  return stoppedAt ? 'stopped' : 'running';
}

export function presentRerunRow(rerun: RerunRead): RerunRow {
  const { id, startedAt, startedBy, scope, version, runs } = rerun;
  const isOver = ({ state }: (typeof runs)[number]) => state === 'done' || state === 'failed';
  const over = runs.filter(isOver).length;
  return {
    id,
    startedAt: startedAt.toISOString(),
    startedBy,
    scope: RERUN_SCOPES.find((each) => each === scope)!,
    version: version.number,
    state: stateOf(rerun, runs.length - over),
    total: runs.length,
    over,
    failed: runs.filter(({ state }) => state === 'failed').length,
    applied: runs.filter(({ countsFrom }) => countsFrom !== null).length,
  };
}
