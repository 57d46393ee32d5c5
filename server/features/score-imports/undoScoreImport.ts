import type {
  listScoreImports as listOperation,
  undoScoreImport as operation,
} from '../../../contract/scoreImports.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { undoAction } from '../grading/undoGrading.ts';
import { namedSets } from './loadScores.ts';

/** Files whose scores were imported, the last first; what was undone of them is said. */
export async function listScoreImports(db: Db, courseId: string): Promise<ResponseOf<typeof listOperation>> {
  const sets = await namedSets(db, courseId);
  const rows = await db.$queryRaw<
    { id: string; userId: string; name: string; at: Date; sets: string[]; answers: number; undone: number }[]
  >`
    SELECT d.import_id AS id, u.id AS "userId", u.name, min(d.decided_at) AS at,
      array_agg(DISTINCT g.assignment_id::text) AS sets, count(*)::int AS answers, count(back.revision)::int AS undone
    FROM grade_decisions d
    JOIN users u ON u.id = d.decided_by_id
    JOIN answers a ON a.id = d.answer_id
    JOIN submissions s ON s.id = a.submission_id
    JOIN groups g ON g.id = s.group_id
    JOIN assignments ON assignments.id = g.assignment_id AND assignments.course_id = ${courseId}::uuid
    LEFT JOIN grade_decisions back ON back.undoes = d.revision
    WHERE d.import_id IS NOT NULL
    GROUP BY d.import_id, u.id, u.name ORDER BY at DESC, id`;
  return {
    imports: rows.map(({ userId, name, at, sets: ids, ...row }) => ({
      ...row,
      by: { id: userId, name },
      at: at.toISOString(),
      sets: sets.filter(({ id }) => ids.includes(id)).map(({ title }) => title),
    })),
  };
}

/**
 * Puts back, in one transaction, what an import changed; what somebody decided since stays. Whose grade was out is told.
 *
 * @throws ApiError not_found
 */
export async function undoScoreImport(
  db: Db,
  courseId: string,
  { importId, userId, now }: { importId: string; userId: string; now: Date },
): Promise<ResponseOf<typeof operation>> {
  return db.$transaction(async (tx) => {
    const decisions = await tx.gradeDecision.findMany({
      where: { importId, answer: { submission: { group: { assignment: { courseId } } } } },
      orderBy: { revision: 'asc' },
      select: {
        actionId: true,
        undoneBy: { select: { revision: true } },
        answer: { select: { submission: { select: { group: { select: { assignmentId: true } } } } } },
      },
    });
    if (decisions.length === 0) throw new ApiError('not_found', 'There is no such import in this course.');
    const standing = decisions.filter(({ undoneBy }) => undoneBy === null);
    const actions = new Map(
      standing.map(({ actionId, answer }) => [actionId, answer.submission.group.assignmentId]),
    );
    let undone = 0;
    for (const [actionId, assignmentId] of actions) {
      const where = { course: { id: courseId }, assignment: { id: assignmentId } };
      const done = await undoAction(tx, where, actionId, {
        operation: 'undoScoreImport',
        // They were told of the import that day, and may have looked since.
        because: `undone ${importId}`,
        userId,
        now,
      });
      undone += done?.count ?? 0;
    }
    return { undone, left: standing.length - undone };
  });
}
