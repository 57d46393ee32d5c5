/** What becomes of a rerun: stopped, applied, undone or discarded. Each is one act in the audit log. */
import type { Act } from '../../../contract/auditLog.ts';
import { own } from '../../../contract/own.ts';
import type { RerunRow, SeenRerun } from '../../../contract/reruns.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { tellRunChanged } from '../../database/runChannel.ts';
import { ApiError } from '../../errors.ts';
import { ownAmong, ownWork, refuseOwnWork } from '../../middleware/ownWork.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { lockScores } from '../grading/decisions.ts';
import { tellingOfScores } from '../grading/tellOfChangedGrades.ts';
import { presentRerunRow, rerunOf } from './rerunOf.ts';
import type { RerunRead } from './rerunOf.ts';
import { requireSeenRerun } from './requireSeenRerun.ts';
import { standsOf } from './results.ts';
import type { Stands } from './results.ts';

interface By {
  userId: string;
  now: Date;
}

/** Does something to a rerun while nobody grades, publishes or does another thing to it. Whose score that is out changes is told. */
async function act(
  db: Db,
  { course, assignment }: Pick<AssignmentSubject, 'course' | 'assignment'>,
  id: string,
  { action, userId, now }: { action: Act } & By,
  change: (tx: Tx, rerun: RerunRead) => Promise<Record<string, string[] | object[]>>,
): Promise<RerunRow> {
  return db.$transaction(async (tx) => {
    // Nobody releases the set's grades meanwhile: whose score that is out changes is told.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock_shared(hashtextextended(${`release ${assignment.id}`}, 0))`;
    await lockScores(tx, assignment.id);
    const rerun = await rerunOf(tx, assignment, id);
    const details = await tellingOfScores(tx, { course, assignment }, { now }, () => change(tx, rerun));
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action,
      subject: id,
      details: { assignment: assignment.slug, ...details },
    });
    return presentRerunRow(await rerunOf(tx, assignment, id));
  });
}

type Where = Pick<AssignmentSubject, 'course' | 'assignment'>;

/** What waits is not run any more; what is there can be applied. */
export const stopRerun = (db: Db, where: Where, id: string, { userId, now }: By): Promise<RerunRow> =>
  act(db, where, id, { action: 'stopRerun', userId, now }, async (tx, { stoppedAt }) => {
    if (stoppedAt) throw new ApiError('locked', 'This rerun was stopped already.');
    await tx.rerun.update({ where: { id }, data: { stoppedAt: now } });
    return {};
  });

/** Nothing of it will be applied. */
export const discardRerun = (db: Db, where: Where, id: string, { userId, now }: By): Promise<RerunRow> =>
  act(
    db,
    where,
    id,
    { action: 'discardRerun', userId, now },
    async (tx, { runs, stoppedAt, discardedAt }) => {
      if (discardedAt) throw new ApiError('locked', 'This rerun was discarded already.');
      if (runs.some(({ countsFrom }) => countsFrom !== null))
        throw new ApiError('locked', 'Results of this rerun count. Undo it first; nothing was discarded.');
      await tx.rerun.update({ where: { id }, data: { stoppedAt: stoppedAt ?? now, discardedAt: now } });
      return {};
    },
  );

interface BySight extends By {
  /** Absent: whatever stands. */
  seen?: SeenRerun | undefined;
}

/** What the log says of results that count from now on, or did until now: those with other points, and which the others are. */
function changesOf(
  stands: readonly Stands[],
  between: (each: Stands) => { before: number | null; after: number | null },
): { changes: object[]; unchanged: string[] } {
  const same = ({ before, after }: Stands) => before === after;
  return {
    changes: stands
      .filter((each) => !same(each))
      .map((each) => ({
        submissionId: each.submissionId,
        ...between(each),
        ...(each.byHand && { byHand: true }),
      })),
    unchanged: stands.filter(same).map(({ submissionId }) => submissionId),
  };
}

