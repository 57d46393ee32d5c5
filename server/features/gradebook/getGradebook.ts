import { setImmediate } from 'node:timers/promises';
import { shortOf } from '../../../contract/assignment.ts';
import type { Person } from '../../../contract/common.ts';
import type { Gradebook, GradebookCell } from '../../../contract/gradebook.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import { totalOfCourse } from '../../../grader/core/policies/total.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { loadCoursePolicy } from '../../middleware/policies.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { LATEST_VERSION_ID, readVersions } from '../../middleware/versions.ts';
import { computedScores, earnedParts, keptScores } from '../grading/keptScores.ts';
import type { KeptScore } from '../grading/keptScores.ts';
import { maxScoreOf } from '../grading/scores.ts';
import { hasCode } from '../assignments/present.ts';
import { stateOf } from '../assignments/whyClosed.ts';
import { afterLateness, loadLateness } from '../policies/lateness.ts';
import type { Lateness } from '../policies/lateness.ts';
import { partOf } from '../policies/part.ts';

/** So many rows are made before others have their turn. */
const STUDENTS_IN_A_ROW = 200;

interface OfStudent {
  userId: string;
  isAnonymous: boolean;
  kept: KeptScore | undefined;
  lateness: Lateness;
  now: Date;
}

function cellOf(
  assignment: Assignment,
  { userId, isAnonymous, kept, lateness, now }: OfStudent,
): GradebookCell {
  const { slug, gradesReleasedAt, hiddenAt } = assignment;
  const { inTimeUntil } = lateness.dueTimes.of(assignment, userId);
  const blank = { assignment: slug, score: null, submissionId: null, late: false, lost: 0, lateDays: 0 };
  // Nobody can hand in what was taken back.
  if (!kept) return { ...blank, status: now > inTimeUntil && !hiddenAt ? 'missing' : 'not_submitted' };
  if (isAnonymous) return { ...blank, status: 'anonymous' };
  const { state, submissionId, submittedAt, score } = kept;
  const status = state === 'graded' && isOut(gradesReleasedAt, now) ? 'released' : state;
  const late = submittedAt > inTimeUntil.getTime();
  const { penalty } = lateness.dueTimes.policyOf(assignment).late;
  const parts = penalty === null ? [] : earnedParts(kept);
  const after = afterLateness({ score, parts }, lateness.of(assignment, userId));
  return { assignment: slug, status, submissionId, late, ...after };
}

/** By name: those who are in the course, or one who is or was. */
const studentsOf = (db: Db | Tx, courseId: string, whose: Whose) => {
  const [userId, limit, after] = [whose.userId ?? null, whose.limit ?? null, whose.after ?? null];
  const some = whose.userIds ? [...whose.userIds] : null;
  return db.$queryRaw<(Person & { section: string | null })[]>`
    SELECT u.id, u.name, u.email, NULLIF(e.section, '') AS section FROM enrolments e JOIN users u ON u.id = e.user_id
    WHERE e.course_id = ${courseId}::uuid AND e.role = 'student'
      AND CASE WHEN ${userId}::uuid IS NULL THEN e.left_at IS NULL ELSE e.user_id = ${userId}::uuid END
      AND (${some}::uuid[] IS NULL OR e.user_id = ANY(${some}::uuid[]))
      AND (${after}::uuid IS NULL OR (u.name, u.id) > (SELECT name, id FROM users WHERE id = ${after}::uuid))
    ORDER BY u.name, u.id LIMIT ${limit}::int`;
};

const idsOfStudents = async (db: Db | Tx, courseId: string): Promise<string[]> => {
  const where = { courseId, role: 'student', leftAt: null } as const;
  return (await db.enrolment.findMany({ where, select: { userId: true } })).map(({ userId }) => userId);
};

interface Whose {
  /** Of one student alone, in the course or not any more. */
  userId?: string;
  /** Of some of those who are in the course. */
  userIds?: readonly string[] | undefined;
  /** Of so many by name, after one of them or from the first on. */
  limit?: number;
  after?: string;
}

interface ForReader extends Whose {
  now: Date;
  /** Sets whose work the reader sees without names, and whose names they see here without the work. */
  anonymous: ReadonlySet<string>;
  /** Of one set alone, without totals. */
  set?: string;
}

/** Students × assignments; of each student the submission that counts. */
export async function getGradebook(db: Db, courseId: string, reader: ForReader): Promise<Gradebook> {
  return gradebookOf(db, {
    courseId,
    ...reader,
    scores: (ids, userIds) => keptScores(db, ids, userIds),
  });
}

