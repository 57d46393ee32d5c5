import type { Db, Tx } from '../../database/prisma.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { ownAmong } from '../../middleware/ownWork.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import { countingScores } from '../grading/countingScores.ts';
import { maxScoreOf, totalOf } from '../grading/scores.ts';
import { afterLatenessOf, loadLateness, setsOfCourse } from '../policies/lateness.ts';
import type { CourseScores, StandingScores } from './planScores.ts';
import type { NamedSet } from './readScores.ts';

/** The sets of a course as files name them. */
export async function namedSets(db: Db | Tx, courseId: string): Promise<(NamedSet & { id: string })[]> {
  const rows = await db.assignment.findMany({
    where: { courseId },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
    select: { id: true, slug: true, versions: LATEST_VERSION_ID },
  });
  const versions = await readVersions(
    db,
    rows.flatMap((row) => row.versions),
  );
  const definitions = new Map(versions.map(({ id, definition }) => [id, definition]));
  return rows.flatMap(({ id, slug, versions: [latest] }) => {
    const definition = latest && definitions.get(latest.id);
    if (!definition) return [];
    const questions = definition.questions.map((each) => ({
      id: each.id,
      label: each.label ?? null,
      title: each.title,
      points: each.points,
    }));
    return [{ id, slug, title: definition.title, maxScore: maxScoreOf(definition), questions }];
  });
}

/** What the students of a course have in some of its sets, by the same law as the gradebook. */
export async function loadScores(
  db: Db | Tx,
  courseId: string,
  { sets, actorId, now }: { sets: readonly (NamedSet & { id: string })[]; actorId: string; now: Date },
): Promise<CourseScores> {
  const ids = sets.map(({ id }) => id);
  const all = await setsOfCourse(db, courseId);
  const [enrolments, counting, lateness] = await Promise.all([
    db.enrolment.findMany({
      where: { courseId, role: 'student', leftAt: null },
      orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
      select: { studentId: true, user: { select: { id: true, name: true, email: true } } },
    }),
    countingScores(db, ids),
    loadLateness(db, all),
  ]);
  const own = await ownAmong(
    db,
    actorId,
    counting.map(({ submissionId }) => submissionId),
  );
  const standing = new Map(ids.map((id) => [id, new Map<string, StandingScores>()]));
  const rows = new Map(all.map((row) => [row.id, row]));
  for (const { assignmentId, submissionId, number, submittedAt, students, scores: common } of counting) {
    const hasAnswer = new Map(common.map((each) => [each.question.id, each.hasAnswer]));
    for (const { userId, scores } of students) {
      const costs = lateness.of(rows.get(assignmentId)!, userId);
      standing.get(assignmentId)?.set(userId, {
        submissionId,
        number,
        total: afterLatenessOf(scores, submittedAt, costs).score,
        raw: totalOf(scores),
        own: own.has(submissionId),
        losesSome: costs.shareLost(submittedAt) > 0,
        questions: new Map(
          scores.map(({ question, score, asked }) => [
            question.id,
            { score, hasAnswer: asked && hasAnswer.get(question.id) === true },
          ]),
        ),
      });
    }
  }
  return {
    students: enrolments.map(({ studentId, user }) => ({ ...user, studentId })),
    sets: sets.map(({ id, ...set }) => ({
      ...set,
      released: isOut(rows.get(id)?.gradesReleasedAt ?? null, now),
      standing: standing.get(id)!,
    })),
  };
}