/**
 * Lets results count from now on; of all, those of one's own work are left to a colleague.
 *
 * @param submissionIds absent for all that have a result
 * @throws ApiError unacceptable when one that is named has none, or none is left; not_as_seen
 */
export const applyRerun = (
  db: Db,
  where: Where,
  id: string,
  { userId, now, seen, submissionIds }: BySight & { submissionIds?: readonly string[] | undefined },
): Promise<RerunRow> =>
  act(db, where, id, { action: 'applyRerun', userId, now }, async (tx, { discardedAt }) => {
    if (discardedAt) throw new ApiError('locked', 'This rerun was discarded. Start another one.');
    const wanted = submissionIds && [...new Set(submissionIds)];
    const runs = await tx.gradingRun.findMany({
      where: { rerunId: id, state: 'done', ...(wanted && { submissionId: { in: wanted } }) },
      select: { id: true, submissionId: true, countsFrom: true },
    });
    if (wanted && runs.length < wanted.length)
      throw new ApiError(
        'unacceptable',
        'One of these submissions has no result in this rerun. Nothing was applied; look again.',
      );
    const asked = new Set(runs.map(({ submissionId }) => submissionId));
    const stands = (await standsOf(tx, where.assignment.id, id)).filter((each) =>
      asked.has(each.submissionId),
    );
    await requireSeenRerun(tx, { ...where, now, seen, stands });
    const waiting = runs.filter(({ countsFrom }) => countsFrom === null);
    if (wanted) await refuseOwnWork(tx, userId, wanted);
    // Of all, those that name whoever applies them are left to a colleague.
    const theirs = await ownAmong(
      tx,
      userId,
      waiting.map(({ submissionId }) => submissionId),
    );
    const fresh = waiting.filter(({ submissionId }) => !theirs.has(submissionId));
    if (theirs.size > 0 && fresh.length === 0) throw ownWork();
    if (fresh.length === 0) throw new ApiError('unacceptable', 'There is nothing left to apply.');
    const applied = new Set(fresh.map(({ submissionId }) => submissionId));
    // After what counts now, though the clock was set back since.
    await tx.$executeRaw`
      UPDATE grading_runs AS run SET counts_from = GREATEST(${now.toISOString()}::timestamptz,
        (SELECT max(counts_from) FROM grading_runs WHERE submission_id = run.submission_id) + interval '1 millisecond')
      WHERE id = ANY(${fresh.map((run) => run.id)}::uuid[])`;
    await tellChanged(tx, fresh);
    const counting = stands.filter(({ submissionId }) => applied.has(submissionId));
    return changesOf(counting, ({ before, after }) => ({ before, after }));
  });

/** Lets count what did before; what people graded meanwhile stays. @throws ApiError not_as_seen */
export const undoRerun = (
  db: Db,
  where: Where,
  id: string,
  { userId, now, seen }: BySight,
): Promise<RerunRow> =>
  act(db, where, id, { action: 'undoRerun', userId, now }, async (tx) => {
    const stands = (await standsOf(tx, where.assignment.id, id)).filter(
      ({ submissionId, applied }) => applied || (seen && own(seen.results, submissionId) !== undefined),
    );
    await requireSeenRerun(tx, { ...where, now, seen, stands });
    const runs = await tx.gradingRun.findMany({
      where: { rerunId: id, countsFrom: { not: null } },
      select: { id: true, submissionId: true },
    });
    if (runs.length === 0) throw new ApiError('locked', 'Nothing of this rerun is applied.');
    await refuseOwnWork(
      tx,
      userId,
      runs.map(({ submissionId }) => submissionId),
    );
    const ids = runs.map((run) => run.id);
    await tx.gradingRun.updateMany({ where: { id: { in: ids } }, data: { countsFrom: null } });
    await tellChanged(tx, runs);
    return changesOf(stands, ({ before, after }) => ({ before: after, after: before }));
  });

async function tellChanged(tx: Tx, runs: readonly { submissionId: string }[]): Promise<void> {
  for (const { submissionId } of runs) await tellRunChanged(tx, submissionId);
}