/** The same inside a transaction that has changed something, by the law itself: nothing is kept of what may be taken back. */
export const computeGradebook = (
  tx: Tx,
  {
    anonymous = new Set(),
    ...asked
  }: Pick<ForReader, 'now' | 'userIds'> & { courseId: string; anonymous?: ReadonlySet<string> | undefined },
): Promise<Gradebook> =>
  gradebookOf(tx, {
    ...asked,
    anonymous,
    scores: (ids, some) => computedScores(tx, ids, some),
  });

interface Asked extends ForReader {
  courseId: string;
  /** Of everybody where nobody is named. */
  scores: (
    assignmentIds: readonly string[],
    userIds: readonly string[] | undefined,
  ) => Promise<Map<string, Record<string, KeptScore>>>;
}

async function gradebookOf(
  db: Db | Tx,
  { courseId, now, anonymous, scores, set, ...whose }: Asked,
): Promise<Gradebook> {
  const assignments = await db.assignment.findMany({
    where: { courseId },
    include: { versions: LATEST_VERSION_ID },
    orderBy: [{ dueAt: 'asc' }, { slug: 'asc' }],
  });
  const shown = assignments.filter(({ slug }) => set === undefined || slug === set);
  const isPart = whose.limit !== undefined;
  const students = await studentsOf(db, courseId, whose);
  const ids = students.map(({ id }) => id);
  const some = isPart || whose.userId !== undefined || whose.userIds !== undefined ? ids : undefined;
  const [kept, lateness, { categories }, versions, everybody] = await Promise.all([
    scores(
      shown.map(({ id }) => id),
      some,
    ),
    // Late days are spent in all sets.
    loadLateness(db, assignments, some),
    loadCoursePolicy(db, courseId),
    readVersions(
      db,
      shown.flatMap((each) => each.versions),
    ),
    isPart ? idsOfStudents(db, courseId) : ids,
  ]);
  const dueTimes = isPart ? await loadDueTimes(db, shown) : lateness.dueTimes;
  // A total would say what an anonymous set gave.
  const hasTotal = categories.length > 0 && anonymous.size === 0 && set === undefined;
  const definitions = new Map(versions.map(({ id, definition }) => [id, definition]));
  const sets = shown.flatMap(({ versions: [latest], ...assignment }) => {
    const definition = latest && definitions.get(latest.id);
    if (!definition) return [];
    const policy = lateness.dueTimes.policyOf(assignment);
    return [{ assignment, definition, policy, maxScore: maxScoreOf(definition) }];
  });
  const rowOf = (id: string) => {
    const mine = kept.get(id) ?? {};
    const cells = sets.map(({ assignment }) => {
      const isAnonymous = anonymous.has(assignment.id);
      return cellOf(assignment, { userId: id, isAnonymous, kept: mine[assignment.id], lateness, now });
    });
    const parts = sets.map(({ assignment: { slug, hiddenAt }, policy, maxScore }, index) => {
      const { status, score } = cells[index]!;
      const isMissing = status === 'missing';
      return partOf({ slug, maxScore, isHidden: hiddenAt !== null, isMissing, score }, policy);
    });
    if (!hasTotal) return { cells, shares: [], total: null };
    const total = totalOfCourse(categories, parts);
    return { cells, shares: total.categories.map(({ percent }) => percent), total: total.percent };
  };
  const rows: Gradebook['rows'] = [];
  while (rows.length < students.length) {
    const some = students.slice(rows.length, rows.length + STUDENTS_IN_A_ROW);
    rows.push(...some.map(({ section, ...student }) => ({ student, section, ...rowOf(student.id) })));
    // A large one takes long, and to write it down as long again; others have their turn meanwhile.
    await setImmediate();
  }
  return {
    assignments: sets.map(({ assignment, definition, policy, maxScore }) => {
      const { slug, dueAt, gradesReleasedAt: at } = assignment;
      const isReleased = isOut(at, now);
      return {
        slug,
        title: definition.title,
        short: shortOf(definition),
        maxScore,
        dueAt: dueAt.toISOString(),
        gradesReleasedAt: isReleased ? (at?.toISOString() ?? null) : null,
        releasesAt: isReleased ? null : (at?.toISOString() ?? null),
        lastDueAt: dueTimes.last(assignment, everybody).toISOString(),
        category: policy.set.category,
        state: stateOf(assignment),
        anonymous: anonymous.has(assignment.id),
        hasCode: hasCode(definition),
      };
    }),
    students: everybody.length,
    categories: hasTotal ? categories.map(({ id, title }) => ({ id, title })) : [],
    rows,
    next: isPart && students.length > 0 && students.length === whose.limit ? students.at(-1)!.id : null,
  };
}
