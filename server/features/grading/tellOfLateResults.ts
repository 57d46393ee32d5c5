/**
 * A run that the grader could not do before grades came out, and could afterwards, gives a score that nobody's act has told of: its
 * worker knows no people. Where grades come out while a run is still under way, the release has told of its result.
 */
import type { Db } from '../../database/prisma.ts';
import { eachApart } from '../notifications/eachApart.ts';
import { tellingOfScores } from './tellOfChangedGrades.ts';
import { namedBy } from './whoSees.ts';

/** A result that is older was told, or its server was away for so long that it is no news. */
const NEWS_MS = 86_400_000;

interface LateResult {
  runId: string;
  submissionId: string;
  assignmentId: string;
  courseId: string;
  finishedAt: Date;
}

/** Results that came after a failure and after the grades, of which nobody whom they name was told. */
const lateResults = (db: Db, now: Date) => db.$queryRaw<LateResult[]>`
  SELECT r.id AS "runId", s.id AS "submissionId", a.id AS "assignmentId", a.course_id AS "courseId", r.finished_at AS "finishedAt"
  FROM grading_runs r
  JOIN submissions s ON s.id = r.submission_id
  JOIN groups g ON g.id = s.group_id
  JOIN assignments a ON a.id = g.assignment_id
  JOIN courses c ON c.id = a.course_id AND c.archived_at IS NULL
  WHERE r.state = 'done' AND r.rerun_id IS NULL AND r.finished_at >= a.grades_released_at
    AND r.finished_at BETWEEN ${new Date(now.getTime() - NEWS_MS)}::timestamptz AND ${now}::timestamptz
    AND EXISTS (
      SELECT 1 FROM grading_runs f
      WHERE f.submission_id = r.submission_id AND f.state = 'failed' AND f.counts_from < r.counts_from)
    AND NOT EXISTS (
      SELECT 1 FROM submission_members m JOIN notifications n ON n.user_id = m.user_id
      WHERE m.submission_id = s.id AND n.key LIKE 'graded ' || a.id || ' % ' || r.id)
  ORDER BY r.finished_at, r.id`;

/** Tells whoever sees a score since, as after every other act that changes scores: what they saw before is looked at without the run. */
export async function tellOfLateResults(db: Db, now: Date): Promise<void> {
  await eachApart(
    await lateResults(db, now),
    async ({ runId, submissionId, assignmentId, courseId, finishedAt }) => {
      await db.$transaction(async (tx) => {
        await tx.$executeRaw`SAVEPOINT as_it_is`;
        await tx.$executeRaw`
        UPDATE grading_runs SET state = 'failed', report = NULL, scores = NULL, shown_at = NULL WHERE id = ${runId}::uuid`;
        await tellingOfScores(
          tx,
          { course: { id: courseId }, assignment: { id: assignmentId } },
          { userId: await namedBy(tx, [submissionId]), now, because: runId, changedAt: finishedAt },
          () => tx.$executeRaw`ROLLBACK TO SAVEPOINT as_it_is`,
        );
      });
    },
  );
}
