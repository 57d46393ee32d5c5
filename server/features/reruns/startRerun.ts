import type { BodyOf } from '../../../contract/operation.ts';
import type { RerunRow, startRerun as operation } from '../../../contract/reruns.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { hasExperiment } from '../../../contract/assignment.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { hasCode } from '../assignments/present.ts';
import { currentOf, versionLineOf } from '../grading/versionLine.ts';
import { presentRerunRow, rerunOf } from './rerunOf.ts';

async function wantedIds(
  tx: Tx,
  assignmentId: string,
  { scope, submissionIds }: BodyOf<typeof operation>,
): Promise<Prisma.SubmissionWhereInput> {
  if (scope === 'all') return {};
  if (scope === 'chosen') return { id: { in: submissionIds } };
  const counting = await countingSubmissions(tx, [assignmentId]);
  return { id: { in: [...new Set(counting.map(({ submissionId }) => submissionId))] } };
}

/**
 * Queues a run with the tests in force for every submission with code that is asked for, behind all who wait for a first
 * result. None of them counts.
 *
 * @throws ApiError locked while another one is under way; unacceptable where there is nothing to run
 */
export async function startRerun(
  db: Db,
  queue: GradingQueue,
  { course, assignment }: Pick<AssignmentSubject, 'course' | 'assignment'>,
  { userId, now, act, wanted }: { userId: string; now: Date; act: string; wanted: BodyOf<typeof operation> },
): Promise<RerunRow> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM assignments WHERE id = ${assignment.id}::uuid FOR NO KEY UPDATE`;
    const before = await doneBefore(tx, act);
    if (before) return presentRerunRow(await rerunOf(tx, assignment, before.subject));
    // Somebody may have published since the request came: what is run are the tests in force now.
    const version = currentOf(await versionLineOf(tx, assignment.id));
    if (!hasCode(version.definition))
      throw new ApiError(
        'unacceptable',
        'No question of this set asks for code now, so there is nothing to run.',
      );
    const running = await tx.rerun.findFirst({
      where: {
        assignmentId: assignment.id,
        stoppedAt: null,
        runs: { some: { state: { in: ['queued', 'running'] } } },
      },
    });
    if (running)
      throw new ApiError('locked', 'A rerun of this set is under way. Wait for it or stop it first.');
    const submissions = await tx.submission.findMany({
      where: {
        ...(await wantedIds(tx, assignment.id, wanted)),
        group: { assignmentId: assignment.id },
        files: { some: {} },
      },
      select: { id: true },
      orderBy: { submittedAt: 'asc' },
    });
    if (submissions.length === 0)
      throw new ApiError('unacceptable', 'None of these submissions has code, so there is nothing to run.');
    const rerun = await tx.rerun.create({
      data: {
        assignmentId: assignment.id,
        versionId: version.id,
        startedById: userId,
        startedAt: now,
        scope: wanted.scope,
      },
    });
    const trains = hasExperiment(version.definition);
    const runs = await tx.gradingRun.createManyAndReturn({
      data: submissions.map(({ id }) => ({
        submissionId: id,
        versionId: version.id,
        rerunId: rerun.id,
        queuedAt: now,
        trains,
      })),
      select: { id: true },
    });
    await queue.send(tx, ...runs.map(({ id }) => ({ runId: id, isRerun: true, trains })));
    await recordAudit(tx, {
      act,
      actorId: userId,
      courseId: course.id,
      action: 'startRerun',
      subject: rerun.id,
      details: {
        assignment: assignment.slug,
        version: version.number,
        scope: wanted.scope,
        runs: runs.length,
      },
    });
    return presentRerunRow(await rerunOf(tx, assignment, rerun.id));
  });
}
